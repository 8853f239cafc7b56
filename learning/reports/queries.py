"""ORM to plain rows about the organisation.

Knows the tables of departments; must not know frames, files or readers.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from learning.people.models import (
    Department,
    DepartmentSuccession,
    EmploymentType,
    Posting,
    ValueMapping,
)
from learning.reports.organisation import Level, Unit


def units() -> dict[int, Unit]:
    """Every known department there ever was, by id."""
    rows: QuerySet[Any, Any] = Department.objects.known().values_list(
        "id",
        "code",
        "name",
        "report_level",
        "parent_id",
        "path",
        "sort_key",
        "authority_id",
        "starts_on",
        "ends_on",
    )
    found = {}
    for number, code, name, level, *others in rows.iterator():
        found[number] = Unit(number, code, name, Level(level), *others)
    return found


def successors() -> dict[int, list[int]]:
    """Which departments took over from each closed one."""
    found: dict[int, list[int]] = defaultdict(list)
    pairs = DepartmentSuccession.objects.order_by("predecessor_id", "successor_id")
    for old, new in pairs.values_list("predecessor_id", "successor_id"):
        found[old].append(new)
    return dict(found)


def people_beside(day: date) -> Iterator[tuple[int, int]]:
    """(department, employee) of the postings beside a 本務: 兼務, 併任, 事務取扱 …"""
    kinds = [Posting.Kind.MAIN, Posting.Kind.DISPATCHED]
    rows = Posting.objects.on(day).exclude(kind__in=kinds)
    yield from rows.values_list("department_id", "employee_id").iterator()


def types_shown_apart() -> dict[str, str]:
    """Names of the employment types that the city shows apart (別掲), in its order."""
    rows = EmploymentType.objects.filter(shown_apart=True)
    return dict(rows.values_list("code", "name"))


def substitutes() -> dict[str, str]:
    """The city's own 代替文字 for characters that old files can't hold."""
    rows = ValueMapping.objects.filter(subject=ValueMapping.Subject.CHARACTER)
    return dict(rows.values_list("value", "meaning"))
