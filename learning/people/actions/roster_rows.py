"""Writing what a compared roster says: rows superseded and recorded in bulk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from learning.japanese.width import fold_for_search
from learning.people.actions.bulk import insert, set_one
from learning.people.actions.imports import (
    CHUNK,
    supersede,
)
from learning.people.models import (
    Absence,
    AppointingAuthority,
    Employee,
    EmployeeName,
    Employment,
    EmploymentType,
    Posting,
    RosterImport,
    RosterSource,
)
from learning.people.roster import values
from learning.people.roster.changes import PersonChange
from learning.people.roster.state import added, superseded
from learning.people.undoing import PERSON_KEYS

SEARCH_KEY = 250
POSTING_VALUES = ("kind", "post_title", "rank_class", "is_head", "cause")


@dataclass
class RosterWriter:
    """Turns plain rows into stored ones; keeps the ids of what it made."""

    record: RosterImport
    source: RosterSource
    at: datetime
    employees: dict[str, int] = field(default_factory=dict)
    employments: dict[tuple[str, str], int] = field(default_factory=dict)

    def write(self, people: Sequence[PersonChange]) -> list[int]:
        """Supersede first, then record: no two known rows may meet in between."""
        for model, table in (
            (Posting, "postings"),
            (Employment, "employments"),
            (EmployeeName, "names"),
            (Absence, "absences"),
        ):
            ids = [
                pk
                for change in people
                if change.before is not None
                for pk in superseded(
                    getattr(change.before, table), getattr(change.after, table)
                )
            ]
            supersede(model, ids, self.record, self.at)
        self._employees(people)
        self._names(people)
        self._employments(people)
        self._postings(people)
        self._absences(people)
        return list(self.employees.values())

    def _stamp(self) -> dict[str, Any]:
        return {"recorded_at": self.at, "roster_import": self.record}

    def _create(self, model: Any, rows: Iterable[Any]) -> list[Any]:
        return list(model.objects.bulk_create(list(rows), batch_size=CHUNK))

    def _employees(self, people: Sequence[PersonChange]) -> None:
        new = [change.after for change in people if change.before is None]
        created = self._create(
            Employee,
            (
                Employee(person_key=person.person_key or None, **self._stamp())
                for person in new
            ),
        )
        made = zip(new, created, strict=True)
        self.employees = {person.key: employee.pk for person, employee in made}
        for change in people:
            before, after = change.before, change.after
            if before is None or after.id is None:
                continue
            self.employees[after.key] = after.id
        self._person_keys(people)

    def _person_keys(self, people: Sequence[PersonChange]) -> None:
        """Set the keys that are new; the import keeps whose, for taking it back."""
        keyed = [
            change.after
            for change in people
            if change.after.person_key
            and (change.before is None or not change.before.person_key)
        ]
        known = [(p.id, p.person_key) for p in keyed if p.id is not None]
        set_one(Employee, "person_key", known)
        if keyed:
            ids = [self.employees[person.key] for person in keyed]
            self.record.counts = {**self.record.counts, PERSON_KEYS: ids}
            self.record.save(update_fields=["counts"])

    def _names(self, people: Sequence[PersonChange]) -> None:
        self._insert(
            EmployeeName,
            ("employee_id", "name", "kana", "delivered", "search_key"),
            (
                (
                    self.employees[change.after.key],
                    row.name,
                    row.kana,
                    row.delivered,
                    search_key(row.name, row.kana),
                    row,
                )
                for change in people
                for row in added(change.after.names)
            ),
        )

    def _employments(self, people: Sequence[PersonChange]) -> None:
        pairs = [
            (change.after.key, row)
            for change in people
            for row in added(change.after.employments)
        ]
        types = _employment_types(row.employment_type for _key, row in pairs)
        authorities = dict(AppointingAuthority.objects.values_list("code", "pk"))
        sources = dict(RosterSource.objects.values_list("code", "pk"))
        created = self._create(
            Employment,
            (
                Employment(
                    employee_id=self.employees[key],
                    authority_id=authorities.get(
                        row.authority, self.source.authority_id
                    ),
                    source_id=sources.get(row.source),
                    number=row.number,
                    employment_type_id=types[row.employment_type],
                    job_category=row.job_category,
                    cause=row.cause,
                    starts_on=row.starts_on,
                    ends_on=row.ends_on,
                    **self._stamp(),
                )
                for key, row in pairs
            ),
        )
        for (key, row), employment in zip(pairs, created, strict=True):
            self.employments[key, row.key] = employment.pk
        for change in people:
            for row in change.after.employments:
                if row.id is not None:
                    self.employments[change.after.key, row.key] = row.id

    def _postings(self, people: Sequence[PersonChange]) -> None:
        self._insert(
            Posting,
            ("employee_id", "employment_id", "department_id", *POSTING_VALUES),
            (
                (
                    self.employees[change.after.key],
                    self.employments[change.after.key, row.employment],
                    row.department,
                    *(getattr(row, name) for name in POSTING_VALUES),
                    row,
                )
                for change in people
                for row in added(change.after.postings)
            ),
        )

    def _absences(self, people: Sequence[PersonChange]) -> None:
        self._insert(
            Absence,
            ("employee_id", "neutral_class"),
            (
                (self.employees[change.after.key], row.neutral_class, row)
                for change in people
                for row in added(change.after.absences)
            ),
        )

    def _insert(
        self, model: Any, names: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        """Insert rows whose last value is the plain row with the interval."""
        dated = ("starts_on", "ends_on", "recorded_at", "roster_import_id")
        stamp = (self.at, self.record.pk)
        whole = ((*values, row.starts_on, row.ends_on, *stamp) for *values, row in rows)
        insert(model, (*names, *dated), whole)


def search_key(name: str, kana: str) -> str:
    """What people search for: name and kana, with and without the space."""
    both = fold_for_search(f"{name} {kana}")
    joined = fold_for_search(name.replace("　", "") + " " + kana.replace("　", ""))
    return f"{both} {joined}"[:SEARCH_KEY]


def _employment_types(codes: Iterable[str]) -> dict[str, int]:
    """Ids by code; a type that is not in the city's table yet is added to it."""
    known = dict(EmploymentType.objects.values_list("code", "pk"))
    shipped = {kind.code: kind for kind in values.EMPLOYMENT_TYPES}
    order = [kind.code for kind in values.EMPLOYMENT_TYPES]
    for code in set(codes) - set(known):
        kind = shipped.get(code) or values.TypeDefault(code[:40], code[:60])
        created = EmploymentType.objects.create(
            code=kind.code,
            name=kind.name,
            counts_as_staff=kind.counts_as_staff,
            in_all_staff=kind.in_all_staff,
            shown_apart=kind.shown_apart,
            order=order.index(code) if code in order else len(order),
        )
        known[code] = created.pk
    return known
