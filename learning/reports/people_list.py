"""The names behind one figure: the same people that the figure counted.

Knows how a figure is opened; must not know pages. Who may open it is the caller's
question to ``Ground.named_to``, asked here so that nobody forgets it.
"""

from dataclasses import dataclass
from enum import StrEnum

from learning.city.models import City
from learning.people.listing import RANK_ORDER
from learning.people.models import Posting
from learning.reports import queries
from learning.reports.ground import Ground, Question, lay_ground, plan_in_force
from learning.reports.measures import Measure, meanings
from learning.reports.organisation import Line
from learning.reports.people_on_day import Person, Standing, people_on
from learning.reports.plan_on_day import PlanOnDay
from learning.reports.readers import Reader


class Shows(StrEnum):
    """Which of the people in audience are listed."""

    MISSING = "missing"
    ATTAINED = "attained"
    ALL = "all"


class NoSuchListError(LookupError):
    """The line or the measure is not in the report."""


class NamesRefusedError(PermissionError):
    """The reader may not open the names behind this line on this day."""


@dataclass(frozen=True, slots=True)
class PeopleBehind:
    """Everybody in audience of one line and measure, with who of them attained it."""

    line: Line
    measure: Measure
    plan: PlanOnDay
    attained: frozenset[int]
    missing: frozenset[int]

    def chosen(self, shows: Shows) -> frozenset[int]:
        """Ids of the employees to list."""
        if shows is Shows.ALL:
            return self.attained | self.missing
        return self.attained if shows is Shows.ATTAINED else self.missing


def people_behind(
    question: Question, reader: Reader, *, line: str, measure: str, city: City
) -> PeopleBehind:
    """Find the people whom the figure of a line and a measure counted.

    Raises
    ------
    ReportRefusedError
        As for the report itself.
    NoSuchListError
        If the report has no such line or measure.
    NamesRefusedError
        If the reader may not open the whole list of names of that line.
    """
    plan = plan_in_force(question, reader)
    units = queries.units()
    people = list(
        people_on(
            plan, question.as_of, units=units, counts_dispatched=city.counts_dispatched
        )
    )
    posted = {person.department_id for person in people}
    ground = lay_ground(question, units, queries.successors(), posted)
    asked = _line(ground, line)
    if asked.key not in ground.named_to(reader, question) & ground.seen_by(reader):
        raise NamesRefusedError
    below = {key for key, above in ground.chart.ancestors() if above == asked.key}
    counted = [
        person
        for person in people
        if person.standing is Standing.COUNTED
        and ground.chart.line_of[person.department_id] in below
    ]
    return _read(counted, asked, _measure(plan, measure), plan)


def in_official_order(question: Question, people: frozenset[int]) -> list[int]:
    """Employees by unit in 建制順, then rank, then number: one query."""
    rows = (
        Posting.objects.on(question.as_of)
        .filter(kind=Posting.Kind.MAIN)
        .order_by("department__sort_key", RANK_ORDER, "employment__number", "pk")
        .values_list("employee_id", flat=True)
    )
    return [employee for employee in rows.iterator() if employee in people]


def _line(ground: Ground, key: str) -> Line:
    for line in ground.chart.lines:
        if line.key == key:
            return line
    raise NoSuchListError(key)


def _measure(plan: PlanOnDay, key: str) -> Measure:
    for measure in plan.measures:
        if measure.key == key:
            return measure
    raise NoSuchListError(key)


def _read(
    counted: list[Person], line: Line, measure: Measure, plan: PlanOnDay
) -> PeopleBehind:
    masks = {(person.audience, person.attained) for person in counted}
    read = {
        (one.audience, one.attained): one
        for one in meanings(masks, plan.measures)
        if one.measure == measure.key
    }
    attained: set[int] = set()
    missing: set[int] = set()
    for person in counted:
        meaning = read[person.audience, person.attained]
        if meaning.in_audience:
            (attained if meaning.has_attained else missing).add(person.employee_id)
    return PeopleBehind(
        line=line,
        measure=measure,
        plan=plan,
        attained=frozenset(attained),
        missing=frozenset(missing),
    )
