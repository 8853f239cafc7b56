"""Knows what a comparison found: changes by category, questions, what blocks. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from learning.people.roster.rows import UnknownValue
from learning.people.roster.state import Person
from learning.tabular.errors import RowError, Severity


class Category(StrEnum):
    """What happened to a person, in the order of the check page."""

    JOINER = "joiner"
    MOVER = "mover"
    REORGANISED = "reorganised"
    LEAVER = "leaver"
    RETURNER = "returner"
    REAPPOINTED = "reappointed"
    RENUMBERED = "renumbered"
    AWAITING = "awaiting"
    ABSENT = "absent"
    NAME = "name"
    CORRECTION = "correction"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return CATEGORY_LABELS[self]


CATEGORY_LABELS = {
    Category.JOINER: "採用",
    Category.MOVER: "異動",
    Category.REORGANISED: "組織改編に伴う移替え",
    Category.LEAVER: "退職",
    Category.RETURNER: "復職",
    Category.REAPPOINTED: "再任用",
    Category.RENUMBERED: "職員番号の変更",
    Category.AWAITING: "他区分の確認待ち",
    Category.ABSENT: "休業等",
    Category.NAME: "氏名の変更",
    Category.CORRECTION: "訂正",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a file is compared.

    `as_of` may lie in the future (発令前). `partial`: the file does not list everybody,
    so nobody leaves by not being in it. `correction`: past dates may be restated.
    """

    source: str
    as_of: date
    partial: bool = False
    correction: bool = False
    default_type: str = "regular"
    """Employment type of a joiner whose row does not say."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person decided: ticked proposals, chosen options by question."""

    accepted: frozenset[str] = frozenset()
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the check page: before → after, in words."""

    category: Category
    number: str
    name: str
    before: str
    after: str
    line: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """This new number may be that person who leaves; a person ticks it or not."""

    id: str
    line: int
    number: str
    name: str
    other_number: str
    other: str
    ground: str
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide; without an answer nothing is applied."""

    id: str
    line: int
    text: str
    options: Sequence[Option]
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A person's rows as stored (None: a new person) and as they shall be."""

    before: Person | None
    after: Person


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """Everything that a roster would change, and what stands against applying it."""

    terms: Terms
    people: Sequence[PersonChange]
    changes: Sequence[Change]
    problems: Sequence[RowError]
    proposals: Sequence[Proposal] = ()
    questions: Sequence[Question] = ()
    unknown: Sequence[UnknownValue] = ()
    in_force: int = 0
    """Employments of the source in force on the day before the comparison."""
    base: str = ""

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
        """Number of lines by category, all categories present."""
        found = Counter(change.category for change in self.changes)
        return {category.value: found[category] for category in Category}

    @property
    def leavers(self) -> int:
        """How many leave the source."""
        return self.counts[Category.LEAVER]

    def to_confirm(self, share: float) -> int | None:
        """The number to be typed: more than a share of the source's people leave."""
        is_many = self.in_force > 0 and self.leavers > share * self.in_force
        return self.leavers if is_many else None

    @property
    def is_applicable(self) -> bool:
        """Whether no error and no open question stands against it."""
        return not self.errors and not self.open_questions
