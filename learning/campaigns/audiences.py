"""Reads whom a requirement is for on a day: a subtree × employment types."""

from collections.abc import Collection
from datetime import date

from learning.campaigns.facts import absent_on
from learning.campaigns.models import Requirement
from learning.people.models import Department, EmploymentType, Posting
from learning.people.models.recorded import DatedQuerySet


def main_postings(
    day: date,
    *,
    department: Department | None = None,
    employment_types: Collection[EmploymentType] = (),
) -> DatedQuerySet:
    """Main postings known for ``day`` in a subtree (None: all) and of some types.

    No types means those that the city counts in 「全職員」.
    """
    postings = Posting.objects.on(day).filter(kind=Posting.Kind.MAIN)
    if department is not None:
        postings = postings.filter(department__path__startswith=department.path)
    if employment_types:
        return postings.filter(employment__employment_type__in=employment_types)
    return postings.filter(employment__employment_type__in_all_staff=True)


def people_in_audience(requirement: Requirement, day: date) -> set[int]:
    """Ids of the people whom the requirement is for, without those absent."""
    found: set[int] = set()
    for audience in requirement.audiences.prefetch_related("employment_types"):
        found |= people_in(
            day,
            department=audience.department,
            employment_types=list(audience.employment_types.all()),
        )
    return found


def people_in(
    day: date,
    *,
    department: Department | None,
    employment_types: Collection[EmploymentType],
) -> set[int]:
    """Ids of the people in a subtree and of some types, without those absent."""
    postings = main_postings(
        day, department=department, employment_types=employment_types
    )
    ids = postings.values_list("employee_id", flat=True)
    return set(ids) - absent_on(ids, day)
