"""Pages that belong to nobody else: the gallery of components."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learning.home import gallery


@require_safe
@login_required
def components(request: HttpRequest) -> HttpResponse:
    """Show every component with sample data, for editors, developers and tests."""
    if not gallery.may_see_gallery(request.user):
        raise PermissionDenied
    return render(request, "home/components.html", gallery.samples())
