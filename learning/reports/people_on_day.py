"""Who is where on a day, counted or not, in audience for what, with what attained.

Knows the tables of people and attainment; must not know frames, files or readers. The
figures and the lists of names behind them are both made from ``people_on``, so they
cannot differ.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, Max, Value, When

from learning.literacy.audiences import PersonFacts
from learning.literacy.models import Attainment
from learning.people.models import (
    Absence,
    Department,
    Designation,
    EmploymentType,
    Posting,
    RoleGrant,
)
from learning.reports.organisation import Unit
from learning.reports.plan_on_day import PlanOnDay


class Standing(StrEnum):
    """Whether a person is in the denominators on the day, and if not, why."""

    COUNTED = "counted"
    ABSENT = "absent"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Person:
    """One person in the 本務 on the day: where, counted or not, and the two masks.

    ``apart`` is the code of the employment type where the city shows it apart (別掲),
    else empty.
    """

    employee_id: int
    department_id: int
    standing: Standing
    apart: str
    audience: int
    attained: int


Group = tuple[int, str, str, int, int]
"""Department, standing, type shown apart, audience mask, attained mask."""


def groups(people: Iterable[Person]) -> Counter[Group]:
    """Count people alike in everything that a figure asks for."""
    return Counter(
        (
            one.department_id,
            one.standing.value,
            one.apart,
            one.audience,
            one.attained,
        )
        for one in people
    )


def people_on(
    plan: PlanOnDay,
    day: date,
    *,
    units: Mapping[int, Unit],
    counts_dispatched: bool,
) -> Iterator[Person]:
    """Everybody in a 本務 on ``day``, each once, with the masks for ``plan``.

    The audience is decided once per segment (what its rules can see of a person), not
    per person. Five queries whatever the size of the city.
    """
    away = _absent(day, counts_dispatched=counts_dispatched)
    attained = _attained(plan, day)
    facts = _Segments(plan, day, units)
    rows = Posting.objects.on(day).filter(kind=Posting.Kind.MAIN)
    fields = ("employee_id", "department_id", "rank_class", "is_head")
    for employee, department, rank, is_head, kind in rows.values_list(
        *fields, "employment__employment_type_id"
    ).iterator(chunk_size=5_000):
        standing = Standing.COUNTED
        if facts.is_outside(department, kind):
            standing = Standing.OUTSIDE
        elif employee in away:
            standing = Standing.ABSENT
        audience = facts.audience(employee, department, (rank, is_head, kind))
        yield Person(
            employee_id=employee,
            department_id=department,
            standing=standing,
            apart=facts.apart(kind),
            audience=audience,
            attained=attained.get(employee, 0),
        )


def _absent(day: date, *, counts_dispatched: bool) -> set[int]:
    rows = Absence.objects.on(day)
    if counts_dispatched:
        rows = rows.exclude(neutral_class=Absence.NeutralClass.DISPATCHED)
    return set(rows.values_list("employee_id", flat=True))


def _attained(plan: PlanOnDay, day: date) -> dict[int, int]:
    """Mask of attained literacies by employee; one row per employee leaves the database.

    Each literacy is a maximum of its own, so that no number of intervals counts twice.
    """
    flags = {
        f"bit_{position}": Max(
            Case(
                When(literacy_code=literacy.code, then=Value(literacy.mask)),
                default=Value(0),
            )
        )
        for position, literacy in enumerate(plan.literacies)
    }
    if not flags:
        return {}
    rows = Attainment.objects.on(day).filter(plan=plan.plan).values("employee_id")
    found = rows.annotate(**flags).order_by().values_list("employee_id", *flags)
    return {row[0]: sum(row[1:]) for row in found.iterator(chunk_size=5_000)}


class _Segments:
    """Decides audiences per segment, and remembers them."""

    def __init__(self, plan: PlanOnDay, day: date, units: Mapping[int, Unit]) -> None:
        self.plan = plan
        self.units = units
        self.types: dict[int, EmploymentType] = EmploymentType.objects.in_bulk()
        self.designations = _sets(
            Designation.objects.on(day).values_list("employee_id", "type__code")
        )
        grants = RoleGrant.objects.on(day).filter(user__employee__isnull=False)
        self.roles = _sets(grants.values_list("user__employee_id", "role"))
        self.named = {
            code
            for audience in plan.audiences
            for group in audience.groups
            for code in group.departments
        }
        self.codes: dict[int, frozenset[str]] = {}
        self.known: dict[tuple[Any, ...], int] = {}
        self.outside_authorities = self._outside_authorities()

    def is_outside(self, department: int, employment_type: int) -> bool:
        """Whether the plan's figures leave such a person out."""
        if not self.types[employment_type].counts_as_staff:
            return True
        return self.units[department].authority_id in self.outside_authorities

    def apart(self, employment_type: int) -> str:
        """The type's code where the city shows it apart, else empty."""
        kind = self.types[employment_type]
        return kind.code if kind.shown_apart else ""

    def audience(
        self, employee: int, department: int, post: tuple[str, bool, int]
    ) -> int:
        """Mask of the literacies for which the person is in audience."""
        rank, is_head, kind = post
        designations = self.designations.get(employee, frozenset())
        roles = self.roles.get(employee, frozenset())
        if is_head:
            roles |= {"section_head"}
        codes = self.codes_above(department)
        key = (codes, rank, kind, designations, roles)
        if key not in self.known:
            self.known[key] = self._decide(
                PersonFacts(
                    employment_type=self.types[kind].code,
                    in_all_staff=self.types[kind].in_all_staff,
                    rank_class=rank,
                    department_codes=codes,
                    designations=designations,
                    roles=roles,
                )
            )
        return self.known[key]

    def codes_above(self, department: int) -> frozenset[str]:
        """Those codes at and above the department that some audience names."""
        if department not in self.codes:
            unit = self.units[department]
            above = (
                frozenset()
                if unit.parent_id is None
                else self.codes_above(unit.parent_id)
            )
            self.codes[department] = above | ({unit.code} & self.named)
        return self.codes[department]

    def _decide(self, person: PersonFacts) -> int:
        return sum(
            1 << position
            for position, audience in enumerate(self.plan.audiences)
            if audience.includes(person)
        )

    def _outside_authorities(self) -> set[int]:
        if not self.plan.authorities:
            return set()
        rows = Department.objects.exclude(authority__code__in=self.plan.authorities)
        return set(rows.order_by().values_list("authority_id", flat=True).distinct())


def _sets(pairs: Any) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for employee, code in pairs:
        found[employee].add(code)
    return {employee: frozenset(codes) for employee, codes in found.items()}
