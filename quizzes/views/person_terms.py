"""テストの配慮と個別の扱い of one person: for HR, never for who leads the person."""

from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from learning.log.actions import write
from learning.people.actions.accommodations import (
    end_accommodation,
    set_accommodation,
)
from learning.people.listing import may_be_opened, names_on
from learning.people.models import Accommodation, Employee
from learning.people.permissions import Permission, SignedIn, needs, scope_of
from learning.people.today import today
from quizzes.actions import attempts, overrides
from quizzes.errors import NothingToExtend
from quizzes.models import Attempt, AttemptOverride
from quizzes.terms_forms import AccommodationForm, ExtensionForm, OverrideForm
from quizzes.views.own import grace

for_hr = needs(Permission.ACCOMMODATE)


@require_safe
@for_hr
def person_terms(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The person's accommodation, overrides and running attempts; the look is logged."""
    person = _person(request, public_id)
    day, name = today(), _name(person)
    subject = ("employee", str(public_id), name)
    write("accommodation.view", by=request.user, at=timezone.now(), subject=subject)
    kept = Accommodation.objects.on(day).filter(employee=person).first()
    rows = AttemptOverride.objects.filter(employee=person)
    context = {
        "person_shown": person,
        "name": name,
        "accommodation": kept,
        "last_day": kept.ends_on - timedelta(days=1) if kept and kept.ends_on else None,
        "overrides": rows.select_related("quiz", "given_by").order_by("-pk"),
        "running": Attempt.objects.open()
        .filter(employee=person, closes_at__gt=timezone.now())
        .select_related("quiz"),
    }
    return render(request, "quizzes/person_terms.html", context)


@require_http_methods(["GET", "POST"])
@for_hr
def accommodate(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Keep an accommodation from today on."""
    person = _person(request, public_id)
    form = AccommodationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_accommodation(
            employee=person, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, _("配慮を登録しました。次に始める回から使います。"))
        return redirect("quizzes:person_terms", public_id=public_id)
    title = _("配慮を登録する")
    return _form_page(request, person, form, title)


@require_POST
@for_hr
def accommodate_end(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Keep none from now on."""
    person = _person(request, public_id)
    end_accommodation(employee=person, by=request.user, at=timezone.now())
    messages.success(request, _("配慮を終えました。"))
    return redirect("quizzes:person_terms", public_id=public_id)


@require_http_methods(["GET", "POST"])
@for_hr
def override_new(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Give minutes, attempts or a window for one quiz."""
    person = _person(request, public_id)
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = form.new_override(person)
        overrides.give(new=new, by=request.user, at=timezone.now())
        messages.success(
            request, _("個別の扱いを登録しました。次に始める回から使います。")
        )
        return redirect("quizzes:person_terms", public_id=public_id)
    title = _("個別の扱いを登録する")
    return _form_page(request, person, form, title)


@require_POST
@for_hr
def override_withdraw(
    request: SignedIn, public_id: UUID, override_id: UUID
) -> HttpResponse:
    """Take one back."""
    person = _person(request, public_id)
    row = get_object_or_404(AttemptOverride, employee=person, public_id=override_id)
    overrides.withdraw(override=row, by=request.user, at=timezone.now())
    messages.success(
        request, _("個別の扱いを取り消しました。始まっている回は変わりません。")
    )
    return redirect("quizzes:person_terms", public_id=public_id)


@require_http_methods(["GET", "POST"])
@for_hr
def extend(request: SignedIn, public_id: UUID, attempt_id: UUID) -> HttpResponse:
    """Add minutes to a running attempt."""
    person = _person(request, public_id)
    attempt = get_object_or_404(Attempt, employee=person, public_id=attempt_id)
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            attempts.extend(
                attempt=attempt,
                **form.cleaned_data,
                by=request.user,
                at=timezone.now(),
                grace=grace(),
            )
        except NothingToExtend as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("時間を延ばしました。"))
        return redirect("quizzes:person_terms", public_id=public_id)
    title = _("解答の時間を延ばす")
    return _form_page(request, person, form, title)


def _form_page(
    request: SignedIn, person: Employee, form: forms.Form, title: str
) -> HttpResponse:
    context = {
        "person_shown": person,
        "name": _name(person),
        "form": form,
        "title": title,
    }
    return render(request, "quizzes/person_terms_form.html", context)


def _person(request: SignedIn, public_id: UUID) -> Employee:
    """The person, or 404 also where the reader may not know that there is one."""
    person = get_object_or_404(Employee, public_id=public_id)
    day: date = today()
    scope = scope_of(request.user, Permission.ACCOMMODATE, today=day)
    if not may_be_opened(person, scope=scope, day=day):
        raise Http404
    return person


def _name(person: Employee) -> str:
    return names_on([person.pk], day=today()).get(person.pk, ("", ""))[0]
