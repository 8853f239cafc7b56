"""課の状況: who in a leader's scope has not finished, with what is next for each.

Completion only: no scores, and no reason for an absence or exemption.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from learning.campaigns.facts import Subject, subject_of, subjects_of
from learning.campaigns.models import Assignment, Cycle, Notice
from learning.campaigns.open_assignments import Obliged, latest_notices, obliged_in
from learning.campaigns.standing import Standing
from learning.campaigns.words import label_of, next_step, sign_of
from learning.people.listing import Listed, listed, main_postings
from learning.people.models import Posting
from learning.people.permissions import Scope

CHOICES = 20


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One person who has not finished; ``told`` is the latest notice to them."""

    person: Listed
    standing: Standing
    due_on: date
    next_step: str
    told: Notice | None = None

    @property
    def word(self) -> str:
        """The standing as it is called on screen."""
        return label_of(self.standing)

    @property
    def sign(self) -> str:
        """The name of the standing's sign."""
        return sign_of(self.standing)


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """One requirement as it stands for the people in scope.

    ``total`` counts who must or did; those ``apart`` (absent, exempt) are outside it.
    ``people`` are all whose standing the reader can tell from it, by public id.
    """

    choices: tuple[Cycle, ...]
    cycle: Cycle
    subject: Subject
    days_left: int
    done: int
    total: int
    open: tuple[OpenLine, ...]
    apart: tuple[Listed, ...]
    people: tuple[UUID, ...]

    @property
    def share(self) -> float:
        """Done over total; 0 where nobody is counted."""
        return self.done / self.total if self.total else 0.0


def section_standing(
    scope: Scope, today: date, *, requirement: str = ""
) -> SectionStanding | None:
    """How a requirement stands today for the people posted in scope; None without any.

    ``requirement`` is a code; without one, or an unknown one, the nearest due day not
    yet past is chosen, else the latest. At most 16 queries.
    """
    postings = main_postings(day=today, scope=scope)
    cycles = _cycles(postings, today)
    if not cycles:
        return None
    cycle = _chosen(cycles, requirement, today)
    subjects = subjects_of([cycle.requirement])
    subject = subject_of(cycle.requirement, subjects)
    obliged = obliged_in(cycle, _people(postings), subjects=subjects, day=today)
    people = listed(postings.filter(employee__in=obliged), day=today)
    stands = [obliged[person.employee.pk].standing for person in people]
    return SectionStanding(
        choices=tuple(cycles),
        cycle=cycle,
        subject=subject,
        days_left=(cycle.due_on - today).days,
        done=stands.count(Standing.COMPLETED),
        total=sum(each.is_counted for each in stands),
        open=_open_lines(people, obliged, subject, cycle),
        apart=tuple(
            person
            for person, each in zip(people, stands, strict=True)
            if not each.is_counted
        ),
        people=tuple(person.public_id for person in people),
    )


def _open_lines(
    people: Sequence[Listed],
    obliged: dict[int, Obliged],
    subject: Subject,
    cycle: Cycle,
) -> tuple[OpenLine, ...]:
    told = latest_notices(cycle, [person.employee.pk for person in people])
    lines = []
    for person in people:
        key = person.employee.pk
        each = obliged[key]
        if each.standing.is_open:
            due_on, step = each.assignment.due_on, next_step(subject, each.facts)
            lines.append(OpenLine(person, each.standing, due_on, step, told.get(key)))
    return tuple(lines)


def _people(postings: QuerySet[Posting]) -> QuerySet[Posting, int]:
    return postings.order_by().values_list("employee_id", flat=True)


def _cycles(postings: QuerySet[Posting], today: date) -> list[Cycle]:
    obliged = Assignment.objects.filter(
        employee__in=_people(postings), withdrawn_at__isnull=True
    )
    cycles = Cycle.objects.running(today).filter(pk__in=obliged.values("cycle_id"))
    return list(
        cycles.select_related("requirement").order_by("-due_on", "pk")[:CHOICES]
    )


def _chosen(cycles: Sequence[Cycle], requirement: str, today: date) -> Cycle:
    for cycle in cycles:
        if cycle.requirement.code == requirement:
            return cycle
    ahead = [cycle for cycle in cycles if cycle.due_on >= today]
    return min(ahead, key=lambda cycle: cycle.due_on, default=cycles[0])
