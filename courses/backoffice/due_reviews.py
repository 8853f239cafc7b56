"""What must be read again by a day: pages, items and terms in one list. Reads only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from courses.models import CoursePage, GlossaryTerm, LessonPage
from quizzes.models import Item


@dataclass(frozen=True, slots=True)
class DueReview:
    """One thing with its last day, whose it is, and where it is changed."""

    title: str
    kind: str
    responsible: str
    review_on: date
    address: str


def due_reviews() -> list[DueReview]:
    """Return all that learners can meet and that has a day, the earliest first."""
    found = [*_pages(), *_items(), *_terms()]
    return sorted(found, key=lambda each: each.review_on)


def _pages() -> Iterator[DueReview]:
    for model in (CoursePage, LessonPage):
        kind = str(model._meta.verbose_name)
        rows = model.objects.live().filter(review_on__isnull=False).order_by("path")
        names = ("title", "responsible", "review_on", "pk")
        for title, responsible, day, key in rows.values_list(*names):
            address = reverse("wagtailadmin_pages:edit", args=[key])
            yield DueReview(title, kind, responsible, day, address)


def _items() -> Iterator[DueReview]:
    kind = str(Item._meta.verbose_name)
    edit = Item.snippet_viewset.get_url_name("edit")
    for item in Item.objects.drawable().filter(review_on__isnull=False):
        address = reverse(edit, args=[item.pk])
        yield DueReview(item.stem, kind, item.responsible, item.review_on, address)


def _terms() -> Iterator[DueReview]:
    kind = str(GlossaryTerm._meta.verbose_name)
    edit = GlossaryTerm.snippet_viewset.get_url_name("edit")  # type: ignore[attr-defined]
    rows = GlossaryTerm.objects.filter(review_on__isnull=False)
    for key, term, day in rows.values_list("pk", "term", "review_on"):
        if day is not None:  # for the types
            yield DueReview(term, kind, "", day, reverse(edit, args=[key]))
