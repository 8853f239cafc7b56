"""Applying a compared roster: superseding and recording rows in bulk, in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from learning.city.current import city
from learning.japanese.width import fold_for_search
from learning.log.actions import write
from learning.people.actions.imports import (
    CHUNK,
    ImportedFile,
    ImportRefused,
    LeaversNotConfirmed,
    begin,
    supersede,
    tell,
)
from learning.people.models import (
    Absence,
    AppointingAuthority,
    Employee,
    EmployeeName,
    Employment,
    EmploymentType,
    Posting,
    PostTitle,
    RosterImport,
    RosterSource,
    User,
    ValueMapping,
)
from learning.people.roster import values
from learning.people.roster.changes import PersonChange, RosterChanges
from learning.people.roster.state import added, superseded
from learning.people.roster.values import Subject
from learning.people.undoing import PERSON_KEYS

SEARCH_KEY = 250


@transaction.atomic
def apply(
    *,
    changes: RosterChanges,
    file: ImportedFile,
    confirmed_leavers: int | None = None,
    by: User | None,
    at: datetime,
) -> RosterImport:
    """Write what a comparison found; all of it or nothing.

    Refused (ImportRefused): errors or open questions; a base that changed since; an
    older date without the mark of a correction; more leavers than the city allows
    without their number. Sends people_changed, writes one log entry with counts.
    """
    _refuse(changes, confirmed_leavers)
    source = RosterSource.objects.get(code=changes.terms.source)
    record = begin(
        RosterImport(
            kind=RosterImport.Kind.ROSTER,
            source=source,
            as_of=changes.terms.as_of,
            is_partial=changes.terms.partial,
            is_correction=changes.terms.correction,
            counts=changes.counts,
        ),
        file,
        base=changes.base,
        by=by,
        at=at,
    )
    _remember(changes, file, by, at)
    employees = _Writer(record, source, at).write(changes.people)
    tell(employees, _first_day(changes))
    subject = ("roster_import", str(record.pk), str(record))
    detail = {"source": source.code, "as_of": str(record.as_of), **changes.counts}
    write("roster.apply", by=by, at=at, subject=subject, detail=detail)
    return record


def _refuse(changes: RosterChanges, confirmed_leavers: int | None) -> None:
    if not changes.is_applicable:
        raise ImportRefused(
            _("エラーか、決まっていないことが残っています。何も反映していません。")
        )
    share = float(city().leaver_share_to_confirm)
    if changes.needs_confirmation(share) and confirmed_leavers != changes.leavers:
        raise LeaversNotConfirmed(
            _("退職が %(count)s 人で、区分の職員の %(share)d %% を超えます。")
            % {"count": changes.leavers, "share": round(share * 100)}
            + _("よければ、その人数を入力してください。")
        )


def _first_day(changes: RosterChanges) -> date:
    """The first day whose figures may differ."""
    days = [changes.terms.as_of]
    for change in changes.people:
        before = change.before
        for table in ("employments", "postings", "absences"):
            known = {_bare(row) for row in getattr(before, table)} if before else set()
            new = added(getattr(change.after, table))
            days.extend(row.starts_on for row in new if _bare(row) not in known)
    return min(days)


def _bare(row: Any) -> Any:
    return replace(row, id=None, ends_on=None)


def _remember(
    changes: RosterChanges, file: ImportedFile, by: User | None, at: datetime
) -> None:
    """Keep what words mean: those chosen by a person, and the proposals accepted."""
    meanings = {
        (word.subject, word.value): word.proposed
        for word in changes.unknown
        if word.proposed and word.subject != Subject.CHARACTER
    }
    meanings.update({key: text for key, text in file.meanings.items() if text})
    for (subject, value), meaning in meanings.items():
        ValueMapping.objects.update_or_create(
            subject=subject,
            value=value,
            defaults={
                "meaning": meaning,
                "confirmed_by_label": str(by) if by is not None else "",
                "confirmed_at": at,
            },
        )
        if subject == Subject.POST_TITLE:
            guess = values.guess_title(value)
            PostTitle.objects.update_or_create(
                name=value,
                defaults={
                    "rank_class": meaning,
                    "is_head": bool(guess and guess.is_head),
                },
            )


@dataclass
class _Writer:
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
        known = [
            Employee(pk=person.id, person_key=person.person_key)
            for person in keyed
            if person.id is not None
        ]
        Employee.objects.bulk_update(known, ["person_key"], batch_size=CHUNK)
        if keyed:
            ids = [self.employees[person.key] for person in keyed]
            self.record.counts = {**self.record.counts, PERSON_KEYS: ids}
            self.record.save(update_fields=["counts"])

    def _names(self, people: Sequence[PersonChange]) -> None:
        self._create(
            EmployeeName,
            (
                EmployeeName(
                    employee_id=self.employees[change.after.key],
                    name=row.name,
                    kana=row.kana,
                    delivered=row.delivered,
                    search_key=search_key(row.name, row.kana),
                    starts_on=row.starts_on,
                    ends_on=row.ends_on,
                    **self._stamp(),
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
        self._create(
            Posting,
            (
                Posting(
                    employee_id=self.employees[change.after.key],
                    employment_id=self.employments[change.after.key, row.employment],
                    department_id=row.department,
                    kind=row.kind,
                    post_title=row.post_title,
                    rank_class=row.rank_class,
                    is_head=row.is_head,
                    cause=row.cause,
                    starts_on=row.starts_on,
                    ends_on=row.ends_on,
                    **self._stamp(),
                )
                for change in people
                for row in added(change.after.postings)
            ),
        )

    def _absences(self, people: Sequence[PersonChange]) -> None:
        self._create(
            Absence,
            (
                Absence(
                    employee_id=self.employees[change.after.key],
                    neutral_class=row.neutral_class,
                    starts_on=row.starts_on,
                    ends_on=row.ends_on,
                    **self._stamp(),
                )
                for change in people
                for row in added(change.after.absences)
            ),
        )


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
