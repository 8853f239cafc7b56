"""受講指定: the list, making one after seeing whom it obliges, and one person's."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from learning.campaigns.actions import assignments, requirements
from learning.campaigns.audiences import audiences_of, people_in
from learning.campaigns.errors import RequirementError
from learning.campaigns.facts import subject_of, subjects_of
from learning.campaigns.forms.requirements import (
    ExemptionForm,
    ExtensionForm,
    RequirementForm,
)
from learning.campaigns.models import Assignment, Cycle, Requirement
from learning.campaigns.successions import unit_on
from learning.log.actions import write
from learning.people.listing import may_be_opened, names_on
from learning.people.models import Department
from learning.people.permissions import Permission, Scope, needs, scope_of
from learning.people.today import today
from learning.people.visitors import signed_in_user


@require_safe
@needs(Permission.ASSIGN, Permission.AUDIT)
def requirement_list(request: HttpRequest) -> HttpResponse:
    """All requirements with their cycles, the latest first."""
    obliged = Count("assignments", filter=Q(assignments__withdrawn_at=None))
    cycles = (
        Cycle.objects.select_related("requirement")
        .prefetch_related("requirement__audiences__employment_types")
        .prefetch_related("requirement__audiences__department")
        .annotate(obliged=obliged)
        .order_by("-due_on", "-pk")
    )
    day = today()
    scope = scope_of(request.user, Permission.ASSIGN, today=day)
    subjects = subjects_of([cycle.requirement for cycle in cycles])
    lines = [
        (
            cycle,
            subject_of(cycle.requirement, subjects),
            audiences_of(cycle.requirement, day),
        )
        for cycle in cycles
    ]
    context = {"lines": lines, "may_assign": not scope.is_empty}
    return render(request, "campaigns/requirement_list.html", context)


@require_http_methods(["GET", "POST"])
@needs(Permission.ASSIGN)
def create(request: HttpRequest) -> HttpResponse:
    """Ask people to do something by a day: first whom it means, then the saving."""
    day = today()
    scope = scope_of(request.user, Permission.ASSIGN, today=day)
    form = RequirementForm(
        request.POST or None,
        departments=scope.departments(Department.objects.current(day)),
        whole_city=scope.is_whole_city,
        initial={"opens_on": day},
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and "create" in request.POST:
        return _create(request, form, day)
    count = _count(form, day) if is_sent else None
    context = {"form": form, "count": count, "is_previewed": is_sent}
    return render(request, "campaigns/create.html", context)


def _count(form: RequirementForm, day: date) -> int:
    definition = form.definition()
    return len(
        people_in(
            day,
            department=definition.department,
            employment_types=definition.employment_types,
        )
    )


def _create(request: HttpRequest, form: RequirementForm, day: date) -> HttpResponse:
    at = timezone.now()
    by = signed_in_user(request)
    try:
        cycle = requirements.create(definition=form.definition(), by=by, at=at)
        added = requirements.assign(cycle=cycle, by=by, at=at)
    except RequirementError as error:
        form.add_error(None, str(error))
        return render(request, "campaigns/create.html", {"form": form})
    title = cycle.requirement.title
    values = {"title": title, "added": added}
    messages.success(
        request, _("「%(title)s」を %(added)s 人に指定しました。") % values
    )
    return redirect("campaigns:requirements")


@require_POST
@needs(Permission.ASSIGN)
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Oblige whoever joined the audience since."""
    cycle = _latest_cycle(request, code)
    try:
        added = requirements.assign(
            cycle=cycle, by=signed_in_user(request), at=timezone.now()
        )
        messages.success(request, _("%(added)s 人を加えました。") % {"added": added})
    except RequirementError as error:
        messages.error(request, str(error))
    return redirect("campaigns:requirements")


@require_POST
@needs(Permission.ASSIGN)
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take a requirement back."""
    cycle = _latest_cycle(request, code)
    requirements.withdraw(
        requirement=cycle.requirement,
        by=signed_in_user(request),
        at=timezone.now(),
    )
    title = cycle.requirement.title
    messages.success(request, _("「%(title)s」を取り消しました。") % {"title": title})
    return redirect("campaigns:requirements")


@require_http_methods(["GET", "POST"])
@needs(Permission.ASSIGN)
def assignment(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """One person's obligation: exempt, extend, take back."""
    shown = get_object_or_404(
        Assignment.objects.select_related("cycle__requirement", "employee"),
        cycle=_latest_cycle(request, code),
        employee__public_id=public_id,
    )
    scope = scope_of(request.user, Permission.ASSIGN, today=today())
    if not may_be_opened(shown.employee, scope=scope, day=today()):
        raise PermissionDenied
    asked = request.POST.get("action", "")
    exemption = ExemptionForm(request.POST if asked == "exempt" else None)
    extension = ExtensionForm(request.POST if asked == "extend" else None)
    if request.method == "POST" and _changed(request, shown, exemption, extension):
        return redirect(request.path)
    names = names_on([shown.employee_id], day=today())
    name = names.get(shown.employee_id, ("", ""))[0]
    subject = ("employee", str(public_id), name)
    by = signed_in_user(request)
    write("assignment.view", by=by, at=timezone.now(), subject=subject)
    context = {
        "shown": shown,
        "name": name,
        "exemption": exemption,
        "extension": extension,
    }
    return render(request, "campaigns/assignment.html", context)


def _changed(
    request: HttpRequest,
    shown: Assignment,
    exemption: ExemptionForm,
    extension: ExtensionForm,
) -> bool:
    """Do what was asked; False where a form has to be shown again."""
    by, at = signed_in_user(request), timezone.now()
    asked = request.POST.get("action", "")
    try:
        if asked == "withdraw":
            assignments.withdraw(assignment=shown, by=by, at=at)
        elif asked == "exempt" and exemption.is_valid():
            reason = exemption.cleaned_data["reason"]
            assignments.exempt(assignment=shown, reason=reason, by=by, at=at)
        elif asked == "extend" and extension.is_valid():
            due_on = extension.cleaned_data["due_on"]
            assignments.extend(assignment=shown, due_on=due_on, by=by, at=at)
        else:
            return False
    except RequirementError as error:
        (exemption if asked == "exempt" else extension).add_error(None, str(error))
        return False
    messages.success(request, _("保存しました。"))
    return True


def _latest_cycle(request: HttpRequest, code: str) -> Cycle:
    """The cycle to work on; 404 unless its audience lies in one's own scope."""
    requirement = get_object_or_404(Requirement, code=code)
    scope = scope_of(request.user, Permission.ASSIGN, today=today())
    audiences = requirement.audiences.select_related("department")
    day = today()
    if not all(_covers(scope, audience.department, day) for audience in audiences):
        raise PermissionDenied
    return requirement.cycles.select_related("requirement").latest("due_on", "pk")


def _covers(scope: Scope, department: Department | None, day: date) -> bool:
    """Whether the scope reaches the unit, or what became of it."""
    if scope.is_whole_city or department is None:
        return scope.is_whole_city
    return scope.covers(unit_on(department, day).department or department)
