"""Changes to roles: granting, revoking, following a reorganisation.

A grant is never edited: a change supersedes the row and records another, so that
"who could see this on that day" has an answer.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.log.actions import write
from learning.people.actions.accounts import subject_of
from learning.people.actions.back_office import sync_groups
from learning.people.errors import GrantRefused
from learning.people.models import (
    AppointingAuthority,
    Department,
    Role,
    RoleGrant,
    RosterImport,
    User,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a role holds: a department's subtree, an authority, or the whole city."""

    department: Department | None = None
    authority: AppointingAuthority | None = None

    def __str__(self) -> str:
        return str(self.department or self.authority or _("全庁"))


WHOLE_CITY = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGrant:
    """What is to be given: to whom, where, from a day until before ``ends_on``."""

    user: User
    role: str
    place: Place = WHOLE_CITY
    starts_on: date
    ends_on: date | None = None
    reason: str


@transaction.atomic
def grant(*, new: NewGrant, by: User | None, at: datetime) -> RoleGrant:
    """Give a role; return the row.

    Raises ``GrantRefused`` for 所属長 (it follows from the post), for an auditor
    without an end, for a wrong interval, and where the same role already holds there.
    """
    _refuse_wrong(new)
    place = new.place
    same = RoleGrant.objects.overlapping(new.starts_on, new.ends_on).filter(
        user=new.user,
        role=new.role,
        department=place.department,
        authority=place.authority,
    )
    if same.exists():
        raise GrantRefused(
            _("この人には、同じ役割が同じ範囲で同じ期間に登録されています。")
        )
    row = RoleGrant.objects.create(
        user=new.user,
        role=new.role,
        department=place.department,
        authority=place.authority,
        granted_by=by,
        reason=new.reason[:200],
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        recorded_at=at,
    )
    _log("grant.give", row, by=by, at=at, reason=new.reason)
    sync_groups(users=[new.user], today=timezone.localdate(at))
    return row


@transaction.atomic
def revoke(
    *, grant: RoleGrant, ends_on: date, reason: str, by: User | None, at: datetime
) -> RoleGrant | None:
    """End a role before ``ends_on``; return the row that says so.

    A role that would not have begun by then is withdrawn altogether (None). Raises
    ``GrantRefused`` if it has ended before that day already.
    """
    if grant.superseded_at is not None or (grant.ends_on and grant.ends_on <= ends_on):
        raise GrantRefused(_("この役割は、その日より前に終わっています。"))
    ended = None
    _supersede(grant, at=at)
    if grant.starts_on < ends_on:
        ended = _record_again(grant, ends_on=ends_on, at=at)
    _log("grant.revoke", grant, by=by, at=at, reason=reason, ends_on=ends_on)
    sync_groups(users=[grant.user], today=timezone.localdate(at))
    return ended


@transaction.atomic
def follow_succession(
    *,
    predecessor: Department,
    successor: Department,
    on: date,
    by: User | None,
    at: datetime,
    roster_import: RosterImport | None = None,
) -> list[RoleGrant]:
    """Let roles at a closed department hold at its only successor from ``on``.

    For 1:1 successions; where there are several, HR decides. Returns the new rows.
    """
    rows = RoleGrant.objects.overlapping(on, None).filter(department=predecessor)
    followed = []
    for row in rows.select_related("user", "department", "authority"):
        _supersede(row, at=at, roster_import=roster_import)
        if row.starts_on < on:
            _record_again(row, ends_on=on, at=at, roster_import=roster_import)
        followed.append(
            _record_again(
                row,
                department=successor,
                starts_on=max(row.starts_on, on),
                at=at,
                roster_import=roster_import,
            )
        )
        _log("grant.follow", followed[-1], by=by, at=at)
    return followed


def _refuse_wrong(new: NewGrant) -> None:
    if new.role == Role.SECTION_HEAD:
        raise GrantRefused(_("所属長は職名から決まるので、登録できません。"))
    if new.role == Role.AUDITOR and new.ends_on is None:
        raise GrantRefused(_("内部監査担当には、終わりの日を入力してください。"))
    if new.ends_on is not None and new.ends_on <= new.starts_on:
        raise GrantRefused(_("終わりの日を、始まりの日より後にしてください。"))


def _supersede(
    row: RoleGrant, *, at: datetime, roster_import: RosterImport | None = None
) -> None:
    row.superseded_at = at
    row.superseded_by_import = roster_import
    row.save(update_fields=["superseded_at", "superseded_by_import"])


def _record_again(row: RoleGrant, *, at: datetime, **changes: object) -> RoleGrant:
    kept = ("user", "role", "department", "authority", "granted_by", "reason")
    values = {name: getattr(row, name) for name in (*kept, "starts_on", "ends_on")}
    return RoleGrant.objects.create(**{**values, "recorded_at": at, **changes})


def _log(
    action: str, row: RoleGrant, *, by: User | None, at: datetime, **detail: object
) -> None:
    place = Place(row.department, row.authority)
    detail = {
        "role": row.role,
        "place": str(place),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        **detail,
    }
    write(action, by=by, at=at, subject=subject_of(row.user), detail=detail)
