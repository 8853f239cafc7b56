"""Reads who still has to take a quiz: for preparing their attempts beforehand."""

from datetime import date

from learning.campaigns.models import Assignment, Cycle, Requirement
from learning.campaigns.open_assignments import open_assignments


def people_still_obliged(
    *, quiz_code: str, requirement_code: str | None, day: date
) -> set[int]:
    """Keys of the people with something left to do in a cycle that is not over.

    Parameters
    ----------
    quiz_code : obligations that ask for this quiz, where no requirement is named.
    requirement_code : only this requirement's, whatever it asks for (a course may end
        with the quiz).
    day : cycles due on it or later count, also those that have not opened.
    """
    cycles = Cycle.objects.filter(
        due_on__gte=day, requirement__withdrawn_at__isnull=True
    ).select_related("requirement")
    if requirement_code is None:
        cycles = cycles.filter(
            requirement__subject_kind=Requirement.SubjectKind.QUIZ,
            requirement__subject_code=quiz_code,
        )
    else:
        cycles = cycles.filter(requirement__code=requirement_code)
    found: set[int] = set()
    for cycle in cycles:
        rows = Assignment.objects.filter(cycle=cycle, withdrawn_at__isnull=True)
        people = list(rows.values_list("employee_id", flat=True))
        found |= {each.employee_id for each in open_assignments(cycle, people, day)}
    return found
