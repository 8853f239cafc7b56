"""Who is listed where on a day: people in official order, names, headcounts.

Reads only. A person is listed once, at the main posting of the day.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Replace

from learning.japanese.width import fold, fold_for_search
from learning.people.models import (
    Absence,
    Department,
    Employee,
    EmployeeName,
    Employment,
    Posting,
    RankClass,
)
from learning.people.permissions import Scope

RANK_ORDER = Case(
    *(When(rank_class=value, then=Value(i)) for i, value in enumerate(RankClass)),
    default=Value(len(RankClass)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One person as lists show them."""

    employee: Employee
    name: str
    kana: str
    number: str
    department: Department
    post_title: str
    is_absent: bool

    @property
    def public_id(self) -> UUID:
        """The person's address in our URLs."""
        return self.employee.public_id


def main_postings(
    *, day: date, scope: Scope, within: Department | None = None
) -> QuerySet[Posting]:
    """Main postings of the day in scope: by unit in 建制順, then rank, then number."""
    rows = Posting.objects.on(day).filter(scope.condition("department__"))
    if within is not None:
        rows = rows.filter(department__path__startswith=within.path)
    return (
        rows.filter(kind=Posting.Kind.MAIN)
        .select_related("employee", "employment", "department")
        .order_by("department__sort_key", RANK_ORDER, "employment__number", "pk")
    )


def matching(
    postings: QuerySet[Posting], words: str, *, day: date
) -> QuerySet[Posting]:
    """Those whose name, kana or a current number fits what was typed."""
    words = words.strip()
    if not words:
        return postings
    key = fold_for_search(words).replace(" ", "")
    names = (
        EmployeeName.objects.on(day)
        .filter(employee_id=OuterRef("employee_id"))
        .annotate(tight=Replace("search_key", Value(" "), Value("")))
        .filter(tight__contains=key)
    )
    numbers = Employment.objects.on(day).filter(
        Q(number__istartswith=fold(words)), employee_id=OuterRef("employee_id")
    )
    return postings.filter(Exists(names) | Exists(numbers))


def listed(postings: Iterable[Posting], *, day: date) -> list[Listed]:
    """The people of these postings with their names of the day: two queries."""
    rows = list(postings)
    people = [row.employee_id for row in rows]
    names = names_on(people, day=day)
    absences = Absence.objects.on(day).filter(employee_id__in=people)
    absent = set(absences.values_list("employee_id", flat=True))
    return [
        Listed(
            employee=row.employee,
            name=names.get(row.employee_id, ("", ""))[0],
            kana=names.get(row.employee_id, ("", ""))[1],
            number=row.employment.number,
            department=row.department,
            post_title=row.post_title,
            is_absent=row.employee_id in absent,
        )
        for row in rows
    ]


def names_on(employees: Iterable[int], *, day: date) -> dict[int, tuple[str, str]]:
    """Name and kana of each person on a day, by the person's key."""
    rows = EmployeeName.objects.on(day).filter(employee_id__in=list(employees))
    return {pk: (name, kana) for pk, name, kana in _name_values(rows)}


def _name_values(rows: QuerySet[EmployeeName]) -> Iterable[tuple[int, str, str]]:
    return rows.values_list("employee_id", "name", "kana")


def headcounts(*, day: date) -> Counter[str]:
    """People per department path on a day, the unit itself without what is below."""
    rows = Posting.objects.on(day).filter(kind=Posting.Kind.MAIN)
    return Counter(rows.values_list("department__path", flat=True))


def may_be_opened(employee: Employee, *, scope: Scope, day: date) -> bool:
    """Whether the person is in scope: posted today in a covered unit, in any kind."""
    if scope.is_whole_city:
        return True
    rows = Posting.objects.on(day).filter(scope.condition("department__"))
    return rows.filter(employee=employee).exists()
