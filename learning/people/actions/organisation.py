"""Opening, closing and ordering departments; places them in the tree.

Knows how ``path`` and ``sort_key`` are made. A department's parent, code and name never
change: close it and open a successor.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from learning.log.actions import write
from learning.people.models import (
    AppointingAuthority,
    Department,
    RosterImport,
    User,
)

SEGMENT_DIGITS = 4
ORDER_DIGITS = 6


class OrganisationError(ValueError):
    """A change of the organisation that must not be; the message is Japanese."""


@dataclass(frozen=True, slots=True)
class NewDepartment:
    """What a department is at its opening."""

    code: str
    name: str
    report_level: str
    authority: AppointingAuthority
    parent: Department | None = None
    official_order: int = 0
    short_name: str = ""


def next_segment(parent: Department | None) -> int:
    """The number of the next child's place in the path; never given twice."""
    siblings = Department.objects.filter(parent=parent)
    last = siblings.order_by("-path").values_list("path", flat=True).first()
    return int(last.rstrip("/").rsplit("/", 1)[-1]) + 1 if last else 1


def place(parent: Department | None, segment: int, order: int) -> tuple[str, str]:
    """Path and sort key of the child at ``segment`` with an official order.

    Sort keys are of fixed width per level, parents before children, and children of
    siblings with the same order number stay with their own parent.
    """
    tail = f"{segment:0{SEGMENT_DIGITS}d}/"
    above_path, above_key = (parent.path, parent.sort_key) if parent else ("", "")
    return above_path + tail, f"{above_key}{order:0{ORDER_DIGITS}d}{tail}"


@transaction.atomic
def open_department(
    new: NewDepartment,
    *,
    starts_on: date,
    by: User | None,
    at: datetime,
    roster_import: RosterImport | None = None,
) -> Department:
    """Open a department from a day on and place it in the tree.

    Refused (OrganisationError): a code that is in use on or after that day, a parent
    that does not exist on that day.
    """
    if Department.objects.overlapping(starts_on, None).filter(code=new.code).exists():
        raise OrganisationError(
            _("所属コード「%s」は、この日から後にすでに使われています。") % new.code
        )
    if new.parent is not None and not new.parent.is_on(starts_on):
        raise OrganisationError(
            _("上位所属「%s」は、この日にはありません。") % new.parent.name
        )
    path, sort_key = place(new.parent, next_segment(new.parent), new.official_order)
    department = Department.objects.create(
        code=new.code,
        name=new.name,
        short_name=new.short_name,
        authority=new.authority,
        parent=new.parent,
        report_level=new.report_level,
        official_order=new.official_order,
        path=path,
        sort_key=sort_key,
        starts_on=starts_on,
        recorded_at=at,
        roster_import=roster_import,
    )
    _log("department.open", department, by=by, at=at)
    return department


@transaction.atomic
def close_department(
    *, department: Department, ends_on: date, by: User | None, at: datetime
) -> Department:
    """Close a department: ``ends_on`` is the first day on which it is no more.

    Refused (OrganisationError): closed already, not begun yet, or with children that
    would outlive it.
    """
    department = Department.objects.select_for_update().get(pk=department.pk)
    if department.ends_on is not None:
        raise OrganisationError(_("「%s」はすでに廃止されています。") % department.name)
    if ends_on <= department.starts_on:
        raise OrganisationError(
            _("「%s」の廃止の日が、設置の日より後ではありません。") % department.name
        )
    if Department.objects.overlapping(ends_on, None).filter(parent=department).exists():
        raise OrganisationError(
            _("「%s」の下に残る所属があります。先に移すか廃止してください。")
            % department.name
        )
    department.ends_on = ends_on
    department.closed_at = at
    department.save(update_fields=["ends_on", "closed_at"])
    _log("department.close", department, by=by, at=at)
    return department


@transaction.atomic
def reorder(
    *, department: Department, official_order: int, by: User | None, at: datetime
) -> Department:
    """Change a department's official order in place; its subtree follows."""
    old_key = department.sort_key
    segment = int(department.path.rstrip("/").rsplit("/", 1)[-1])
    department.official_order = official_order
    department.sort_key = place(department.parent, segment, official_order)[1]
    department.save(update_fields=["official_order", "sort_key"])
    below = Department.objects.within(department).exclude(pk=department.pk)
    below.update(
        sort_key=Concat(
            Value(department.sort_key), Substr(F("sort_key"), len(old_key) + 1)
        )
    )
    _log("department.reorder", department, by=by, at=at)
    return department


def _log(action: str, department: Department, *, by: User | None, at: datetime) -> None:
    subject = ("department", department.code, department.name)
    detail = {
        "starts_on": str(department.starts_on),
        "ends_on": str(department.ends_on),
    }
    detail["official_order"] = str(department.official_order)
    write(action, by=by, at=at, subject=subject, detail=detail)
