"""Gives the demo city's roles: the people of note, a leader for each section."""

from collections.abc import Iterator
from datetime import date

from learning.japanese.fiscal_year import fiscal_year_start
from learning.people.models import (
    Department,
    Employment,
    Posting,
    RankClass,
    Role,
    RoleGrant,
    User,
)
from learning.simulation.timeline import Timeline, at
from learning.simulation.writing import Table

SECTION_PATH_LENGTH = 10
"""Characters of a section's path: two segments of four digits and a slash."""
LEADING_RANKS = (RankClass.SENIOR, RankClass.UNIT_HEAD)
# number of the person of note → role, work whose department it is for (empty: all)
NOTED_ROLES = (
    ("000104", Role.LEADER, "050100"),
    ("000105", Role.BUREAU_CHASER, "050000"),
    ("000106", Role.HR, ""),
    ("000107", Role.SECURITY, ""),
    ("000108", Role.EDITOR, ""),
    ("000109", Role.PLANNER, ""),
    ("000110", Role.AUDITOR, ""),
    ("000111", Role.ADMINISTRATOR, ""),
)


def user_of(number: str, timeline: Timeline) -> User:
    """The account of whoever has a staff number on the last day."""
    employee = (
        Employment.objects.on(timeline.until)
        .filter(number=number)
        .values_list("employee_id", flat=True)
    )
    return User.objects.get(employee_id__in=employee)


def write_roles(*, timeline: Timeline) -> int:
    """Write the grants of the fiscal year; returns how many."""
    table = Table(RoleGrant)
    noted = list(_noted(timeline))
    busy = {grant.user_id for grant in noted}
    grants = [*noted, *_leaders(timeline, busy)]
    for grant in grants:
        grant.pk = table.next_key()
    return table.write(grants)


def _noted(timeline: Timeline) -> Iterator[RoleGrant]:
    departments = {d.code: d.pk for d in Department.objects.on(timeline.until)}
    hr = user_of("000106", timeline)
    for number, role, code in NOTED_ROLES:
        yield RoleGrant(
            user_id=user_of(number, timeline).pk,
            role=role,
            department_id=departments[code] if code else None,
            starts_on=timeline.april,
            ends_on=_end(role, timeline),
            recorded_at=at(timeline.april, 0),
            granted_by_id=hr.pk,
            reason="見本の市",
        )


def _end(role: Role, timeline: Timeline) -> date | None:
    """An auditor's role always ends; here late enough for trying it out."""
    if role != Role.AUDITOR:
        return None
    return fiscal_year_start(timeline.fiscal_year + 2)


def _leaders(timeline: Timeline, busy: set[int]) -> Iterator[RoleGrant]:
    """One 推進リーダー for each section with somebody of a fitting rank, not busy."""
    led = {code for _n, role, code in NOTED_ROLES if role == Role.LEADER}
    sections = list(
        Department.objects.on(timeline.until)
        .filter(report_level=Department.ReportLevel.SECTION)
        .exclude(code__in=led)
        .order_by("sort_key")
    )
    by_path = {section.path: section for section in sections}
    found: set[str] = set()
    rows = (
        Posting.objects.on(timeline.until)
        .filter(kind=Posting.Kind.MAIN, rank_class__in=LEADING_RANKS)
        .order_by("pk")
        .values_list("department__path", "employee__user__pk")
    )
    for path, user in rows:
        section_path = path[:SECTION_PATH_LENGTH]
        taken = section_path in found or section_path not in by_path
        if user is None or user in busy or taken:
            continue
        found.add(section_path)
        yield RoleGrant(
            user_id=user,
            role=Role.LEADER,
            department_id=by_path[section_path].pk,
            starts_on=timeline.april,
            recorded_at=at(timeline.april, 0),
            reason="推進リーダーの選任",
        )
