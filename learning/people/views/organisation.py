"""組織: the tree in 建制順 on a day, and its changes by HR."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning.people.actions import organisation as actions
from learning.people.actions.organisation import NewDepartment, OrganisationError
from learning.people.forms.changes import (
    CloseDepartmentForm,
    DepartmentForm,
    OrderForm,
)
from learning.people.forms.lists import DayFilter
from learning.people.listing import headcounts
from learning.people.models import Department
from learning.people.permissions import Permission, SignedIn, may, needs, scope_of
from learning.people.today import today


@dataclass(frozen=True, slots=True)
class Row:
    """One department in the tree; heads counted in it alone and with what is below."""

    department: Department
    depth: int
    own: int
    total: int
    may_change: bool


@require_safe
@needs(Permission.SEE_NAMES, Permission.SEE_FIGURES, Permission.MANAGE_PEOPLE)
def organisation(request: SignedIn) -> HttpResponse:
    """The tree as of a day; a day ahead only for those who may see it."""
    day = today()
    form = DayFilter(request.GET)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or day
    if on > day and not may(request.user, Permission.SEE_UNANNOUNCED):
        on = day
    rows = _rows(request, on)
    context = {
        "form": DayFilter({"on": on}),
        "on": on,
        "rows": rows,
        "total": sum(row.own for row in rows),
        "may_change": may(request.user, Permission.MANAGE_PEOPLE) and on == day,
    }
    return render(request, "people/organisation.html", context)


def _rows(request: SignedIn, on: date) -> list[Row]:
    counts = headcounts(day=on)
    scope = scope_of(request.user, Permission.MANAGE_PEOPLE, today=today())
    rows = []
    for unit in Department.objects.on(on).in_official_order():
        total = sum(n for path, n in counts.items() if path.startswith(unit.path))
        depth = unit.path.count("/") - 1
        row = Row(unit, depth, counts[unit.path], total, scope.covers(unit))
        rows.append(row)
    return rows


@require_http_methods(["GET", "POST"])
@needs(Permission.MANAGE_PEOPLE)
def department_new(request: SignedIn) -> HttpResponse:
    """Open a department."""
    scope = scope_of(request.user, Permission.MANAGE_PEOPLE, today=today())
    units = scope.departments(Department.objects.current(today()))
    form = DepartmentForm(request.POST or None, departments=units)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        if values["parent"] is None and not scope.is_whole_city:
            raise PermissionDenied
        starts_on = values.pop("starts_on")
        done = _try(
            request,
            form,
            lambda: actions.open_department(
                NewDepartment(**values),
                starts_on=starts_on,
                by=request.user,
                at=timezone.now(),
            ),
        )
        if done:
            return redirect("people:organisation")
    return _form_page(request, form, _("所属を新しく作る"), _("作る"))


@require_http_methods(["GET", "POST"])
@needs(Permission.MANAGE_PEOPLE)
def department_close(request: SignedIn, code: str) -> HttpResponse:
    """Close a department; people there are moved by the roster."""
    unit = _unit(request, code)
    form = CloseDepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ends_on = form.cleaned_data["ends_on"]
        done = _try(
            request,
            form,
            lambda: actions.close_department(
                department=unit, ends_on=ends_on, by=request.user, at=timezone.now()
            ),
        )
        if done:
            return redirect("people:organisation")
    return _form_page(request, form, _("所属を廃止する"), _("廃止する"), unit.name)


@require_http_methods(["GET", "POST"])
@needs(Permission.MANAGE_PEOPLE)
def department_order(request: SignedIn, code: str) -> HttpResponse:
    """Change where a department stands among its siblings."""
    unit = _unit(request, code)
    form = OrderForm(
        request.POST or None, initial={"official_order": unit.official_order}
    )
    if request.method == "POST" and form.is_valid():
        order = form.cleaned_data["official_order"]
        actions.reorder(
            department=unit, official_order=order, by=request.user, at=timezone.now()
        )
        messages.success(request, _("建制順を保存しました。"))
        return redirect("people:organisation")
    return _form_page(request, form, _("建制順を変える"), _("保存する"), unit.name)


def _unit(request: SignedIn, code: str) -> Department:
    unit = get_object_or_404(Department.objects.current(today()), code=code)
    if not may(request.user, Permission.MANAGE_PEOPLE, department=unit):
        raise PermissionDenied
    return unit


def _try(request: SignedIn, form: Form, change: Callable[[], Department]) -> bool:
    try:
        unit = change()
    except OrganisationError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("「%s」の変更を保存しました。") % unit.name)
    return True


def _form_page(
    request: SignedIn, form: Form, title: str, action: str, about: str = ""
) -> HttpResponse:
    context = {"form": form, "title": title, "action": action, "about": about}
    return render(
        request, "people/form.html", {**context, "back": "people:organisation"}
    )
