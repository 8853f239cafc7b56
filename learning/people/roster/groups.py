"""Knows which rows of a file belong together, from which day they speak, whose they are.

Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from learning.people.roster.rows import RosterRow
from learning.people.roster.state import EmploymentRow
from learning.people.roster.values import MAIN


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one number that speak of one employment, in file order."""

    number: str
    rows: tuple[RosterRow, ...]
    stored: EmploymentRow | None = None

    @property
    def first(self) -> RosterRow:
        """The row that speaks for the employment: the first main one."""
        return next((row for row in self.rows if row.kind == MAIN), self.rows[0])


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose group it is.

    `person`: key in the state, or a key of a person to be made. `predecessor`: the
    employment that this one follows. `waits_for`: the source that must speak first.
    """

    person: str
    is_new: bool = False
    predecessor: EmploymentRow | None = None
    waits_for: str = ""
    replaces: EmploymentRow | None = None
    """The number's former bearer, another person, whose employment ends."""
    not_before: date | None = None
    """The number was another's until then."""


def begins_on(row: RosterRow, as_of: date) -> date:
    """The day from which a row speaks: as of the file, or its own later day."""
    days = (row.effective_on, row.term_from or row.hired_on)
    return max([as_of, *(day for day in days if day is not None)])


def ordered(groups: Sequence[Group], as_of: date) -> list[Group]:
    """Groups of one person by the day from which they speak."""
    return sorted(groups, key=lambda group: begins_on(group.first, as_of))
