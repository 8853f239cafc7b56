"""Knows what an organisation file says and what is stored, as plain values. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from learning.people.roster.changes import Question
from learning.tabular.errors import RowError, Severity

FEW = 5
"""So many departments have to end by not being listed before their number is asked."""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One department as a file tells it; `closes_on` is the first day without it."""

    line: int
    code: str
    name: str
    parent: str = ""
    level: str = ""
    order: int = 0
    short_name: str = ""
    authority: str = ""
    starts_on: date | None = None
    closes_on: date | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedOrganisation:
    """A whole file: sound rows and what is wrong.

    `unsound`: the codes of the rows in error, which are in the file all the same;
    `unsound_names`: the names in rows whose code can't be read.
    """

    file: str
    rows: Sequence[OrganisationRow]
    problems: Sequence[RowError]
    columns: frozenset[str] = frozenset()
    unsound: frozenset[str] = frozenset()
    unsound_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StoredDepartment:
    """A department as stored, with how many people are posted there."""

    id: int
    code: str
    name: str
    parent: int | None
    level: str
    order: int
    short_name: str
    authority: str
    starts_on: date
    ends_on: date | None = None
    people: int = 0


class Category(StrEnum):
    """What happens to a department, in the order of the check page."""

    OPENED = "opened"
    RENAMED = "renamed"
    MOVED_ALONG = "moved_along"
    CLOSED = "closed"
    EDITED = "edited"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return CATEGORY_LABELS[self]


CATEGORY_LABELS = {
    Category.OPENED: "新設",
    Category.RENAMED: "改称・移管",
    Category.MOVED_ALONG: "上位所属の改編に伴う移行",
    Category.CLOSED: "廃止",
    Category.EDITED: "建制順などの変更",
}


@dataclass(frozen=True, slots=True)
class DepartmentChange:
    """One line of the check page."""

    category: Category
    code: str
    name: str
    before: str
    after: str
    line: int | None = None
    people: int = 0
    """How many are posted there: they move along, or are to be placed."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A department to be opened. `parent` is a code; its place is found at applying."""

    row: OrganisationRow
    starts_on: date
    authority: str
    level: str
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """A stored department to be closed; `replaced` ones that began that day vanish."""

    department: StoredDepartment
    ends_on: date


@dataclass(frozen=True, slots=True)
class Edit:
    """What is edited in place: order, short name, level."""

    department: StoredDepartment
    order: int
    short_name: str
    level: str


@dataclass(frozen=True, slots=True)
class Succession:
    """Whose work goes where; `is_single`: 1:1, so people and grants go along."""

    predecessor: int
    successor: str
    is_single: bool


@dataclass(frozen=True, slots=True)
class OrganisationChanges:
    """Everything that a file would change, and what stands against applying it."""

    as_of: date
    openings: Sequence[Opening]
    closings: Sequence[Closing]
    edits: Sequence[Edit]
    successions: Sequence[Succession]
    changes: Sequence[DepartmentChange]
    problems: Sequence[RowError]
    questions: Sequence[Question] = ()
    people_moved: int = 0
    people_to_place: int = 0
    base: str = ""
    stored: Mapping[str, StoredDepartment] = field(default_factory=dict)
    unlisted: int = 0
    """Departments that end only because the file does not list them, and nothing above
    them that it closes itself."""
    in_force: int = 0
    """Departments in force on the day under the authorities that the file names."""
    is_correction: bool = False

    def to_confirm(self, share: float) -> int | None:
        """The number to be typed: many departments end by not being listed.

        None below `FEW`, which in a small city is soon more than a share of all.
        """
        is_many = self.unlisted >= FEW and self.unlisted > share * self.in_force
        return self.unlisted if is_many else None

    @property
    def errors(self) -> list[RowError]:
        """Problems that stop the file."""
        return [p for p in self.problems if p.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[RowError]:
        """Problems to be looked at."""
        return [p for p in self.problems if p.severity is Severity.WARNING]

    @property
    def open_questions(self) -> list[Question]:
        """Questions without an answer."""
        return [q for q in self.questions if q.answer is None]

    @property
    def counts(self) -> dict[str, int]:
        """Number of departments by category, and of people touched."""
        by_category = {
            category.value: sum(c.category is category for c in self.changes)
            for category in Category
        }
        moved = {"people_moved": self.people_moved}
        return {**by_category, **moved, "people_to_place": self.people_to_place}

    @property
    def is_applicable(self) -> bool:
        """Whether no error and no open question stands against it."""
        return not self.errors and not self.open_questions
