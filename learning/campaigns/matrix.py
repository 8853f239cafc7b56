"""受講状況: people × requirements on a day, filtered in words; for HR and security.

Only the page that is shown is read, unless a filter by standing needs everybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.campaigns.due import obligation_of
from learning.campaigns.facts import Key, Subject, facts_of, subjects_of
from learning.campaigns.models import Assignment, Cycle
from learning.campaigns.standing import NOTHING_YET, Facts, Standing, standing
from learning.campaigns.words import label_of, sign_of
from learning.people.listing import Listed, listed, main_postings, matching
from learning.people.models import Department, EmploymentType, Posting
from learning.people.permissions import Scope
from learning.tabular.table import Column, Kind, Table

COLUMNS = 8
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for. ``day`` is never in the future."""

    day: date
    department: Department | None = None
    employment_type: EmploymentType | None = None
    standing: str = ""
    requirement: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One obligation: word and date (done on, else due on); no standing: not obliged."""

    standing: Standing | None = None
    word: str = ""
    sign: str = "none"
    on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One person and their obligations, in the columns' order."""

    person: Listed
    cells: tuple[Cell, ...]


NOT_OBLIGED = Cell()


def shown_cycles(filters: Filters) -> list[Cycle]:
    """The columns: the latest due first, one only where a requirement is asked for."""
    cycles = Cycle.objects.running(filters.day).select_related("requirement")
    if filters.requirement:
        cycles = cycles.filter(requirement__code=filters.requirement)
    return list(cycles.order_by("-due_on", "-pk")[:COLUMNS])


def people(
    scope: Scope, filters: Filters, cycles: Sequence[Cycle]
) -> QuerySet[Posting]:
    """Main postings of the day that fit the filters, in official order.

    A filter by standing is applied by computing it for everybody who is left.
    """
    postings = main_postings(day=filters.day, scope=scope, within=filters.department)
    if filters.employment_type is not None:
        postings = postings.filter(employment__employment_type=filters.employment_type)
    postings = matching(postings, filters.words, day=filters.day)
    if not filters.standing:
        return postings
    ids = postings.order_by().values_list("employee_id", flat=True)
    cells = _cells(cycles, ids, filters.day)
    fitting = {
        employee_id
        for (_cycle, employee_id), cell in cells.items()
        if cell.standing == filters.standing
    }
    return postings.filter(employee__in=fitting)


def rows_of(
    postings: Iterable[Posting], cycles: Sequence[Cycle], day: date
) -> list[Row]:
    """The rows of some postings."""
    found = listed(postings, day=day)
    cells = _cells(cycles, [person.employee.pk for person in found], day)
    return [
        Row(
            person,
            tuple(
                cells.get((cycle.pk, person.employee.pk), NOT_OBLIGED)
                for cycle in cycles
            ),
        )
        for person in found
    ]


def to_table(postings: QuerySet[Posting], cycles: Sequence[Cycle], day: date) -> Table:
    """All rows as a table for files: a word and a date per requirement."""
    columns = [
        Column("number", _("職員番号")),
        Column("name", _("氏名")),
        Column("department", _("所属")),
        Column("employment_type", _("任用形態")),
    ]
    for cycle in cycles:
        code, title = cycle.requirement.code, f"{cycle.requirement.title}（{cycle}）"
        columns += [
            Column(f"{code}-standing", title),
            Column(f"{code}-on", _("%(title)s 日付") % {"title": title}, Kind.DATE),
        ]
    all_postings = list(postings.select_related("employment__employment_type"))
    lines: list[tuple[str | date | None, ...]] = []
    for start in range(0, len(all_postings), CHUNK):
        part = all_postings[start : start + CHUNK]
        for posting, row in zip(part, rows_of(part, cycles, day), strict=True):
            lines.append(_line(posting, row))
    return Table(
        columns=tuple(columns),
        rows=tuple(lines),
        title=_("受講状況"),
        notes=(_("基準日 %(day)s") % {"day": day.isoformat()},),
    )


def _line(posting: Posting, row: Row) -> tuple[str | date | None, ...]:
    cells = [part for cell in row.cells for part in (cell.word or None, cell.on)]
    person = row.person
    return (
        person.number,
        person.name,
        person.department.name,
        posting.employment.employment_type.name,
        *cells,
    )


def _cells(
    cycles: Sequence[Cycle],
    employees: Sequence[int] | QuerySet[Posting, int],
    day: date,
) -> dict[tuple[int, int], Cell]:
    subjects: dict[Key, Subject] = subjects_of(cycle.requirement for cycle in cycles)
    facts = facts_of(cycles, employees, subjects=subjects, day=day)
    by_pk = {cycle.pk: cycle for cycle in cycles}
    found = {}
    assignments = Assignment.objects.filter(
        cycle__in=by_pk, employee__in=employees, assigned_at__lt=_end_of(day)
    )
    for assignment in assignments:
        assignment.cycle = by_pk[assignment.cycle_id]
        key = (assignment.cycle_id, assignment.employee_id)
        found[key] = _cell(assignment, facts.get(key, NOTHING_YET), day)
    return found


def _end_of(day: date) -> datetime:
    """Midnight after a day, as the city's clocks have it."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _cell(assignment: Assignment, facts: Facts, day: date) -> Cell:
    stands = standing(obligation_of(assignment), facts, day=day)
    on = facts.completed_on if stands is Standing.COMPLETED else assignment.due_on
    code = assignment.cycle.requirement.code
    return Cell(stands, label_of(stands), sign_of(stands), on, code)
