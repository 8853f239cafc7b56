"""Reads which obligations of one cycle are open on a day, and who was told of them.

A fixed number of queries, whatever the number of people, who may be given as ids or as
a query of ids.
"""

from datetime import date

from learning.campaigns.due import obligation_of
from learning.campaigns.facts import People, facts_of, subjects_of
from learning.campaigns.models import Assignment, Cycle, Notice
from learning.campaigns.standing import NOTHING_YET, standing


def open_assignments(cycle: Cycle, employees: People, day: date) -> list[Assignment]:
    """Obligations of these people in ``cycle`` in which something is left to do."""
    rows = list(
        Assignment.objects.filter(
            cycle=cycle, employee__in=employees, withdrawn_at__isnull=True
        ).select_related("employee")
    )
    subjects = subjects_of([cycle.requirement])
    facts = facts_of([cycle], employees, subjects=subjects, day=day)
    found = []
    for row in rows:
        row.cycle = cycle
        known = facts.get((cycle.pk, row.employee_id), NOTHING_YET)
        if standing(obligation_of(row), known, day=day).is_open:
            found.append(row)
    return found


def latest_notices(cycle: Cycle, employees: People) -> dict[int, Notice]:
    """The latest notice of each person about ``cycle``, by the person's key."""
    rows = Notice.objects.filter(
        assignment__cycle=cycle, assignment__employee__in=employees
    )
    return {
        notice.assignment.employee_id: notice
        for notice in rows.select_related("assignment", "sent_by").order_by("sent_at")
    }
