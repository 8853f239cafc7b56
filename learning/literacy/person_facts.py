"""Reads what an audience may ask about one person on one day."""

from datetime import date

from django.db.models import QuerySet

from learning.composed import composed
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
    posting = next(iter(_main_posting(employee.pk, day)), None)
    if posting is None:
        return None
    employment_type = posting.employment.employment_type
    roles = {role for (role,) in _roles(employee.pk, day)}
    if posting.is_head:
        roles.add(Role.SECTION_HEAD)
    return PersonFacts(
        employment_type=employment_type.code,
        in_all_staff=employment_type.in_all_staff,
        rank_class=posting.rank_class,
        department_codes=frozenset(_codes_along(posting.department.path)),
        designations=frozenset(code for (code,) in _designations(employee.pk, day)),
        roles=frozenset(roles),
    )


def _codes_along(path: str) -> list[str]:
    """Codes of a department and of all above it: paths end each part with a slash."""
    parts = path.rstrip("/").split("/")
    above = ["/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1)]
    return [code for (code,) in _codes_at(above)]


@composed(int, date)
def _main_posting(employee_id: int, day: date) -> QuerySet:
    return (
        Posting.objects.on(day)
        .filter(employee_id=employee_id, kind=Posting.Kind.MAIN)
        .select_related("department", "employment__employment_type")
    )


@composed(int, date)
def _roles(employee_id: int, day: date) -> QuerySet:
    granted = RoleGrant.objects.on(day).filter(user__employee_id=employee_id)
    return granted.filter(role__in=ROLES).values_list("role")


@composed(int, date)
def _designations(employee_id: int, day: date) -> QuerySet:
    marks = Designation.objects.on(day).filter(employee_id=employee_id)
    return marks.values_list("type__code")


@composed(list[str])
def _codes_at(paths: list[str]) -> QuerySet:
    return Department.objects.filter(path__in=paths).values_list("code")
