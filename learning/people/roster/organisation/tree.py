"""Knows the two trees that are compared: the stored one on a day, and the file's. Pure."""

from collections.abc import Sequence
from datetime import date

from learning.people.roster.organisation.rows import (
    OrganisationRow,
    ParsedOrganisation,
    StoredDepartment,
)


class Trees:
    """Looks departments up by code on both sides; changes nothing.

    Attributes: `current`: of a stored code the department in force, else the one that
    begins next (発令前). `living`, `closed`: the file's rows that go on after the day or
    end by it; a code may stand in both: closed, and given anew to another department.
    """

    def __init__(
        self,
        stored: Sequence[StoredDepartment],
        organisation: ParsedOrganisation,
        as_of: date,
    ) -> None:
        self.stored = stored
        self.organisation = organisation
        self.as_of = as_of
        self.by_id = {row.id: row for row in stored}
        rows = sorted(stored, key=lambda row: row.starts_on, reverse=True)
        self.current = {row.code: row for row in rows if not self._is_over(row)}
        self.living = {
            row.code: row
            for row in organisation.rows
            if row.closes_on is None or row.closes_on > as_of
        }
        self.closed = {
            row.code: row
            for row in organisation.rows
            if row.closes_on is not None and row.closes_on <= as_of
        }

    def _is_over(self, row: StoredDepartment) -> bool:
        return row.ends_on is not None and row.ends_on <= self.as_of

    def spoken_of(self) -> list[StoredDepartment]:
        """Stored departments in force under the authorities that the file names."""
        named = {
            self.current[code].authority for code in self.living if code in self.current
        }
        return [
            row
            for row in self.current.values()
            if row.starts_on <= self.as_of and (row.authority in named or not named)
        ]

    def parents_first(self) -> list[OrganisationRow]:
        """The file's rows that go on, each after its parent."""
        depth: dict[str, int] = {}

        def depth_of(code: str, seen: int = 0) -> int:
            row = self.living.get(code)
            if row is None or not row.parent or seen > len(self.living):
                return 0
            if code not in depth:
                depth[code] = depth_of(row.parent, seen + 1) + 1
            return depth[code]

        return sorted(
            self.living.values(), key=lambda row: (depth_of(row.code), row.line)
        )

    def is_first(self, code: str) -> bool:
        """Whether no department ever had this code."""
        return all(row.code != code for row in self.stored)

    def lost_zeros(self, code: str) -> str | None:
        """A stored code that differs by zeros in front only, and is not in the file."""
        listed = {row.code for row in self.organisation.rows}
        alike = (c for c in self.current if c.lstrip("0") == code.lstrip("0"))
        return next((c for c in alike if c != code and c not in listed), None)

    def next_start(self, code: str, day: date) -> date | None:
        """The day after ``day`` on which a stored department takes this code."""
        days = (r.starts_on for r in self.stored if r.code == code)
        return min((start for start in days if start > day), default=None)

    def later_children(self, parent: StoredDepartment) -> list[StoredDepartment]:
        """Stored departments under a parent that begin after the day."""
        return [
            row
            for row in self.stored
            if row.parent == parent.id and row.starts_on > self.as_of
        ]

    def parent_code(self, current: StoredDepartment) -> str:
        """The stored parent's code, or nothing."""
        return self.by_id[current.parent].code if current.parent is not None else ""

    def name(self, code: str) -> str:
        """The name under a code in the file, else as stored, with a space behind."""
        row = self.living.get(code)
        current = self.current.get(code)
        name = row.name if row else (current.name if current else code)
        return f"{name} " if name else ""

    def placed(self, current: StoredDepartment | None) -> str:
        """A stored department's name behind its parent's."""
        if current is None:
            return ""
        if current.parent is None:
            return current.name
        return f"{self.by_id[current.parent].name} {current.name}"
