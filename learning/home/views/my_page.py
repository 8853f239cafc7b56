"""マイページ: the one next thing, what is due, what has been attained."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.campaigns.due import due_for, notices_for
from learning.home.next_thing import next_thing
from learning.home.visitors import own_employee
from learning.literacy.current import active_plan
from learning.literacy.own_standing import literacy_standing
from learning.people.permissions import Permission, needs
from quizzes.own_regrades import regraded_lately


@require_safe
@needs(Permission.LEARN)
def my_page(request: HttpRequest) -> HttpResponse:
    """Show the signed-in person what to do next and where they stand."""
    employee, now = own_employee(request), timezone.now()
    today = timezone.localdate(now)
    due, plan = due_for(employee, today), active_plan()
    literacies = literacy_standing(employee, plan, today) if plan else []
    context = {
        "next": next_thing(employee, due, at=now),
        "due": due,
        "notices": notices_for(due),
        "regraded": regraded_lately(employee.pk, at=now),
        "plan": plan,
        "literacies": [at for at in literacies if at.is_for_me or at.is_attained],
        "others": [at for at in literacies if not (at.is_for_me or at.is_attained)],
    }
    return render(request, "home/my_page.html", context)
