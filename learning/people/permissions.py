"""Who may do what, where: asked here and nowhere else.

Roles are grants (dated, scoped by subtree or authority); 所属長 is derived from the post.
Scope is who is posted there today, so every question takes the day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest, HttpResponseBase

from learning.city.current import city
from learning.composed import composed
from learning.people.models import Department, Posting, Role, RoleGrant, User
from learning.people.today import today as local_today


class SignedIn(HttpRequest):
    """A request that the guard has let through: its user is an account."""

    user: User


class Permission(models.TextChoices):
    """What can be asked for. Each is granted by the roles in ``GRANTED_BY``."""

    LEARN = "learn"
    SEE_COMPLETION = "see_completion"
    SEE_NAMES = "see_names"
    SEE_SCORES = "see_scores"
    SEE_FIGURES = "see_figures"
    SEE_UNANNOUNCED = "see_unannounced"
    IMPORT_PEOPLE = "import_people"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_GRANTS = "manage_grants"
    ISSUE_CODES = "issue_codes"
    ASSIGN = "assign"
    ACCOMMODATE = "accommodate"
    SEND_NOTICES = "send_notices"
    RECORD_ATTENDANCE = "record_attendance"
    RECORD_EVIDENCE = "record_evidence"
    EDIT_CONTENT = "edit_content"
    EDIT_ITEMS = "edit_items"
    REGRADE = "regrade"
    EDIT_PLAN = "edit_plan"
    AUDIT = "audit"
    ADMINISTER = "administer"


# 兼務・事務取扱 make a head too, where the city says so.
SECOND_KINDS = (Posting.Kind.CONCURRENT, Posting.Kind.ACTING)
HEADING_KINDS = (Posting.Kind.MAIN, *SECOND_KINDS)

P = Permission
_CHASING = {P.SEE_COMPLETION, P.SEE_NAMES, P.SEE_FIGURES, P.SEND_NOTICES}
_LEADING = {*_CHASING, P.ISSUE_CODES, P.RECORD_ATTENDANCE}

PERMISSIONS_OF: dict[str, set[Permission]] = {
    Role.SECTION_HEAD: _LEADING,
    Role.LEADER: _LEADING,
    Role.BUREAU_CHASER: _CHASING,
    Role.HR: {
        P.SEE_COMPLETION,
        P.SEE_NAMES,
        P.SEE_SCORES,
        P.SEE_FIGURES,
        P.SEE_UNANNOUNCED,
        P.IMPORT_PEOPLE,
        P.MANAGE_PEOPLE,
        P.MANAGE_GRANTS,
        P.ISSUE_CODES,
        P.ASSIGN,
        P.ACCOMMODATE,
        P.REGRADE,
        P.SEND_NOTICES,
        P.RECORD_ATTENDANCE,
        P.RECORD_EVIDENCE,
    },
    Role.SECURITY: {*_CHASING, P.ASSIGN},
    Role.AUDITOR: {
        P.AUDIT,
        P.SEE_COMPLETION,
        P.SEE_NAMES,
        P.SEE_SCORES,
        P.SEE_FIGURES,
    },
    Role.EDITOR: {P.EDIT_CONTENT, P.EDIT_ITEMS, P.REGRADE},
    Role.PLANNER: {P.SEE_FIGURES, P.EDIT_PLAN},
    Role.ADMINISTRATOR: {P.ADMINISTER, P.MANAGE_GRANTS},
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a permission holds: the whole city, subtrees (paths), authorities (ids)."""

    is_whole_city: bool = False
    paths: tuple[str, ...] = ()
    authorities: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the permission holds nowhere."""
        return not (self.is_whole_city or self.paths or self.authorities)

    def covers(self, department: Department) -> bool:
        """Whether the permission holds for this department."""
        return (
            self.is_whole_city
            or department.authority_id in self.authorities
            or any(department.path.startswith(path) for path in self.paths)
        )

    def condition(self, prefix: str = "") -> Q:
        """The scope as a filter on departments; ``prefix`` such as ``department__``."""
        if self.is_whole_city:
            return Q()
        condition = Q(**{f"{prefix}authority_id__in": self.authorities})
        for path in self.paths:
            condition |= Q(**{f"{prefix}path__startswith": path})
        return condition

    def departments(self, departments: QuerySet[Department]) -> QuerySet[Department]:
        """Only the departments in scope."""
        return departments.filter(self.condition())


NOWHERE = Scope()
NOBODY = 0


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that a user holds today, and where."""

    role: str
    path: str | None = None
    authority: int | None = None


def roles_of(user: User, *, today: date) -> tuple[HeldRole, ...]:
    """Roles granted or derived, on ``today``; read once per user object and day."""
    cached = getattr(user, "_held_roles", None)
    if cached is None or cached[0] != today:
        cached = (today, _granted_and_derived(user, today))
        user._held_roles = cached  # type: ignore[attr-defined]
    return cached[1]


def permissions_of(user: User | AnonymousUser, *, today: date) -> frozenset[Permission]:
    """All that ``user`` may do somewhere on ``today``."""
    if not _is_open(user, today):
        return frozenset()
    learns = {Permission.LEARN} if user.employee_id is not None else set()
    held = (PERMISSIONS_OF[role.role] for role in roles_of(user, today=today))
    return frozenset(learns.union(*held))


def _is_open(user: User | AnonymousUser, today: date) -> TypeGuard[User]:
    return isinstance(user, User) and user.is_active and not user.is_expired(today)


def scope_of(
    user: User | AnonymousUser, permission: Permission, *, today: date
) -> Scope:
    """Where ``user`` has ``permission`` on ``today``; ``NOWHERE`` if nowhere."""
    if not _is_open(user, today):
        return NOWHERE
    if permission == Permission.LEARN:
        return Scope(is_whole_city=user.employee_id is not None)
    held = [
        role
        for role in roles_of(user, today=today)
        if permission in PERMISSIONS_OF[role.role]
    ]
    return Scope(
        is_whole_city=any(r.path is None and r.authority is None for r in held),
        paths=tuple(r.path for r in held if r.path is not None),
        authorities=tuple(r.authority for r in held if r.authority is not None),
    )


def may(
    user: User | AnonymousUser,
    permission: Permission,
    *,
    department: Department | None = None,
    today: date | None = None,
) -> bool:
    """Whether ``user`` has the permission at all, or for one department."""
    scope = scope_of(user, permission, today=today or local_today())
    if department is None:
        return not scope.is_empty
    return scope.covers(department)


View = Callable[..., HttpResponseBase]


def needs(*permissions: Permission) -> Callable[[View], View]:
    """Guard a view: any one of the permissions, anywhere, or the 403 page."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not any(may(request.user, permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.needs = permissions  # type: ignore[attr-defined]
        return guarded

    return guard


@composed(int, int, date)
def _grants_and_posts(user_id: int, employee_id: int, today: date) -> QuerySet:
    grants = RoleGrant.objects.on(today).filter(user_id=user_id)
    heads = Posting.objects.on(today).filter(
        employee_id=employee_id, is_head=True, kind__in=HEADING_KINDS
    )
    return grants.values_list(
        "role", "department__path", "authority_id", Value("")
    ).union(
        heads.values_list(
            Value(Role.SECTION_HEAD.value),
            "department__path",
            Value(None, output_field=models.BigIntegerField()),
            "kind",
        )
    )


def _granted_and_derived(user: User, today: date) -> tuple[HeldRole, ...]:
    """Grants and posts as head in one query; the city only where it decides."""
    held = _grants_and_posts(user.pk, user.employee_id or NOBODY, today)
    if any(kind in SECOND_KINDS for *_, kind in held) and not city().acting_is_head:
        held = [row for row in held if row[3] not in SECOND_KINDS]
    return tuple(HeldRole(role, path, authority) for role, path, authority, _ in held)
