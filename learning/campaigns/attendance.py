"""集合研修の出欠: reads who may be ticked, and which sessions were entered before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from learning.campaigns.facts import completed_in
from learning.campaigns.models import Attendance, Cycle, GroupSession
from learning.people.listing import Listed, listed, main_postings, names_on
from learning.people.models import Posting
from learning.people.permissions import Scope

MOST_PEOPLE = 200
"""More than this are not ticked on one page: the reader narrows the unit."""
SESSIONS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person who may be ticked; ``done_on`` if the requirement is fulfilled."""

    person: Listed
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Attended:
    """One attendance with the person's name; ``withdrawn_on`` if it was taken back."""

    attendance: Attendance
    name: str
    withdrawn_on: date | None
    reason: str


def candidates(postings: Iterable[Posting], cycle: Cycle, day: date) -> list[Candidate]:
    """The people of these postings, with when each fulfilled ``cycle``."""
    people = listed(postings, day=day)
    ids = [person.employee.pk for person in people]
    done = completed_in([cycle], ids, day).get(cycle.pk, {})
    return [Candidate(person, done.get(person.employee.pk)) for person in people]


def sessions_in(scope: Scope, day: date) -> QuerySet[GroupSession]:
    """Sessions that somebody attended who is in scope today, the latest first."""
    employees = main_postings(day=day, scope=scope).order_by().values("employee_id")
    attended = Attendance.objects.filter(evidence__employee__in=employees)
    return (
        GroupSession.objects.filter(pk__in=attended.values("session_id"))
        .select_related("requirement", "entered_by")
        .order_by("-held_on", "-pk")
    )


def attended_in(session: GroupSession, scope: Scope, day: date) -> list[Attended]:
    """Who of those in scope today attended, by official order; two queries."""
    postings = main_postings(day=day, scope=scope)
    order = {
        employee_id: place
        for place, employee_id in enumerate(
            postings.filter(
                employee__in=session.attendances.values("evidence__employee_id")
            ).values_list("employee_id", flat=True)
        )
    }
    rows = [
        row
        for row in session.attendances.select_related(
            "session__requirement", "evidence__employee", "evidence__withdrawn_by"
        )
        if row.evidence.employee_id in order
    ]
    names = names_on(order, day=day)
    rows.sort(key=lambda row: order[row.evidence.employee_id])
    return [_attended(row, names) for row in rows]


def _attended(row: Attendance, names: dict[int, tuple[str, str]]) -> Attended:
    withdrawal = getattr(row.evidence, "withdrawn_by", None)
    return Attended(
        attendance=row,
        name=names.get(row.evidence.employee_id, ("", ""))[0],
        withdrawn_on=withdrawal.on if withdrawal else None,
        reason=withdrawal.note if withdrawal else "",
    )
