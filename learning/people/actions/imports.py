"""What every import shares: its row, its refusals, marking rows as superseded.

An import never edits: rows it superseded keep their id, rows it recorded name it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from learning.log.actions import write
from learning.people.models import RosterImport, RosterSource, User
from learning.people.signals import people_changed
from learning.people.stored import base_token

CHUNK = 500
LABEL_OF_COMMAND = "コマンド"


class ImportRefused(ValueError):
    """An import must not be applied or undone; the message is Japanese."""


class BaseChanged(ImportRefused):
    """What was compared with is no longer what is stored: compare again."""


class LeaversNotConfirmed(ImportRefused):
    """More people would leave than may without the number being typed."""


class ClosingsNotConfirmed(ImportRefused):
    """More departments would end by not being listed than may without the number."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The file behind an import; the file itself is not kept.

    `meanings`: (subject, value) → meaning, as a person chose on the way. `columns`,
    `conventions`: how the file was read, for the next one of its kind.
    """

    name: str
    digest: str
    meanings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    conventions: Mapping[str, str] = field(default_factory=dict)


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
    record.column_mapping = dict(file.columns)
    record.date_conventions = dict(file.conventions)
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
