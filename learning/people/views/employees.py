"""職員: the list, and one person."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.log.actions import write
from learning.people.accounts.issuing import may_issue_for
from learning.people.forms.lists import DayFilter, EmployeeFilter
from learning.people.listing import (
    listed,
    main_postings,
    matching,
    may_be_opened,
    names_on,
)
from learning.people.models import Department, Employee, RoleGrant
from learning.people.paging import page_of
from learning.people.permissions import Permission, SignedIn, may, needs, scope_of
from learning.people.person_history import history_of
from learning.people.person_links import links_for
from learning.people.timeline import lines_of
from learning.people.today import today

PAGE_SIZE = 50


@require_safe
@needs(Permission.SEE_NAMES)
def employees(request: SignedIn) -> HttpResponse:
    """The people in scope, in official order."""
    day = today()
    scope = scope_of(request.user, Permission.SEE_NAMES, today=day)
    units = scope.departments(Department.objects.current(day))
    form = EmployeeFilter(request.GET, departments=units)
    form.is_valid()
    chosen = form.cleaned_data
    rows = main_postings(day=day, scope=scope, within=chosen.get("department"))
    rows = matching(rows, chosen.get("q", ""), day=day)
    shown = page_of(rows, request, size=PAGE_SIZE)
    context = {
        **shown,
        "title": _("職員"),
        "caption": _("今日の職員（建制順）"),
        "form": form,
        "people": listed(shown["page"].object_list, day=day),
    }
    return render(request, "people/employees.html", context)


@require_safe
@needs(Permission.SEE_NAMES)
def employee(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One person as of a day: history for HR and audit, the present for leaders."""
    day = today()
    person = employee_in_scope(request, public_id, Permission.SEE_NAMES)
    sees_history = may(request.user, Permission.MANAGE_PEOPLE) or may(
        request.user, Permission.AUDIT
    )
    sees_future = may(request.user, Permission.SEE_UNANNOUNCED)
    on = _asked_day(request, day, past=sees_history, future=sees_future)
    lines = lines_of(person, today=day, on=on, sees_future=sees_future)
    if not sees_history:
        lines = [line for line in lines if line.holds]
    name, kana = names_on([person.pk], day=day).get(person.pk, ("", ""))
    subject = ("employee", str(public_id), name)
    write("employee.view", by=request.user, at=timezone.now(), subject=subject)
    context = {
        "person_shown": person,
        "name": name,
        "kana": kana,
        "on": on,
        "form": DayFilter({"on": on}),
        "lines": lines,
        "history": history_of(person, reader=request.user, on=on, today=day),
        "sees_history": sees_history,
        "grants": _grants_of(request, person, day),
        "links": links_for(request.user, public_id, today=day),
        "may_issue_code": may_issue_for(request.user, person, today=day),
    }
    return render(request, "people/employee.html", context)


def employee_in_scope(
    request: SignedIn, public_id: UUID, permission: Permission
) -> Employee:
    """The person, or 404 also where the reader may not know that there is one."""
    person = get_object_or_404(Employee, public_id=public_id)
    scope = scope_of(request.user, permission, today=today())
    if not may_be_opened(person, scope=scope, day=today()):
        raise Http404
    return person


def _asked_day(request: SignedIn, day: date, *, past: bool, future: bool) -> date:
    form = DayFilter(request.GET)
    on = form.cleaned_data["on"] if form.is_valid() else None
    if on is None or (on > day and not future) or (on < day and not past):
        return day
    return on


def _grants_of(request: SignedIn, person: Employee, day: date) -> list[RoleGrant]:
    if not may(request.user, Permission.MANAGE_GRANTS, today=day):
        return []
    rows = RoleGrant.objects.on(day).filter(user__employee=person)
    return list(rows.select_related("department", "authority"))
