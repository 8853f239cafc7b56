"""Slips with one-time codes, and the list on which their receipt is signed.

The codes exist on the one page that answers the click; nothing stores that page.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from learning.city.current import city
from learning.people.accounts.issuing import (
    joined_since,
    may_issue_for,
    without_password,
)
from learning.people.actions.accounts import ensure_users, issue_codes
from learning.people.forms.changes import SlipsForm
from learning.people.listing import Listed, listed, main_postings
from learning.people.models import Department, OneTimeCode, Posting
from learning.people.permissions import Permission, Scope, SignedIn, needs, scope_of
from learning.people.today import today
from learning.people.views.employees import employee_in_scope


@never_cache
@require_http_methods(["GET", "POST"])
@needs(Permission.MANAGE_PEOPLE)
def slips(request: SignedIn) -> HttpResponse:
    """Choose for whom, see how many, print."""
    day = today()
    scope = scope_of(request.user, Permission.MANAGE_PEOPLE, today=day)
    units = scope.departments(Department.objects.current(day))
    form = SlipsForm(request.POST or request.GET or None, departments=units)
    rows: QuerySet[Posting] | None = None
    if form.is_bound and form.is_valid():
        rows = _chosen(form, scope)
        if request.method == "POST":
            return _printed(request, listed(rows, day=day))
    context = {"form": form, "count": rows.count() if rows is not None else None}
    return render(request, "people/slips_choose.html", context)


@never_cache
@require_POST
@needs(Permission.ISSUE_CODES)
def reissue(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A new slip for one person; the one before is void."""
    person = employee_in_scope(request, public_id, Permission.ISSUE_CODES)
    if not may_issue_for(request.user, person, today=today()):
        raise PermissionDenied
    rows = Posting.objects.on(today()).filter(employee=person)
    rows = rows.select_related("employee", "employment", "department")
    return _printed(request, listed(rows.order_by("-kind")[:1], day=today()))


def _chosen(form: SlipsForm, scope: Scope) -> QuerySet[Posting]:
    chosen = form.cleaned_data
    rows = main_postings(day=today(), scope=scope, within=chosen["department"])
    if chosen["who"] == "new":
        return without_password(rows)
    if chosen["who"] == "joined":
        return joined_since(rows, chosen["since"])
    return rows


def _printed(request: SignedIn, people: list[Listed]) -> HttpResponse:
    now = timezone.now()
    users = ensure_users(
        employees=[p.employee for p in people], by=request.user, at=now
    )
    codes = issue_codes(users=users, by=request.user, at=now)
    code_of = {user.employee_id: codes[user.pk] for user in users}
    units: dict[Department, list[tuple[Listed, str]]] = {}
    for person in people:
        row = (person, code_of[person.employee.pk])
        units.setdefault(person.department, []).append(row)
    first = OneTimeCode.objects.filter(user__in=users[:1], issued_at=now).first()
    context = {
        "units": list(units.items()),
        "expires_at": first.expires_at if first else None,
        "city": city(),
        "issued_at": now,
    }
    response = render(request, "people/slips.html", context)
    response["Cache-Control"] = "no-store, private"
    return response
