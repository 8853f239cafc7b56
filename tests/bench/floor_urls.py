"""The floor: a bare view that checks session, user and CSRF and writes one row.

Served by itself (tests/bench/floor.py); every figure of CPU is given in floors.
"""

from django.contrib.auth import login
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.http import require_POST

from learning.people.models import Employment
from learning.people.today import today

TABLE = (
    "CREATE TABLE IF NOT EXISTS bench_floor"
    " (person integer NOT NULL, value varchar(40) NOT NULL)"
)


def enter(request: HttpRequest, number: str) -> JsonResponse:
    """Sign in whoever has this staff number; the password check isn't measured here."""
    appointed = Employment.objects.on(today()).select_related("employee__user")
    login(request, appointed.get(number=number).employee.user)
    return JsonResponse({"token": get_token(request)})


@require_POST
def floor(request: HttpRequest) -> JsonResponse:
    """Write one row for the signed-in user."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_floor (person, value) VALUES (%s, %s)",
            [request.user.pk, request.POST.get("value", "")[:40]],
        )
    return JsonResponse({"saved": True})


urlpatterns = [path("enter/<str:number>/", enter), path("floor/", floor)]
