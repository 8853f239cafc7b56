"""集合研修: entering who attended, seeing it again, taking it back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning.campaigns.actions import group_sessions
from learning.campaigns.actions.group_sessions import Entered, SessionDefinition
from learning.campaigns.attendance import (
    MOST_PEOPLE,
    SESSIONS_SHOWN,
    Candidate,
    attended_in,
    candidates,
    sessions_in,
)
from learning.campaigns.errors import RequirementError
from learning.campaigns.facts import subject_of, subjects_of
from learning.campaigns.forms.group_sessions import (
    AttendanceForm,
    SessionPlaceForm,
    WithdrawalForm,
)
from learning.campaigns.models import Cycle, GroupSession
from learning.campaigns.views.looks import log_look
from learning.people.listing import main_postings
from learning.people.models import Department
from learning.people.permissions import Permission, Scope, needs, scope_of
from learning.people.today import today
from learning.people.visitors import signed_in_user


@require_http_methods(["GET", "POST"])
@needs(Permission.RECORD_ATTENDANCE)
def attendance(request: HttpRequest) -> HttpResponse:
    """Tick who attended a session of a requirement, in a unit of one's own scope."""
    day = today()
    scope = _scope(request, day)
    cycles = list(
        Cycle.objects.running(day)
        .select_related("requirement")
        .order_by("-due_on", "-pk")
    )
    units = scope.departments(Department.objects.current(day))
    place = SessionPlaceForm(request.GET or None, cycles=cycles, departments=units)
    context: dict[str, object] = {
        "place": place,
        "sessions": sessions_in(scope, day)[:SESSIONS_SHOWN],
        "has_cycles": bool(cycles),
    }
    if place.is_valid():
        asked = place.cleaned_data
        cycle = next(c for c in cycles if c.requirement.code == asked["requirement"])
        return _list(request, scope, cycle, asked["department"], context)
    return render(request, "campaigns/attendance.html", context)


def _list(
    request: HttpRequest,
    scope: Scope,
    cycle: Cycle,
    department: Department | None,
    context: dict[str, object],
) -> HttpResponse:
    """The people of the chosen unit, and what was sent about them."""
    day = today()
    postings = main_postings(day=day, scope=scope, within=department)
    too_many = postings.count() > MOST_PEOPLE
    people = [] if too_many else candidates(postings, cycle, day)
    subject = subject_of(cycle.requirement, subjects_of([cycle.requirement]))
    form = AttendanceForm(
        request.POST or None, initial={"title": subject.title, "held_on": day}
    )
    entered = _record(request, cycle, form, people)
    if entered is not None:
        _tell(request, entered)
        if entered.session is not None:
            return redirect("campaigns:session", entered.session.public_id)
        return redirect(request.get_full_path())
    if people:  # each with whether the requirement is fulfilled
        seen = [each.person.public_id for each in people]
        log_look(request, cycle.requirement, seen)
    context |= {
        "cycle": cycle,
        "subject": subject,
        "form": form,
        "people": people,
        "ticked": set(request.POST.getlist("person")),
        "too_many": too_many,
        "most": MOST_PEOPLE,
    }
    return render(request, "campaigns/attendance.html", context)


def _record(
    request: HttpRequest,
    cycle: Cycle,
    form: AttendanceForm,
    people: Sequence[Candidate],
) -> Entered | None:
    """Record what was sent; None where the form has to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    ticked = set(request.POST.getlist("person"))
    chosen = [c.person for c in people if str(c.person.public_id) in ticked]
    try:
        return group_sessions.record(
            definition=SessionDefinition(cycle.requirement, **form.cleaned_data),
            employees=[person.employee for person in chosen],
            by=signed_in_user(request),
            at=timezone.now(),
        )
    except RequirementError as error:
        form.add_error(None, str(error))
        return None


@require_http_methods(["GET", "POST"])
@needs(Permission.RECORD_ATTENDANCE)
def session(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who of one's own scope attended; ticked ones are taken back with a reason."""
    day = today()
    shown = get_object_or_404(
        GroupSession.objects.select_related("requirement", "entered_by"),
        public_id=public_id,
    )
    attended = attended_in(shown, _scope(request, day), day)
    if not attended:
        raise Http404
    form = WithdrawalForm(request.POST or None)
    ticked = set(request.POST.getlist("person"))
    if request.method == "POST" and form.is_valid():
        chosen = [
            each.attendance
            for each in attended
            if str(each.attendance.evidence.employee.public_id) in ticked
        ]
        try:
            count = group_sessions.withdraw(
                attendances=chosen,
                reason=form.cleaned_data["reason"],
                by=signed_in_user(request),
                at=timezone.now(),
            )
        except RequirementError as error:
            form.add_error(None, str(error))
        else:
            text = _("%(n)s 人の出席を取り消しました。") % {"n": count}
            messages.success(request, text)
            return redirect("campaigns:session", public_id)
    context = {
        "shown": shown,
        "attended": attended,
        "standing": sum(each.withdrawn_on is None for each in attended),
        "form": form,
        "ticked": ticked,
    }
    return render(request, "campaigns/session.html", context)


def _scope(request: HttpRequest, day: date) -> Scope:
    return scope_of(request.user, Permission.RECORD_ATTENDANCE, today=day)


def _tell(request: HttpRequest, entered: Entered) -> None:
    if entered.added:
        text = _("%(n)s 人の出席を登録しました。") % {"n": entered.added}
        messages.success(request, text)
    if entered.known:
        text = _("%(n)s 人は、同じ日の出席がすでに登録されています。")
        messages.info(request, text % {"n": entered.known})
