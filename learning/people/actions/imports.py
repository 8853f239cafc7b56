"""What every import shares: its row, its refusals, taking it back.

An import never edits: rows it superseded keep their id, rows it recorded name it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from learning.log.actions import write
from learning.people.models import (
    Absence,
    Department,
    DepartmentSuccession,
    Employee,
    EmployeeName,
    Employment,
    Posting,
    RoleGrant,
    RosterImport,
    RosterSource,
    User,
)
from learning.people.signals import people_changed
from learning.people.stored import base_token

CHUNK = 500
LABEL_OF_COMMAND = "コマンド"
DATED: tuple[type[Any], ...] = (EmployeeName, Employment, Posting, Absence, RoleGrant)
"""What an import records and supersedes, in the order in which to record."""


class ImportRefused(ValueError):
    """An import must not be applied or undone; the message is Japanese."""


class BaseChanged(ImportRefused):
    """What was compared with is no longer what is stored: compare again."""


class LeaversNotConfirmed(ImportRefused):
    """More people would leave than may without the number being typed."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The file behind an import; the file itself is not kept.

    `meanings`: (subject, value) → meaning, as a person chose on the way.
    """

    name: str
    digest: str
    meanings: Mapping[tuple[str, str], str] = field(default_factory=dict)


def begin(
    record: RosterImport,
    file: ImportedFile,
    *,
    base: str,
    by: User | None,
    at: datetime,
) -> RosterImport:
    """Save the row of an import after the refusals that hold for every kind.

    Refused: the base has changed since the comparison; an earlier date than the last
    import's of this kind and source, unless the import is a correction.
    """
    if base != base_token():
        raise BaseChanged(
            _("確認した後に職員か組織の情報が変わりました。もう一度確認してください。")
        )
    refuse_older(record.kind, record.source, record.as_of, record.is_correction)
    record.file_name = file.name
    record.digest = file.digest
    record.applied_at = at
    record.applied_by_id = str(by.pk) if by is not None else ""
    record.applied_by_label = str(by) if by is not None else LABEL_OF_COMMAND
    record.save()
    return record


def refuse_older(
    kind: str, source: RosterSource | None, as_of: date, is_correction: bool
) -> None:
    """Refuse a date before the last import's, unless it is marked as a correction."""
    if is_correction:
        return
    applied = RosterImport.objects.filter(
        kind=kind, source=source, undone_at__isnull=True
    )
    last = applied.aggregate(models.Max("as_of"))["as_of__max"]
    if last is not None and as_of < last:
        raise ImportRefused(
            _(
                "基準日 %(as_of)s は、前回の取込みの基準日 %(last)s より前です。"
                "過去の訂正なら「訂正」を付けて取り込んでください。"
            )
            % {"as_of": as_of, "last": last}
        )


def supersede(
    model: type[Any], ids: Sequence[int], record: RosterImport, at: datetime
) -> None:
    """Mark rows as no longer known, in bulk."""
    for start in range(0, len(ids), CHUNK):
        rows = model.objects.filter(pk__in=ids[start : start + CHUNK])
        rows.update(superseded_at=at, superseded_by_import=record)


def tell(employees: Iterable[int], from_date: date) -> None:
    """Send people_changed; inside the transaction."""
    changed = sorted(set(employees))
    if changed:
        people_changed.send(sender=RosterImport, employees=changed, from_date=from_date)


@transaction.atomic
def undo(*, roster_import: RosterImport, by: User | None, at: datetime) -> RosterImport:
    """Take an import back: what it recorded is superseded, what it superseded returns.

    What returns is recorded anew, so that what was known in between stays known.
    Refused (ImportRefused, with a list) if anything later stands on it.
    """
    roster_import = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if roster_import.undone_at is not None:
        raise ImportRefused(_("この取込みはすでに取り消されています。"))
    standing = what_stands_on(roster_import)
    if standing:
        raise ImportRefused(
            _("次のものがこの取込みの後にあるので、取り消せません。")
            + "、".join(standing)
        )
    employees = _touched(roster_import)
    for model in reversed(DATED):
        rows = model.objects.known().filter(roster_import=roster_import)
        rows.update(superseded_at=at, superseded_by_import=None)
    _restore_departments(roster_import, at)
    _restore_rows(roster_import, at)
    roster_import.undone_at = at
    roster_import.undone_by_label = str(by) if by is not None else LABEL_OF_COMMAND
    roster_import.save(update_fields=["undone_at", "undone_by_label"])
    tell(employees, roster_import.as_of)
    subject = ("roster_import", str(roster_import.pk), str(roster_import))
    write("roster_import.undo", by=by, at=at, subject=subject)
    return roster_import


def what_stands_on(roster_import: RosterImport) -> list[str]:
    """In words: what came after an import and would lose its ground without it."""
    found = []
    tables: tuple[Any, ...] = (*DATED, Department)
    for model in tables:
        later = model.objects.filter(
            roster_import=roster_import, superseded_at__isnull=False
        )
        later = later.exclude(superseded_by_import=roster_import)
        later = later.exclude(superseded_by_import__undone_at__isnull=False)
        if later.exists():
            name = model._meta.verbose_name
            found.append(
                _("後で変わった%s %s件") % (_LABELS.get(model, name), later.count())
            )
    opened = Department.objects.known().filter(roster_import=roster_import)
    posted = Posting.objects.known().filter(department__in=opened)
    posted = posted.exclude(roster_import=roster_import)
    children = Department.objects.known().filter(parent__in=opened)
    children = children.exclude(roster_import=roster_import)
    grants = RoleGrant.objects.known().filter(department__in=opened)
    grants = grants.exclude(roster_import=roster_import)
    for rows, label in (
        (posted, _("新しい所属への配属")),
        (children, _("新しい所属の下の所属")),
        (grants, _("新しい所属の役割")),
    ):
        if rows.exists():
            found.append(f"{label} {rows.count()}{_('件')}")
    return [*found, *_what_joiners_did(roster_import)]


_LABELS: dict[Any, str] = {
    EmployeeName: "氏名",
    Employment: "任用",
    Posting: "所属・職",
    Absence: "休業等",
    RoleGrant: "役割",
    Department: "所属",
}


def _what_joiners_did(roster_import: RosterImport) -> list[str]:
    """Rows of any app that point at people whom the import brought in."""
    joiners = Employee.objects.filter(roster_import=roster_import)
    own = {EmployeeName, Employment, Posting, Absence, User}
    count = 0
    for relation in Employee._meta.related_objects:
        model: Any = relation.related_model
        if model not in own:
            theirs = {f"{relation.field.name}__in": joiners}
            count += model._base_manager.filter(**theirs).count()
    if not count:
        return []
    return [_("採用した職員の受講・実績などの記録 %(count)s件") % {"count": count}]


def _touched(roster_import: RosterImport) -> list[int]:
    employees: set[int] = set()
    for model in (EmployeeName, Employment, Posting, Absence):
        rows = model.objects.filter(
            models.Q(roster_import=roster_import)
            | models.Q(superseded_by_import=roster_import)
        )
        employees.update(rows.values_list("employee_id", flat=True))
    return list(employees)


def _restore_departments(roster_import: RosterImport, at: datetime) -> None:
    DepartmentSuccession.objects.filter(roster_import=roster_import).delete()
    Department.objects.known().filter(roster_import=roster_import).update(
        superseded_at=at
    )
    Department.objects.filter(closed_by_import=roster_import).update(
        ends_on=None, closed_at=None, closed_by_import=None
    )
    # One that vanished keeps its row: postings that return point at it.
    Department.objects.filter(superseded_by_import=roster_import).update(
        superseded_at=None, superseded_by_import=None
    )
    for pk, ends_on in roster_import.counts.get("ended_rows", ()):
        Department.objects.filter(pk=pk).update(ends_on=date.fromisoformat(ends_on))
    for pk, order, sort_key, short_name, level in roster_import.counts.get(
        "edited_rows", ()
    ):
        Department.objects.filter(pk=pk).update(
            official_order=order,
            sort_key=sort_key,
            short_name=short_name,
            report_level=level,
        )


def _restore_rows(roster_import: RosterImport, at: datetime) -> None:
    """Record again what the import superseded; postings under the restored rows."""
    employments: dict[int, int] = {}
    for model in DATED:
        rows = list(model.objects.filter(superseded_by_import=roster_import))
        old = [row.pk for row in rows]
        for row in rows:
            row.pk = None
            row._state.adding = True
            row.recorded_at = at
            row.superseded_at = row.superseded_by_import = None
            if model is Posting:
                row.employment_id = employments.get(
                    row.employment_id, row.employment_id
                )
        created = model.objects.bulk_create(rows, batch_size=CHUNK)
        if model is Employment:
            employments = dict(zip(old, (row.pk for row in created), strict=True))


@transaction.atomic
def save_source(*, source: RosterSource, by: User | None, at: datetime) -> RosterSource:
    """Save a source with its authority, column mapping and date conventions."""
    if source.authority.pk is None:
        source.authority.save()
        source.authority_id = source.authority.pk
    source.save()
    subject = ("roster_source", source.code, source.name)
    detail = {"columns": source.column_mapping, "dates": source.date_conventions}
    write("roster_source.save", by=by, at=at, subject=subject, detail=detail)
    return source
