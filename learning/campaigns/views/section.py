"""課の状況: the leader's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learning.campaigns.section import section_standing
from learning.campaigns.views.looks import log_look
from learning.people.listing import main_postings
from learning.people.permissions import Permission, may, needs, scope_of
from learning.people.today import today


@require_safe
@needs(Permission.SEE_COMPLETION)
def section(request: HttpRequest) -> HttpResponse:
    """Who in one's own scope has not finished, and what is next for each."""
    day = today()
    scope = scope_of(request.user, Permission.SEE_COMPLETION, today=day)
    shown = section_standing(scope, day, requirement=request.GET.get("requirement", ""))
    if shown is not None:
        requirement = shown.cycle.requirement
        log_look(request, requirement, shown.people, action="section.view")
    context = {
        "shown": shown,
        "has_people": shown is not None or main_postings(day=day, scope=scope).exists(),
        "may_send": may(request.user, Permission.SEND_NOTICES, today=day),
        "may_record": may(request.user, Permission.RECORD_ATTENDANCE, today=day),
    }
    return render(request, "campaigns/section.html", context)
