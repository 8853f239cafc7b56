"""Knows which department follows which, and how many people go along. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from learning.people.roster.organisation.findings import Findings
from learning.people.roster.organisation.rows import (
    OrganisationRow,
    StoredDepartment,
    Succession,
)
from learning.people.roster.organisation.tree import Trees


@dataclass
class Successions:
    """Reads the file's 移行先 and tells 1:1 from the rest."""

    trees: Trees
    found: Findings

    def read(self) -> None:
        """Add the links that the file itself names."""
        for row in self.trees.organisation.rows:
            current = self._predecessor(row)
            for code in row.successors if current else ():
                if code not in self.trees.living:
                    self._no_successor(row, code)
                elif current is not None and code != row.code:
                    self.found.links[(current.id, code)] = None

    def _predecessor(self, row: OrganisationRow) -> StoredDepartment | None:
        """What a row's 移行先 speaks of: a department that is closed now."""
        closing = self.found.closings.get(row.code)
        if closing is not None:
            return closing.department
        ended = [
            other
            for other in self.trees.stored
            if other.code == row.code and other.ends_on == row.closes_on
        ]
        return ended[-1] if ended and row.closes_on is not None else None

    def _no_successor(self, row: OrganisationRow, code: str) -> None:
        reason = f"移行先「{code}」がこのファイルの残る所属にありません。"
        mend = "移行先所属コードを直してください。"
        self.found.error("移行先所属コード", code, reason, mend, row.line)

    def all(self) -> list[Succession]:
        """Every link; single where neither side has another."""
        after: dict[int, list[str]] = defaultdict(list)
        before: Counter[str] = Counter()
        for predecessor, successor in self.found.links:
            after[predecessor].append(successor)
            before[successor] += 1
        return [
            Succession(
                predecessor,
                successor,
                is_single=len(after[predecessor]) == 1
                and before[successor] == 1
                and successor in self.found.openings,
            )
            for predecessor, successor in self.found.links
        ]

    def people(self, successions: Sequence[Succession]) -> tuple[int, int]:
        """How many people go along, and how many are to be placed."""
        single = {s.predecessor for s in successions if s.is_single}
        moved = to_place = 0
        for closing in self.found.closings.values():
            if closing.department.id in single:
                moved += closing.department.people
            else:
                to_place += closing.department.people
        return moved, to_place
