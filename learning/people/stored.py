"""Reads what is stored as the plain values that the pure roster rules compare.

Knows the models; must not change a row. Each reader asks a fixed number of queries,
whatever the size of the city.
"""

import hashlib
from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from learning.japanese.width import fold
from learning.people.models import (
    Absence,
    Department,
    DepartmentSuccession,
    Employee,
    EmployeeName,
    Employment,
    EmploymentType,
    Posting,
    PostTitle,
    RoleGrant,
    RosterImport,
    ValueMapping,
)
from learning.people.roster.organisation.rows import StoredDepartment
from learning.people.roster.state import (
    AbsenceRow,
    DepartmentRow,
    EmploymentRow,
    NameRow,
    Person,
    PostingRow,
    State,
)
from learning.people.roster.values import Title, Vocabulary

_DATED = (Department, EmployeeName, Employment, Posting, Absence, RoleGrant)


def base_token() -> str:
    """A token of everything an import compares with; any change gives another."""
    parts: list[Any] = [
        model.objects.aggregate(Max("pk"), Max("superseded_at"), Count("pk"))
        for model in _DATED
    ]
    parts.append(Department.objects.aggregate(Max("closed_at"), Count("closed_at")))
    parts.append(ValueMapping.objects.aggregate(Max("confirmed_at"), Count("pk")))
    parts.append(RosterImport.objects.aggregate(Max("pk"), Max("undone_at")))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def load_state() -> State:
    """Everybody and every department that a roster is compared with."""
    base = base_token()
    names: dict[int, list[NameRow]] = defaultdict(list)
    for owner, *values in _known(EmployeeName, "name", "kana", "delivered"):
        names[owner].append(NameRow(*values))
    employments = _employments()
    postings: dict[int, list[PostingRow]] = defaultdict(list)
    for owner, employment, *values in _postings():
        postings[owner].append(PostingRow(str(employment), *values))
    absences: dict[int, list[AbsenceRow]] = defaultdict(list)
    for owner, *values in _known(Absence, "neutral_class"):
        absences[owner].append(AbsenceRow(*values))
    people = [
        Person(
            key=str(pk),
            id=pk,
            person_key=person_key or "",
            names=tuple(names[pk]),
            employments=tuple(employments[pk]),
            postings=tuple(postings[pk]),
            absences=tuple(absences[pk]),
        )
        for pk, person_key in Employee.objects.values_list("pk", "person_key")
    ]
    return State(people, _departments(), _successors(), base)


def stored_departments(as_of: date) -> list[StoredDepartment]:
    """Departments known on a day or later, with how many people count there."""
    people = dict(
        Posting.objects.on(as_of)
        .filter(kind=Posting.Kind.MAIN)
        .values_list("department")
        .annotate(Count("pk"))
    )
    rows = Department.objects.known().values_list(
        "pk",
        "code",
        "name",
        "parent_id",
        "report_level",
        "official_order",
        "short_name",
        "authority__name",
        "starts_on",
        "ends_on",
    )
    return [StoredDepartment(*row, people=people.get(row[0], 0)) for row in rows]


def load_vocabulary() -> Vocabulary:
    """The city's tables and what was confirmed before."""
    types: dict[str, str] = {}
    for code, name in EmploymentType.objects.values_list("code", "name"):
        types[fold(code)] = types[fold(name)] = code
    titles = {
        name: Title(rank_class, is_head)
        for name, rank_class, is_head in PostTitle.objects.values_list(
            "name", "rank_class", "is_head"
        )
    }
    confirmed = {
        (subject, value): meaning
        for subject, value, meaning in ValueMapping.objects.values_list(
            "subject", "value", "meaning"
        )
    }
    return Vocabulary(types, titles, confirmed)


def to_be_placed(day: date) -> QuerySet[Posting]:
    """Main postings on a day in a department that no longer is: left by an n:m change."""
    gone = Q(department__ends_on__lte=day) | Q(department__superseded_at__isnull=False)
    return Posting.objects.on(day).filter(gone, kind=Posting.Kind.MAIN)


def _known(model: type[Any], *fields: str) -> QuerySet[Any]:
    """Known rows as (employee, *fields, starts_on, ends_on, pk), in time."""
    columns = ("employee_id", *fields, "starts_on", "ends_on", "pk")
    return model.objects.known().order_by("starts_on", "pk").values_list(*columns)


def _employments() -> dict[int, list[EmploymentRow]]:
    found: dict[int, list[EmploymentRow]] = defaultdict(list)
    fields = (
        "number",
        "source__code",
        "employment_type__code",
        "job_category",
        "cause",
        "authority__code",
    )
    for owner, number, source, kind, job, cause, authority, start, end, pk in _known(
        Employment, *fields
    ):
        found[owner].append(
            EmploymentRow(
                key=str(pk),
                number=number,
                source=source or "",
                employment_type=kind,
                starts_on=start,
                ends_on=end,
                job_category=job,
                cause=cause,
                authority=authority,
                id=pk,
            )
        )
    return found


def _postings() -> QuerySet[Any]:
    return (
        Posting.objects.known()
        .order_by("starts_on", "pk")
        .values_list(
            "employee_id",
            "employment_id",
            "department_id",
            "starts_on",
            "ends_on",
            "kind",
            "post_title",
            "rank_class",
            "is_head",
            "cause",
            "pk",
        )
    )


def _departments() -> list[DepartmentRow]:
    rows = Department.objects.known().order_by("starts_on")
    fields = ("pk", "code", "name", "starts_on", "ends_on")
    return [DepartmentRow(*row) for row in rows.values_list(*fields)]


def _successors() -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    pairs = DepartmentSuccession.objects.values_list("predecessor", "successor")
    for predecessor, successor in pairs:
        found[predecessor].add(successor)
    return {predecessor: frozenset(after) for predecessor, after in found.items()}
