"""役割: who may do what where; giving and ending, each with a reason."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning.people.actions.grants import NewGrant
from learning.people.actions.grants import grant as give
from learning.people.actions.grants import revoke as end
from learning.people.errors import GrantRefused
from learning.people.forms.changes import GrantForm, RevokeForm
from learning.people.forms.lists import GrantFilter
from learning.people.models import Department, RoleGrant, User
from learning.people.models.recorded import DatedQuerySet
from learning.people.permissions import Permission, Scope, SignedIn, needs, scope_of
from learning.people.today import today


@require_safe
@needs(Permission.MANAGE_GRANTS, Permission.AUDIT)
def grants(request: SignedIn) -> HttpResponse:
    """The roles in scope, with where, until when and why."""
    form = GrantFilter(request.GET)
    form.is_valid()
    rows = _in_scope(_scope(request))
    if not form.cleaned_data.get("ended"):
        rows = rows.overlapping(today(), None)
    if role := form.cleaned_data.get("role"):
        rows = rows.filter(role=role)
    may_change = not _scope(request, Permission.MANAGE_GRANTS).is_empty
    context = {
        "form": form,
        "rows": [_shown(row, may_change) for row in rows],
        "may_change": may_change,
    }
    return render(request, "people/grants.html", context)


@require_http_methods(["GET", "POST"])
@needs(Permission.MANAGE_GRANTS)
def grant_new(request: SignedIn) -> HttpResponse:
    """Give a role."""
    scope = _scope(request, Permission.MANAGE_GRANTS)
    form = GrantForm(
        request.POST or None,
        by=request.user,
        scope=scope,
        departments=scope.departments(Department.objects.current(today())),
        today=today(),
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        new = NewGrant(
            user=chosen["account"],
            role=chosen["role"],
            place=chosen["place"],
            starts_on=chosen["starts_on"],
            ends_on=chosen["ends_on"],
            reason=chosen["reason"],
        )
        try:
            give(new=new, by=request.user, at=timezone.now())
        except GrantRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("役割を登録しました。"))
            return redirect("people:grants")
    context = {"form": form, "title": _("役割を登録する"), "action": _("登録する")}
    return render(request, "people/form.html", {**context, "back": "people:grants"})


@require_http_methods(["GET", "POST"])
@needs(Permission.MANAGE_GRANTS)
def grant_revoke(request: SignedIn, account: str, token: str) -> HttpResponse:
    """End a role on a day, with the reason."""
    row = _grant_of(
        _in_scope(_scope(request, Permission.MANAGE_GRANTS)), account, token
    )
    yesterday = today() - timedelta(days=1)
    form = RevokeForm(request.POST or None, initial={"ends_on": yesterday})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            end(
                grant=row,
                ends_on=chosen["ends_on"],
                reason=chosen["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except GrantRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("役割の終わりを登録しました。"))
            return redirect("people:grants")
    context = {
        "form": form,
        "title": _("役割を終える"),
        "about": f"{row.user}　{row.get_role_display()}",
        "action": _("終える"),
        "back": "people:grants",
    }
    return render(request, "people/form.html", context)


def token_of(row: RoleGrant) -> str:
    """What stands for a grant in an address: its database id never leaves the house."""
    return salted_hmac("people.grant", str(row.pk)).hexdigest()[:20]


def _shown(row: RoleGrant, may_change: bool) -> tuple[RoleGrant, date | None, str]:
    """The grant, its last day inclusive, and its token where it can still be ended."""
    last_on = row.ends_on - timedelta(days=1) if row.ends_on else None
    is_over = row.ends_on is not None and row.ends_on <= today()
    return row, last_on, token_of(row) if may_change and not is_over else ""


def _grant_of(rows: DatedQuerySet, account: str, token: str) -> RoleGrant:
    user = User.objects.filter(username=account).first()
    for row in rows.filter(user=user) if user is not None else []:
        if constant_time_compare(token_of(row), token):
            return row
    raise Http404


def _scope(request: SignedIn, *permissions: Permission) -> Scope:
    asked = permissions or (Permission.MANAGE_GRANTS, Permission.AUDIT)
    scopes = [scope_of(request.user, p, today=today()) for p in asked]
    return Scope(
        is_whole_city=any(s.is_whole_city for s in scopes),
        paths=tuple(path for s in scopes for path in s.paths),
        authorities=tuple(pk for s in scopes for pk in s.authorities),
    )


def _in_scope(scope: Scope) -> DatedQuerySet:
    rows = RoleGrant.objects.known().select_related("user", "department", "authority")
    rows = rows.order_by(
        "role", "department__sort_key", "user__first_name", "starts_on"
    )
    if scope.is_whole_city:
        return rows
    return rows.filter(scope.condition("department__"), department__isnull=False)
