"""わたしの記録: what the signed-in person did, by fiscal year, and who looked at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learning.home.looks import looks_at
from learning.home.record import record_of
from learning.home.visitors import own_employee
from learning.people.permissions import Permission, needs
from learning.people.today import today
from learning.people.visitors import signed_in_user


@require_safe
@needs(Permission.LEARN)
def record(request: HttpRequest) -> HttpResponse:
    """Show the whole record, made for reading and for paper."""
    years = record_of(own_employee(request), today=today())
    looks = looks_at(signed_in_user(request))
    return render(request, "home/record.html", {"years": years, "looks": looks})
