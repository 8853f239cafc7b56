"""受講状況 for many at once: what acts on the filtered people says how many they are first."""

from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from learning.campaigns.actions import assignments, notices
from learning.campaigns.errors import RequirementError
from learning.campaigns.forms.notices import NoticeForm
from learning.campaigns.forms.requirements import ExemptionForm
from learning.campaigns.models import Assignment, Cycle
from learning.campaigns.open_assignments import latest_notices, open_assignments
from learning.campaigns.views.asked import Asked, asked_for
from learning.campaigns.views.looks import log_look
from learning.campaigns.views.notices import tell
from learning.people.permissions import Permission, needs
from learning.people.visitors import signed_in_user

P = Permission


@dataclass(frozen=True, slots=True)
class Act:
    """What is done to many, in words: heading and button."""

    heading: str | Promise
    button: str | Promise


NOTICE = Act(gettext_lazy("お知らせを送る"), gettext_lazy("この人数に送る"))
EXEMPTION = Act(gettext_lazy("まとめて免除する"), gettext_lazy("この人数を免除する"))


@require_http_methods(["GET", "POST"])
@needs(P.ASSIGN)
def standing_notice(request: HttpRequest) -> HttpResponse:
    """Tell everybody who fits the filters and has something left to do."""
    asked = asked_for(request, P.ASSIGN, now_only=True)
    cycle = _cycle(asked)
    if cycle is None:
        return _choose(request, asked, NOTICE)
    left = _left(asked, cycle)
    day = asked.filters.day
    form = NoticeForm(request.POST or None, cycle=cycle, today=day)
    if _is_confirmed(request, form, left):
        try:
            sent = notices.send(
                cycle=cycle,
                employees=[each.employee_id for each in left],
                by=signed_in_user(request),
                at=timezone.now(),
                **form.cleaned_data,
            )
        except RequirementError as error:
            form.add_error(None, str(error))
        else:
            tell(request, sent)
            return redirect(_back(asked))
    return _show(request, asked, _Page(cycle, left, form, NOTICE))


@require_http_methods(["GET", "POST"])
@needs(P.ASSIGN)
def standing_exempt(request: HttpRequest) -> HttpResponse:
    """Exempt everybody who fits the filters and has something left to do."""
    asked = asked_for(request, P.ASSIGN, now_only=True)
    cycle = _cycle(asked)
    if cycle is None:
        return _choose(request, asked, EXEMPTION)
    left = _left(asked, cycle)
    form = ExemptionForm(request.POST or None)
    if _is_confirmed(request, form, left):
        try:
            count = assignments.exempt_many(
                assignments=left,
                reason=form.cleaned_data["reason"],
                by=signed_in_user(request),
                at=timezone.now(),
            )
        except RequirementError as error:
            form.add_error(None, str(error))
        else:
            text = _("%(n)s 人を免除しました。") % {"n": count}
            messages.success(request, text)
            return redirect(_back(asked))
    return _show(request, asked, _Page(cycle, left, form, EXEMPTION))


@dataclass(frozen=True, slots=True)
class _Page:
    """What the page says: of which cycle, about whom, by which form."""

    cycle: Cycle
    left: list[Assignment]
    form: Form
    act: Act


def _cycle(asked: Asked) -> Cycle | None:
    """The cycle that was asked for, or the only one."""
    if not asked.cycles or (len(asked.cycles) > 1 and not asked.filters.requirement):
        return None
    return asked.cycles[0]


def _left(asked: Asked, cycle: Cycle) -> list[Assignment]:
    ids = asked.postings().order_by().values_list("employee_id", flat=True)
    return open_assignments(cycle, ids, asked.filters.day)


def _is_confirmed(request: HttpRequest, form: Form, left: list[Assignment]) -> bool:
    """Whether it was sent for as many people as the page had said."""
    if request.method != "POST" or not form.is_valid():
        return False
    if request.POST.get("count") != str(len(left)):
        text = _(
            "対象の人数が変わりました。まだ何もしていません。確かめ直してください。"
        )
        form.add_error(None, text)
        return False
    return bool(left)


def _choose(request: HttpRequest, asked: Asked, act: Act) -> HttpResponse:
    """Ask which requirement it is about."""
    context = {"act": act, "cycles": asked.cycles, "query": _unchosen(request)}
    return render(request, "campaigns/bulk_choose.html", context)


def _unchosen(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("requirement", None)
    return query.urlencode()


def _show(request: HttpRequest, asked: Asked, page: _Page) -> HttpResponse:
    cycle, left = page.cycle, page.left
    told = latest_notices(cycle, [each.employee_id for each in left])
    now = timezone.now()
    if left:
        people = [each.employee.public_id for each in left]
        log_look(request, cycle.requirement, people)
    context = {
        "act": page.act,
        "cycle": cycle,
        "form": page.form,
        "count": len(left),
        "total": asked.postings().count(),
        "lately": sum(each.is_within_a_day_of(now) for each in told.values()),
        "back": _back(asked),
    }
    return render(request, "campaigns/bulk.html", context)


def _back(asked: Asked) -> str:
    return f"{reverse('campaigns:standing_list')}?{asked.query}"
