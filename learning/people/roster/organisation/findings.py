"""Knows what a comparison of the organisation has found so far. Pure."""

from dataclasses import dataclass, field

from learning.people.roster.changes import Question
from learning.people.roster.organisation.rows import (
    Category,
    Closing,
    DepartmentChange,
    Edit,
    Opening,
    OrganisationRow,
    StoredDepartment,
)
from learning.tabular.errors import RowError, Severity


@dataclass
class Findings:
    """Gathers changes, what blocks them and what is asked, and words each line.

    `links`: (predecessor's id, successor's code), in the order found. `unlisted`:
    codes of departments that end only because the file does not list them, without
    those under one that it closes itself.
    """

    file: str
    changes: list[DepartmentChange] = field(default_factory=list)
    problems: list[RowError] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    openings: dict[str, Opening] = field(default_factory=dict)
    closings: dict[str, Closing] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    links: dict[tuple[int, str], None] = field(default_factory=dict)
    unlisted: set[str] = field(default_factory=set)

    def note(
        self,
        category: Category,
        row: OrganisationRow,
        before: str,
        after: str,
        people: int = 0,
    ) -> None:
        """One line of the check page."""
        self.changes.append(
            DepartmentChange(
                category, row.code, row.name, before, after, row.line, people
            )
        )

    def note_closed(
        self, current: StoredDepartment, before: str, line: int | None
    ) -> None:
        """The line of a department that is no more."""
        closed = Category.CLOSED
        self.changes.append(
            DepartmentChange(
                closed, current.code, current.name, before, "", line, current.people
            )
        )

    def error(
        self, column: str, value: str, reason: str, mend: str, line: int = 0
    ) -> None:
        """Something that stops the file."""
        self.problems.append(RowError(self.file, line, column, value, reason, mend))

    def warn(self, column: str, value: str, reason: str, mend: str) -> None:
        """Something to be looked at, about no row of the file."""
        self.problems.append(
            RowError(self.file, 0, column, value, reason, mend, Severity.WARNING)
        )
