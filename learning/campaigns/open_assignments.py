"""Reads how the obligations of one cycle stand on a day, and who was told of them.

A fixed number of queries, whatever the number of people, who may be given as ids or as
a query of ids.
"""

from dataclasses import dataclass
from datetime import date

from learning.campaigns.due import obligation_of
from learning.campaigns.facts import Key, People, Subject, facts_of, subjects_of
from learning.campaigns.models import Assignment, Cycle, Notice
from learning.campaigns.standing import NOTHING_YET, Facts, Standing, standing


@dataclass(frozen=True, slots=True)
class Obliged:
    """One person's obligation: what happened toward it, and how it stands."""

    assignment: Assignment
    facts: Facts
    standing: Standing


def obliged_in(
    cycle: Cycle, employees: People, *, subjects: dict[Key, Subject], day: date
) -> dict[int, Obliged]:
    """How each of these people stands in ``cycle``, by the person's key.

    Who was never obliged, or whose obligation was withdrawn, is left out.
    """
    rows = Assignment.objects.filter(
        cycle=cycle, employee__in=employees, withdrawn_at__isnull=True
    ).select_related("employee")
    facts = facts_of([cycle], employees, subjects=subjects, day=day)
    found = {}
    for row in rows:
        row.cycle = cycle
        known = facts.get((cycle.pk, row.employee_id), NOTHING_YET)
        stands = standing(obligation_of(row), known, day=day)
        found[row.employee_id] = Obliged(row, known, stands)
    return found


def open_assignments(cycle: Cycle, employees: People, day: date) -> list[Assignment]:
    """Obligations of these people in ``cycle`` in which something is left to do."""
    subjects = subjects_of([cycle.requirement])
    obliged = obliged_in(cycle, employees, subjects=subjects, day=day)
    return [each.assignment for each in obliged.values() if each.standing.is_open]


def latest_notices(cycle: Cycle, employees: People) -> dict[int, Notice]:
    """The latest notice of each person about ``cycle``, by the person's key."""
    rows = Notice.objects.filter(
        assignment__cycle=cycle, assignment__employee__in=employees
    )
    return {
        notice.assignment.employee_id: notice
        for notice in rows.select_related("assignment", "sent_by").order_by("sent_at")
    }
