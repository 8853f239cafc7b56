"""Reads what an audience may ask about one person on one day."""

from datetime import date

from learning.literacy.audiences import ROLES, PersonFacts
from learning.people.models import (
    Department,
    Designation,
    Employee,
    Posting,
    Role,
    RoleGrant,
)


def person_facts(employee: Employee, day: date) -> PersonFacts | None:
    """Facts of one person in four queries; None for who has no main posting then."""
    posting = (
        Posting.objects.on(day)
        .filter(employee=employee, kind=Posting.Kind.MAIN)
        .select_related("department", "employment__employment_type")
        .first()
    )
    if posting is None:
        return None
    employment_type = posting.employment.employment_type
    roles = set(
        RoleGrant.objects.on(day)
        .filter(user__employee=employee, role__in=ROLES)
        .values_list("role", flat=True)
    )
    if posting.is_head:
        roles.add(Role.SECTION_HEAD)
    return PersonFacts(
        employment_type=employment_type.code,
        in_all_staff=employment_type.in_all_staff,
        rank_class=posting.rank_class,
        department_codes=frozenset(_codes_along(posting.department.path)),
        designations=frozenset(
            Designation.objects.on(day)
            .filter(employee=employee)
            .values_list("type__code", flat=True)
        ),
        roles=frozenset(roles),
    )


def _codes_along(path: str) -> list[str]:
    """Codes of a department and of all above it: paths end each part with a slash."""
    parts = path.rstrip("/").split("/")
    above = ["/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1)]
    departments = Department.objects.filter(path__in=above)
    return list(departments.values_list("code", flat=True))
