"""実績（根拠）: one piece with what it rests on, a person's list, entering, withdrawing."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning.literacy import evidence_page
from learning.literacy.actions import evidence as actions
from learning.literacy.current import active_plan
from learning.literacy.errors import EvidenceError
from learning.literacy.forms import EvidenceForm, WithdrawalForm
from learning.literacy.models import Evidence, PlanRevision
from learning.log.actions import write
from learning.people.listing import may_be_opened, names_on
from learning.people.models import Employee
from learning.people.permissions import Permission, needs, scope_of
from learning.people.today import today
from learning.people.visitors import signed_in_user

P = Permission


@require_safe
@needs(P.LEARN, P.SEE_SCORES, P.RECORD_EVIDENCE)
def evidence(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One piece of evidence, with the attempt and item versions behind it; logged."""
    shown = get_object_or_404(
        Evidence.objects.select_related(
            "employee", "attempt__quiz", "completion__course", "recorded_by"
        ),
        public_id=public_id,
        withdraws__isnull=True,
    )
    _let_in(request, shown.employee, P.SEE_SCORES, own=True)
    name = _name(shown.employee)
    _log_look(request, shown.employee, name, "evidence.view")
    attempt = shown.attempt
    context = {
        "shown": shown,
        "line": evidence_page.one_line(shown, today()),
        "name": name,
        "is_own": shown.employee_id == signed_in_user(request).employee_id,
        "counts_toward": evidence_page.counts_toward(shown, today()),
        "sections": evidence_page.section_shares(shown),
        "items": evidence_page.answered_items(attempt)
        if attempt and _is_allowed(request, shown.employee, P.SEE_SCORES)
        else (),
        "may_record": _is_allowed(request, shown.employee, P.RECORD_EVIDENCE),
    }
    return render(request, "literacy/evidence.html", context)


@require_safe
@needs(P.SEE_SCORES, P.RECORD_EVIDENCE)
def person_evidence(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All evidence of one person; logged."""
    person = get_object_or_404(Employee, public_id=public_id)
    _let_in(request, person, P.SEE_SCORES)
    name = _name(person)
    _log_look(request, person, name, "evidence.view")
    context = {
        "person_shown": person,
        "name": name,
        "lines": evidence_page.lines_of(person, today()),
        "may_record": _is_allowed(request, person, P.RECORD_EVIDENCE),
    }
    return render(request, "literacy/person_evidence.html", context)


@require_http_methods(["GET", "POST"])
@needs(P.RECORD_EVIDENCE)
def record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Enter a qualification, an attended training or a past record of a person."""
    person = get_object_or_404(Employee, public_id=public_id)
    _let_in(request, person, P.RECORD_EVIDENCE)
    plan = active_plan()
    revision = PlanRevision.objects.in_force(plan, today()) if plan else None
    form = EvidenceForm(request.POST or None, revision=revision)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record(
                employee=person,
                what=form.recorded(),
                by=signed_in_user(request),
                at=timezone.now(),
            )
        except EvidenceError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("実績を登録しました。"))
            return redirect("literacy:person_evidence", public_id)
    context = {"form": form, "name": _name(person), "person_shown": person}
    return render(request, "literacy/record.html", context)


@require_http_methods(["GET", "POST"])
@needs(P.RECORD_EVIDENCE)
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Withdraw evidence, with a reason that stays."""
    shown = get_object_or_404(
        Evidence.objects.select_related("employee"),
        public_id=public_id,
        withdraws__isnull=True,
    )
    _let_in(request, shown.employee, P.RECORD_EVIDENCE)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(
                evidence=shown,
                reason=form.cleaned_data["reason"],
                by=signed_in_user(request),
                at=timezone.now(),
            )
        except EvidenceError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("取り消しました。到達も計算し直しました。"))
            return redirect("literacy:evidence", public_id)
    context = {
        "form": form,
        "line": evidence_page.one_line(shown, today()),
        "shown": shown,
        "name": _name(shown.employee),
    }
    return render(request, "literacy/withdraw.html", context)


def _let_in(
    request: HttpRequest, person: Employee, permission: Permission, *, own: bool = False
) -> None:
    """Refuse whoever doesn't have the permission where the person is posted today."""
    if own and person.pk == signed_in_user(request).employee_id:
        return
    if not _is_allowed(request, person, permission):
        raise PermissionDenied


def _is_allowed(request: HttpRequest, person: Employee, permission: Permission) -> bool:
    scope = scope_of(request.user, permission, today=today())
    if scope.is_empty:
        return False
    return may_be_opened(person, scope=scope, day=today())


def _name(person: Employee) -> str:
    return names_on([person.pk], day=today()).get(person.pk, ("", ""))[0]


def _log_look(request: HttpRequest, person: Employee, name: str, action: str) -> None:
    """Everybody's look is logged but the person's own."""
    user = signed_in_user(request)
    if user.employee_id != person.pk:
        subject = ("employee", str(person.public_id), name)
        write(action, by=user, at=timezone.now(), subject=subject)
