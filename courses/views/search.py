"""Shows which lessons a word is in."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.lesson_body import city_words
from courses.models import CataloguePage
from courses.search import find_lessons, shown
from courses.words import Words
from learning.city.current import city

PER_PAGE = 20
LONGEST_QUERY = 100


@require_safe
@login_required
def search_lessons(request: HttpRequest) -> HttpResponse:
    """Show the search box and, for a query, the lessons found."""
    query = " ".join(request.GET.get("q", "")[:LONGEST_QUERY].split())
    paginator = Paginator(find_lessons(query), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    catalogue = CataloguePage.objects.live().first()
    above = [{"url": catalogue.address, "label": catalogue.title}] if catalogue else []
    here = {"url": reverse("courses:search"), "label": _("レッスンをさがす")}
    context = {
        "query": query,
        "page": page,
        "results": shown(list(page), query, Words(city=city_words(city()))),
        "pages": paginator.get_elided_page_range(page.number),
        "encoded": urlencode({"q": query}),
        "items": [*above, here],
    }
    return render(request, "courses/search.html", context)
