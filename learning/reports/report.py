"""PURE: the one table object that screen, chart and every file are made from.

Knows what a report by department holds once it is made for a reader; must not know how
it was counted or how it is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from learning.reports.measures import Measure, MeasureKind
from learning.reports.organisation import Level, Line, Organisation
from learning.reports.suppression import Reason


class ReportRefusedError(ValueError):
    """A report that can't be made; the message is Japanese and says what to do."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of whom, for one line and one measure.

    Hidden figures hold nothing but their target and the reason; a share is None where
    nobody is in audience. ``is_small`` marks what this reader sees although others
    don't.
    """

    audience: int | None
    attained: int | None
    target: float | None = None
    suppressed: Reason | None = None
    is_small: bool = False

    @property
    def share(self) -> float | None:
        """Attained of audience, 0..1."""
        if not self.audience or self.attained is None:
            return None
        return self.attained / self.audience


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line with its people; ``beside`` counts 兼務・併任 where nobody else is.

    ``apart`` counts, within the headcount, the people of each employment type that the
    city shows apart (別掲), by the type's code.
    """

    line: Line
    headcount: int
    absent: int
    outside: int
    beside: int
    figures: Mapping[str, Figure]
    may_open_names: bool = False
    apart: Mapping[str, int] = field(default_factory=dict)

    @property
    def apart_people(self) -> int:
        """Everybody of the headcount who is shown apart."""
        return sum(self.apart.values())


@dataclass(frozen=True, slots=True)
class Gap:
    """How far apart units lie in one measure; shares in 0..1 of shown figures only."""

    measure: str
    units: int
    low: float
    high: float
    smallest: float
    largest: float

    @property
    def spread(self) -> float:
        """P90 − P10."""
        return self.high - self.low

    @property
    def reach(self) -> float:
        """Largest − smallest."""
        return self.largest - self.smallest


@dataclass(frozen=True, slots=True)
class TermGaps:
    """How far units lay apart at the end of a term, or on the report's day within it."""

    term: str
    as_of: date
    revision: int
    gaps: Mapping[str, Gap]


@dataclass(frozen=True, slots=True)
class DepartmentReport:
    """Figures of one plan on one day, line by line, as one reader may see them."""

    plan_code: str
    plan_name: str
    revision: int
    revision_effective_on: date
    term_name: str
    as_of: date
    organisation: Organisation
    level: Level
    threshold: int
    measures: tuple[Measure, ...]
    lines: tuple[ReportLine, ...]
    gaps: Mapping[str, Gap]
    is_exact: bool = False
    apart_names: Mapping[str, str] = field(default_factory=dict)
    """Employment types shown apart, by code, in the city's order."""
    gaps_by_term: tuple[TermGaps, ...] = ()
    """Only where asked for: each term costs a report of its own."""

    @property
    def literacies(self) -> tuple[Measure, ...]:
        """Measures of literacies, in the plan's order."""
        return tuple(m for m in self.measures if m.kind is MeasureKind.LITERACY)

    @property
    def states(self) -> tuple[Measure, ...]:
        """Measures of states, in the plan's order."""
        return tuple(m for m in self.measures if m.kind is MeasureKind.STATE)

    @property
    def all_figures(self) -> Iterator[Figure]:
        """Every figure, line by line."""
        for one in self.lines:
            yield from one.figures.values()

    @property
    def has_hidden(self) -> bool:
        """Whether any figure is hidden from this reader."""
        return any(figure.suppressed for figure in self.all_figures)

    @property
    def has_small(self) -> bool:
        """Whether this reader sees figures that others don't."""
        return any(figure.is_small for figure in self.all_figures)

    def apart(self) -> Iterator[tuple[str, int]]:
        """Name and people of each type shown apart that this reader's lines hold."""
        for code, name in self.apart_names.items():
            people = sum(one.apart.get(code, 0) for one in self.top_lines())
            if people:
                yield name, people

    def top_lines(self) -> tuple[ReportLine, ...]:
        """Lines with nothing above them: the city, or what the reader's scope holds."""
        return tuple(one for one in self.lines if one.line.parent is None)
