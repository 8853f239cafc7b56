"""Makes the report by department: counts, rolls up, hides, cuts to the reader's scope.

Knows the order of the steps; each step's rule is in its own module. Reads no clock.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from learning.city.models import City
from learning.reports import queries
from learning.reports.ground import Ground, Question, lay_ground, plan_in_force
from learning.reports.hiding import Counts, figures_for
from learning.reports.measures import Measure, meanings
from learning.reports.organisation import Line
from learning.reports.people_on_day import Group, groups, people_on
from learning.reports.plan_on_day import PlanOnDay
from learning.reports.readers import Reader
from learning.reports.report import DepartmentReport, Gap, ReportLine


def department_report(
    question: Question, reader: Reader, *, city: City
) -> DepartmentReport:
    """Make the report that answers ``question`` for ``reader``.

    Small figures are hidden in the whole city's table and the reader's part is cut
    from it, so that two readers never hold two halves of one subtraction.

    Raises
    ------
    ReportRefusedError
        If the day is not announced to this reader, or the plan has no revision in
        force on it.
    """
    plan = plan_in_force(question, reader)
    units, after = queries.units(), queries.successors()
    people = people_on(
        plan, question.as_of, units=units, counts_dispatched=city.counts_dispatched
    )
    found = groups(people)
    ground = lay_ground(question, units, after, {group[0] for group in found})
    counted = _count(found, ground, plan)
    lines = tuple(_lines(question, reader, ground, counted, plan, city))
    return DepartmentReport(
        plan_code=question.plan.code,
        plan_name=question.plan.name,
        revision=plan.revision.number,
        revision_effective_on=plan.revision.effective_on,
        term_name=plan.term_name,
        as_of=question.as_of,
        organisation=question.organisation,
        level=question.level,
        threshold=city.suppression_threshold,
        measures=plan.measures,
        lines=lines,
        gaps=_gaps(plan.measures, lines),
        is_exact=reader.is_exact,
        apart_names=queries.types_shown_apart() if counted.apart else {},
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """Headcount, absent, outside per line; audience and attained per cell.

    ``apart`` has, per line that holds any, people by employment type shown apart.
    """

    headcounts: Mapping[str, Sequence[int]]
    figures: Counts
    apart: Mapping[str, Mapping[str, int]]


def _count(found: Counter[Group], ground: Ground, plan: PlanOnDay) -> _Counted:
    from learning.reports import frames, tables  # pandas: see serving.py

    by_line: Counter[tuple[str, str, int, int]] = Counter()
    for (department, standing, _kind, audience, attained), people in found.items():
        line = ground.chart.line_of[department]
        by_line[line, standing, audience, attained] += people
    rows = [(*group, people) for group, people in by_line.items()]
    counts = frames.to_frame(rows, frames.COUNTS)
    ancestors = frames.to_frame(ground.chart.ancestors(), frames.ANCESTORS)
    # nobody in audience for anything is always there, so that no measure is missing
    masks = {(0, 0), *((group[2], group[3]) for group in by_line)}
    read = frames.to_frame(meanings(sorted(masks), plan.measures), frames.MEANINGS)
    heads = tables.headcounts(counts, ancestors)
    figures = tables.figures(counts, read, ancestors)
    return _Counted(
        headcounts={line: numbers for line, *numbers in frames.to_rows(heads)},
        figures={(line, key): (n, k) for line, key, n, k in frames.to_rows(figures)},
        apart=_apart(found, ground),
    )


def _apart(found: Counter[Group], ground: Ground) -> dict[str, Counter[str]]:
    """People of each type shown apart, in their line and in all above it."""
    above = _above(ground)
    apart: dict[str, Counter[str]] = defaultdict(Counter)
    for (department, _standing, kind, _audience, _attained), people in found.items():
        if kind:
            for line in above[ground.chart.line_of[department]]:
                apart[line][kind] += people
    return dict(apart)


def _above(ground: Ground) -> dict[str, list[str]]:
    """Each line with itself and the lines that it adds up to."""
    above: dict[str, list[str]] = defaultdict(list)
    for line, ancestor in ground.chart.ancestors():
        above[line].append(ancestor)
    return above


def _lines(
    question: Question,
    reader: Reader,
    ground: Ground,
    counted: _Counted,
    plan: PlanOnDay,
    city: City,
) -> Iterator[ReportLine]:
    named = ground.named_to(reader, question)
    seen = ground.seen_by(reader)
    figures = figures_for(
        counted.figures,
        plan.measures,
        ground.chart,
        threshold=city.suppression_threshold,
        named={line.key for line in ground.chart.lines} if reader.is_exact else named,
    )
    beside = _beside(question, ground, counted)
    for line in ground.chart.lines:
        if line.key in seen:
            headcount, absent, outside = counted.headcounts[line.key]
            yield ReportLine(
                line=_cut(line, seen, city),
                headcount=headcount,
                absent=absent,
                outside=outside,
                beside=beside.get(line.key, 0),
                figures=figures[line.key],
                may_open_names=line.key in named,
                apart=counted.apart.get(line.key, {}),
            )


def _cut(line: Line, seen: set[str], city: City) -> Line:
    """Let go of a line above that the reader does not see; name the city."""
    parent = line.parent if line.parent in seen else None
    return replace(line, parent=parent, name=line.name or city.name)


def _beside(question: Question, ground: Ground, counted: _Counted) -> dict[str, int]:
    """People with 兼務・併任 … only, for each line where nobody has the 本務."""
    above = _above(ground)
    people: dict[str, set[int]] = defaultdict(set)
    for department, employee in queries.people_beside(question.as_of):
        for line in above.get(ground.chart.line_of.get(department, ""), ()):
            if counted.headcounts[line][0] == 0:
                people[line].add(employee)
    return {line: len(found) for line, found in people.items()}


def _gaps(measures: Sequence[Measure], lines: Sequence[ReportLine]) -> dict[str, Gap]:
    """Compare the finest lines by the figures that this reader sees."""
    from learning.reports import tables

    parents = {one.line.parent for one in lines}
    units = [
        one
        for one in lines
        if one.line.key not in parents
        and not one.line.is_direct
        and one.line.unit_id is not None
    ]
    found = {}
    for measure in measures:
        shares = [one.figures[measure.key].share for one in units]
        shown = [share for share in shares if share is not None]
        apart = tables.gap(shown)
        if apart is not None:
            found[measure.key] = Gap(measure.key, len(shown), *apart)
    return found
