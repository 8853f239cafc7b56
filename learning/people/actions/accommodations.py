"""配慮: kept for a person, changed, ended. The log says that, and never what."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from learning.log.actions import write
from learning.people.listing import names_on
from learning.people.models import Accommodation, Employee, User


@transaction.atomic
def set_accommodation(
    *,
    employee: Employee,
    time_factor: Decimal,
    note: str,
    ends_on: date | None,
    by: User | None,
    at: datetime,
) -> Accommodation:
    """Keep an accommodation from the day of ``at`` on, in place of the one that is known.

    Parameters
    ----------
    time_factor : 1 to 4; time limits are multiplied by it.
    ends_on : the first day without it; None: until it is changed.
    """
    _supersede(employee, at)
    row = Accommodation.objects.create(
        employee=employee,
        time_factor=time_factor,
        note=note[:200],
        starts_on=timezone.localdate(at),
        ends_on=ends_on,
        recorded_at=at,
    )
    _log("accommodation.set", employee, by=by, at=at)
    return row


@transaction.atomic
def end_accommodation(*, employee: Employee, by: User | None, at: datetime) -> bool:
    """Keep none any more; whether there was one."""
    had_one = _supersede(employee, at)
    if had_one:
        _log("accommodation.end", employee, by=by, at=at)
    return had_one


def _supersede(employee: Employee, at: datetime) -> bool:
    rows = Accommodation.objects.known().filter(employee=employee)
    return rows.update(superseded_at=at) > 0


def _log(action: str, employee: Employee, *, by: User | None, at: datetime) -> None:
    name, _kana = names_on([employee.pk], day=timezone.localdate(at)).get(
        employee.pk, ("", "")
    )
    write(action, by=by, at=at, subject=("employee", str(employee.public_id), name))
