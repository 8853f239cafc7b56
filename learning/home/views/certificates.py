"""修了証: the list of one's own, and one of them for paper."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from learning.home.certificates import certificate_of, certificates_of
from learning.home.visitors import own_employee
from learning.people.permissions import Permission, needs


@require_safe
@needs(Permission.LEARN)
def certificates(request: HttpRequest) -> HttpResponse:
    """What one has completed and passed, each leading to its certificate."""
    years = certificates_of(own_employee(request))
    return render(request, "home/certificates.html", {"years": years})


@require_safe
@needs(Permission.LEARN)
def certificate(request: HttpRequest, number: UUID) -> HttpResponse:
    """One certificate of one's own, to print or keep as PDF."""
    shown = certificate_of(own_employee(request), number)
    if shown is None:
        raise Http404
    evidence = request.build_absolute_uri(reverse("literacy:evidence", args=[number]))
    context = {"shown": shown, "evidence": evidence}
    return render(request, "home/certificate.html", context)
