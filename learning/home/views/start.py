"""The address of the site itself: sends everybody to where their work begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from learning.home.navigation import start_of
from learning.people.today import today
from learning.people.visitors import signed_in_user


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Send the signed-in to their start page, by role; others never come here."""
    return redirect(start_of(signed_in_user(request), today=today()))
