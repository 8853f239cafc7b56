"""Taking an import back: what it recorded goes, what it superseded is known again."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from learning.log.actions import write
from learning.people.actions.imports import (
    CHUNK,
    LABEL_OF_COMMAND,
    ImportRefused,
    tell,
)
from learning.people.models import (
    Department,
    DepartmentSuccession,
    Employee,
    Employment,
    Posting,
    RosterImport,
    User,
)
from learning.people.undoing import (
    DATED,
    EDITED,
    ENDED,
    PERSON_KEYS,
    first_day_touched,
    people_touched,
    undoing_of,
)


@transaction.atomic
def undo(*, roster_import: RosterImport, by: User | None, at: datetime) -> RosterImport:
    """Take an import back: what it recorded is superseded, what it superseded returns.

    What returns is recorded anew, so that what was known in between stays known. A
    person key that it brought is taken off again; what words mean stays remembered.
    Refused (ImportRefused, with a list) if anything later stands on it. Sends
    people_changed from the first day that it touches; writes one log entry with counts.
    """
    roster_import = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if roster_import.undone_at is not None:
        raise ImportRefused(_("この取込みはすでに取り消されています。"))
    undoing = undoing_of(roster_import)
    if undoing.standing:
        raise ImportRefused(
            _("次のものがこの取込みの後にあるので、取り消せません。")
            + "、".join(undoing.standing)
        )
    employees = people_touched(roster_import)
    first_day = first_day_touched(roster_import)
    for model in reversed(DATED):
        rows = model.objects.known().filter(roster_import=roster_import)
        rows.update(superseded_at=at, superseded_by_import=None)
    _restore_departments(roster_import, at)
    _restore_rows(roster_import, at)
    _take_off_keys(roster_import.counts.get(PERSON_KEYS, ()))
    roster_import.undone_at = at
    roster_import.undone_by_label = str(by) if by is not None else LABEL_OF_COMMAND
    roster_import.save(update_fields=["undone_at", "undone_by_label"])
    tell(employees, first_day)
    subject = ("roster_import", str(roster_import.pk), str(roster_import))
    write("roster_import.undo", by=by, at=at, subject=subject, detail=undoing.counts)
    return roster_import


def _restore_departments(roster_import: RosterImport, at: datetime) -> None:
    DepartmentSuccession.objects.filter(roster_import=roster_import).delete()
    Department.objects.known().filter(roster_import=roster_import).update(
        superseded_at=at
    )
    # First what was to end anyway: its code may be another's afterwards.
    for pk, ends_on, *closed in roster_import.counts.get(ENDED, ()):
        closed_by, closed_at = closed or (None, None)
        Department.objects.filter(pk=pk).update(
            ends_on=date.fromisoformat(ends_on),
            closed_by_import=closed_by,
            closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
        )
    Department.objects.filter(closed_by_import=roster_import).update(
        ends_on=None, closed_at=None, closed_by_import=None
    )
    # One that vanished keeps its row: postings that return point at it.
    Department.objects.filter(superseded_by_import=roster_import).update(
        superseded_at=None, superseded_by_import=None
    )
    for pk, order, sort_key, short_name, level in roster_import.counts.get(EDITED, ()):
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
            _make_new(row, at)
            if model is Posting:
                row.employment_id = employments.get(
                    row.employment_id, row.employment_id
                )
        created = model.objects.bulk_create(rows, batch_size=CHUNK)
        if model is Employment:
            employments = dict(zip(old, (row.pk for row in created), strict=True))


def _make_new(row: Any, at: datetime) -> None:
    row.pk = None
    row._state.adding = True
    row.recorded_at = at
    row.superseded_at = row.superseded_by_import = None


def _take_off_keys(employees: Iterable[int]) -> None:
    ids = list(employees)
    for start in range(0, len(ids), CHUNK):
        some = Employee.objects.filter(pk__in=ids[start : start + CHUNK])
        some.update(person_key=None)
