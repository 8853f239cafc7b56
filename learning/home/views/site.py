"""What machines ask of the site: is it well, and which picture stands for it."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quizzes.durability import storage_faults


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say ok if the database answers and keeps what it acknowledges, else 503.

    Which setting is wrong is told by ``manage.py check --deploy``, not to everybody.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unreachable\n", "text/plain", status=503)
    if storage_faults():
        return HttpResponse("answers not safe\n", "text/plain", status=503)
    return HttpResponse("ok\n", "text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask at the old address to the icon."""
    return HttpResponseRedirect(static("icons/favicon.svg"))
