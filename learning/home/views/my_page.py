"""マイページ: what is due, the one next thing, what has been attained."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learning.people.permissions import Permission, needs


@require_safe
@needs(Permission.LEARN)
def my_page(request: HttpRequest) -> HttpResponse:
    """Show the signed-in person what to do next and where they stand."""
    return render(request, "home/my_page.html")
