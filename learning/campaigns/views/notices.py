"""お知らせ: shown before it is sent, to ticked people of one's own section."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learning.campaigns.actions import notices
from learning.campaigns.actions.notices import Sent
from learning.campaigns.errors import RequirementError
from learning.campaigns.forms.notices import NoticeForm
from learning.campaigns.section import OpenLine, section_standing
from learning.people.permissions import Permission, needs, scope_of
from learning.people.today import today
from learning.people.visitors import signed_in_user


@require_POST
@needs(Permission.SEND_NOTICES)
def section_notice(request: HttpRequest) -> HttpResponse:
    """Show the text to whom it goes, then send it: open obligations in scope only."""
    day = today()
    scope = scope_of(request.user, Permission.SEND_NOTICES, today=day)
    asked = request.POST.get("requirement", "")
    shown = section_standing(scope, day, requirement=asked)
    if shown is None or shown.cycle.requirement.code != asked:
        gone = _("この受講指定は、今のあなたの範囲にはありません。送っていません。")
        messages.error(request, gone)
        return redirect("campaigns:section")
    back = f"{reverse('campaigns:section')}?requirement={asked}"
    ticked = set(request.POST.getlist("person"))
    people = [each for each in shown.open if str(each.person.public_id) in ticked]
    if not people:
        messages.error(request, _("お知らせを送る人を選んでください。"))
        return redirect(back)
    is_sent = "send" in request.POST
    form = NoticeForm(request.POST if is_sent else None, cycle=shown.cycle, today=day)
    if is_sent and form.is_valid():
        try:
            sent = notices.send(
                cycle=shown.cycle,
                employees=[each.person.employee.pk for each in people],
                by=signed_in_user(request),
                at=timezone.now(),
                **form.cleaned_data,
            )
        except RequirementError as error:
            form.add_error(None, str(error))
        else:
            tell(request, sent)
            return redirect(back)
    context = {
        "form": form,
        "cycle": shown.cycle,
        "people": people,
        "lately": _told_lately(people),
        "back": back,
    }
    return render(request, "campaigns/notice.html", context)


def tell(request: HttpRequest, sent: Sent) -> None:
    """Say what came of a sending."""
    if sent.told:
        text = _("%(n)s 人のマイページにお知らせを出しました。") % {"n": sent.told}
        messages.success(request, text)
    if sent.told_lately:
        text = _(
            "%(n)s 人には、この1日のうちに知らせてあるため送っていません。"
            "もう一度知らせるときは、送る画面で「もう一度送る」を選んでください。"
        )
        messages.info(request, text % {"n": sent.told_lately})


def _told_lately(people: list[OpenLine]) -> list[OpenLine]:
    now = timezone.now()
    return [each for each in people if each.told and each.told.is_within_a_day_of(now)]
