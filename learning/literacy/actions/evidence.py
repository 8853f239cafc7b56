"""Changes to evidence: it is recorded and withdrawn, never edited or deleted.

Each change brings the person's attainment up to date in the same transaction and sends
``evidence_recorded``.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import CourseCompletion
from learning.literacy.actions import attainment
from learning.literacy.errors import EvidenceError
from learning.literacy.evidence_rows import (
    evidence_of_attempt,
    evidence_of_completion,
    local_day,
    public_id_of,
)
from learning.literacy.models import Evidence
from learning.literacy.models.evidence import EvidenceQuerySet
from learning.literacy.signals import evidence_recorded
from learning.log.actions import NewEntry, write, write_many
from learning.people.models import Employee, User
from quizzes.models import Attempt

VOUCHED = (Evidence.Kind.RECOGNISED, Evidence.Kind.ATTENDED)
"""Somebody of the city vouches for it, and says by what."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What happened, as somebody enters it. ``valid_until`` is exclusive."""

    kind: Evidence.Kind
    subject_code: str
    on: date
    valid_until: date | None = None
    note: str = ""


@transaction.atomic
def record(
    *, employee: Employee, what: Recorded, by: User | None, at: datetime
) -> Evidence:
    """Record what a person did outside of quizzes and courses; logged.

    The same kind, code and day of one person is recorded once: a second time returns
    what is there. Recorded again after a withdrawal, it is a new row.

    Raises
    ------
    EvidenceError
        If the day lies in the future, the validity ends before it begins, or what has
        no paper of its own (``VOUCHED``) comes without a reason.
    """
    _check(what, at)
    standing = _same([employee], what).standing().first()
    if standing is not None:
        return standing
    times = _same([employee], what).filter(withdraws__isnull=True).count()
    evidence = _write(_entered(employee, what, _key(employee, what, times), by, at))
    entry = _entry_of(evidence, employee, what)
    write(entry.action, by=by, at=at, subject=entry.subject, detail=entry.detail)
    return evidence


@transaction.atomic
def record_many(
    *, employees: Collection[Employee], what: Recorded, by: User | None, at: datetime
) -> list[Evidence]:
    """Record that several people did the same on one day; returns the new rows.

    Like ``record`` for each, in a fixed number of queries: who has the same standing
    evidence already gets no other. Refuses like ``record``.
    """
    _check(what, at)
    same = _same(employees, what)
    known = set(same.standing().values_list("employee_id", flat=True))
    entered = same.filter(withdraws__isnull=True)
    times = Counter(entered.values_list("employee_id", flat=True))
    people = [person for person in employees if person.pk not in known]
    rows = [
        _entered(person, what, _key(person, what, times[person.pk]), by, at)
        for person in people
    ]
    Evidence.objects.bulk_create(rows)
    attainment.refresh_ids({person.pk for person in people})
    for row in rows:
        evidence_recorded.send(sender=Evidence, evidence=row)
    entries = [_entry_of(*pair, what) for pair in zip(rows, people, strict=True)]
    write_many(entries, by=by, at=at)
    return rows


@transaction.atomic
def record_attempt(attempt: Attempt) -> Evidence | None:
    """Record a passed attempt once; None for one that was not finished or not passed.

    Not logged: the attempt itself is the record.
    """
    if attempt.state != Attempt.State.FINISHED or not attempt.passed:
        return None
    evidence = evidence_of_attempt(attempt)
    existing = Evidence.objects.filter(source_key=evidence.source_key).first()
    return existing or _write(evidence)


@transaction.atomic
def record_completion(completion: CourseCompletion) -> Evidence:
    """Record a completed course once. Not logged: the completion is the record."""
    evidence = evidence_of_completion(completion)
    existing = Evidence.objects.filter(source_key=evidence.source_key).first()
    return existing or _write(evidence)


@transaction.atomic
def withdraw(
    *, evidence: Evidence, reason: str, by: User | None, at: datetime
) -> Evidence:
    """Withdraw evidence by a later row that names it; logged.

    Raises
    ------
    EvidenceError
        Without a reason, or for what is a withdrawal or was withdrawn already.
    """
    if not reason.strip():
        raise EvidenceError(_("取り消す理由を書いてください。"))
    if evidence.withdraws_id or Evidence.objects.filter(withdraws=evidence).exists():
        raise EvidenceError(_("この実績は、すでに取り消されています。"))
    withdrawal = _write(_withdrawal(evidence, reason.strip(), by, at))
    write(
        "evidence.withdraw",
        by=by,
        at=at,
        subject=("evidence", str(evidence.public_id), str(evidence)),
        detail={"reason": withdrawal.note},
    )
    return withdrawal


def _check(what: Recorded, at: datetime) -> None:
    if what.on > local_day(at):
        raise EvidenceError(_("先の日付は登録できません。日付を確かめてください。"))
    if what.valid_until is not None and what.valid_until <= what.on:
        raise EvidenceError(
            _("有効期限が、取得した日より前です。日付を確かめてください。")
        )
    if what.kind in VOUCHED and not what.note.strip():
        raise EvidenceError(_("認定の理由を書いてください。"))


def _same(employees: Collection[Employee], what: Recorded) -> EvidenceQuerySet:
    return Evidence.objects.filter(
        employee__in=employees,
        kind=what.kind,
        subject_code=what.subject_code,
        on=what.on,
    )


def _key(employee: Employee, what: Recorded, times: int) -> str:
    """The source key; recorded again after a withdrawal it is another."""
    return f"{what.kind}:{employee.public_id}:{what.subject_code}:{what.on}:{times + 1}"


def _entry_of(evidence: Evidence, employee: Employee, what: Recorded) -> NewEntry:
    return NewEntry(
        "evidence.record",
        ("evidence", str(evidence.public_id), str(evidence)),
        {"employee": str(employee.public_id), "note": what.note},
    )


def _write(evidence: Evidence) -> Evidence:
    evidence.save(force_insert=True)
    attainment.refresh_ids({evidence.employee_id})
    evidence_recorded.send(sender=Evidence, evidence=evidence)
    return evidence


def _entered(
    employee: Employee, what: Recorded, key: str, by: User | None, at: datetime
) -> Evidence:
    return Evidence(
        public_id=public_id_of(key),
        employee=employee,
        kind=what.kind,
        subject_code=what.subject_code,
        on=what.on,
        valid_until=what.valid_until,
        source_key=key,
        note=what.note.strip()[:200],
        recorded_at=at,
        recorded_by=by,
    )


def _withdrawal(
    evidence: Evidence, reason: str, by: User | None, at: datetime
) -> Evidence:
    key = f"withdraws:{evidence.public_id}"
    return Evidence(
        public_id=public_id_of(key),
        employee_id=evidence.employee_id,
        kind=evidence.kind,
        subject_code=evidence.subject_code,
        on=local_day(at),
        source_key=key,
        note=reason[:200],
        withdraws=evidence,
        recorded_at=at,
        recorded_by=by,
    )
