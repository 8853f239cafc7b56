"""Serves the pictures of items to whoever is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from learning.people.permissions import Permission, needs
from quizzes.exchange import pictures
from quizzes.models import ItemImage

KEPT_SECONDS = 30 * 24 * 3600


@require_safe
@needs(Permission.LEARN)
def image(request: HttpRequest, name: str) -> HttpResponse:
    """Show one picture; its address changes with its bytes, so it may be kept."""
    found = get_object_or_404(ItemImage, name=name)
    content = bytes(found.content)
    response = HttpResponse(content, content_type=pictures.media_type(content))
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
