"""Shows which lessons, courses and terms a word is in."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.lesson_body import words_in_texts
from courses.models import CataloguePage, LessonPage
from courses.search import (
    find_courses,
    find_lessons,
    find_near,
    find_terms,
    in_pieces,
    shown,
)
from courses.words import Words
from learning.city.current import city

PER_PAGE = 20
LONGEST_QUERY = 100


@require_safe
@login_required
def search_lessons(request: HttpRequest) -> HttpResponse:
    """Show the search box and, for a query, the lessons found."""
    query = " ".join(request.GET.get("q", "")[:LONGEST_QUERY].split())
    lessons = find_lessons(query)
    near = [] if lessons else find_near(query)
    paginator = Paginator(lessons or near, PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    catalogue = CataloguePage.objects.live().first()
    above = [{"url": catalogue.address, "label": catalogue.title}] if catalogue else []
    here = {"url": reverse("courses:search"), "label": _("レッスンをさがす")}
    context = {
        "query": query,
        "page": page,
        "is_near": bool(near),
        "courses": find_courses(query),
        "terms": find_terms(query) or find_terms(in_pieces(query)),
        "results": shown(
            list(page), in_pieces(query) if near else query, _words(list(page))
        ),
        "pages": paginator.get_elided_page_range(page.number),
        "encoded": urlencode({"q": query}),
        "items": [*above, here],
    }
    return render(request, "courses/search.html", context)


def _words(lessons: list[LessonPage]) -> Words:
    """Return the terms and city words that these lessons name."""
    return words_in_texts([lesson.search_text() for lesson in lessons], city())
