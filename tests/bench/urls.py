"""The site's URLs and the floor: a bare view that checks session, user and CSRF and
writes one row. Every figure of CPU is also given in floors.
"""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

from learning.urls import urlpatterns as site_urls

TABLE = (
    "CREATE TABLE IF NOT EXISTS bench_floor"
    " (person integer NOT NULL, value varchar(40) NOT NULL)"
)


@require_POST
def floor(request: HttpRequest) -> JsonResponse:
    """Write one row for the signed-in user."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_floor (person, value) VALUES (%s, %s)",
            [request.user.pk, request.POST.get("value", "")[:40]],
        )
    return JsonResponse({"saved": True})


urlpatterns = [path("bench/floor/", floor), *site_urls]
