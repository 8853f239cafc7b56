"""Applying a compared roster, all of it or nothing: refusals, the rows, the log."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning.city.current import city
from learning.log.actions import write
from learning.people.actions.imports import (
    ImportedFile,
    ImportRefused,
    LeaversNotConfirmed,
    begin,
    tell,
)
from learning.people.actions.meanings import set_title
from learning.people.actions.roster_rows import RosterWriter
from learning.people.models import (
    RosterImport,
    RosterSource,
    User,
    ValueMapping,
)
from learning.people.roster.changes import RosterChanges
from learning.people.roster.state import first_difference
from learning.people.roster.values import Subject


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
    employees = RosterWriter(record, source, at).write(changes.people)
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
    if changes.to_confirm(share) not in (None, confirmed_leavers):
        raise LeaversNotConfirmed(
            _("退職が %(count)s 人で、区分の職員の %(share)d %% を超えます。")
            % {"count": changes.leavers, "share": round(share * 100)}
            + _("よければ、その人数を入力してください。")
        )


def _first_day(changes: RosterChanges) -> date:
    """The first day whose figures may differ."""
    days = [changes.terms.as_of]
    for change in changes.people:
        for table in ("employments", "postings", "absences"):
            before = getattr(change.before, table) if change.before else ()
            differs = first_difference(before, getattr(change.after, table))
            days += [differs] if differs is not None else []
    return min(days)


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
            set_title(value, meaning)
