"""Asks the city's staff for what the plan wants, through the site's own actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from learning.campaigns.actions.assignments import exempt
from learning.campaigns.actions.requirements import (
    RequirementDefinition,
    assign,
    create,
)
from learning.campaigns.models import Assignment, Cycle, Requirement
from learning.japanese.wareki import fiscal_year_label
from learning.people.models import User
from learning.simulation.calendar_of_learning import (
    Window,
    first_steps,
    security_windows,
)
from learning.simulation.timeline import Timeline, at

COURSE = Requirement.SubjectKind.COURSE
QUIZ = Requirement.SubjectKind.QUIZ
DAYS_BETWEEN_ROUNDS = 31
EXEMPTED = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement: what, and in which window."""

    code: str
    title: str
    kind: str
    subject: str
    window: Window
    counts_anew: bool


def write_obligations(*, timeline: Timeline, by: User | None) -> int:
    """Create the requirements and oblige everybody, newcomers month by month.

    Returns how many obligations there are.
    """
    for asked in _asked(timeline):
        window = asked.window
        if window.opens_on > timeline.until:
            continue
        cycle = create(
            definition=RequirementDefinition(
                title=asked.title,
                subject_kind=asked.kind,
                subject_code=asked.subject,
                opens_on=window.opens_on,
                due_on=window.due_on,
                counts_from=window.opens_on if asked.counts_anew else None,
                code=asked.code,
            ),
            by=by,
            at=at(window.opens_on - timedelta(days=1), 15),
        )
        for day in _rounds(window, timeline):
            assign(cycle=cycle, by=by, at=at(day))
        _exempt_some(cycle, by=by)
    return Assignment.objects.count()


def _asked(timeline: Timeline) -> Iterator[Asked]:
    windows = security_windows(timeline)
    # The course comes before its test on everybody's list.
    yield Asked(
        f"fy{timeline.fiscal_year}-security-course",
        "全職員 情報セキュリティ研修",
        COURSE,
        "security-basics",
        windows[-1],
        counts_anew=False,
    )
    for window in windows:
        year = fiscal_year_label(window.fiscal_year)
        yield Asked(
            f"fy{window.fiscal_year}-security",
            f"{year} 情報セキュリティ 理解度確認テスト",
            QUIZ,
            "security-basics-test",
            window,
            counts_anew=True,
        )
    yield Asked(
        f"fy{timeline.fiscal_years[0]}-dx",
        "DX入門",
        COURSE,
        "dx-basics",
        first_steps(timeline),
        counts_anew=False,
    )


def _rounds(window: Window, timeline: Timeline) -> Iterator[date]:
    """The opening and, for newcomers, each month after it while it lasts."""
    day = window.opens_on
    while day <= min(window.due_on, timeline.until):
        yield day
        day += timedelta(days=DAYS_BETWEEN_ROUNDS)


def _exempt_some(cycle: Cycle, *, by: User | None) -> None:
    if by is None:
        return
    for assignment in cycle.assignments.order_by("-employee_id")[:EXEMPTED]:
        exempt(
            assignment=assignment,
            reason="長期の出張のため",
            by=by,
            at=at(cycle.opens_on, 16),
        )
