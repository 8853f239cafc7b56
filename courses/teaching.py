"""Reads which live lessons teach an objective, and where in them to read again."""

from collections.abc import Collection

from django.db.models import QuerySet

from courses.headings import heading_id
from courses.models import LessonPage
from courses.standing import address_of
from learning.composed import composed
from quizzes.lesson_links import LessonLink

# The heading under which a lesson explains; one without it opens at its beginning.
EXPLAINED_UNDER = "考え方"


@composed(list[str])
def _lessons(codes: list[str]) -> QuerySet:
    return (
        LessonPage.objects.live()
        .filter(objectives__code__in=codes)
        .order_by("path")
        .values_list("objectives__code", "title", "url_path")
    )


def lessons_teaching(codes: Collection[str]) -> dict[str, tuple[LessonLink, ...]]:
    """Return the live lessons of each objective in the order of the tree: one query."""
    anchor = heading_id(EXPLAINED_UNDER)
    found: dict[str, tuple[LessonLink, ...]] = {}
    for code, title, url_path in _lessons(sorted(codes)):
        link = LessonLink(title, f"{address_of(url_path)}#{anchor}")
        found[code] = (*found.get(code, ()), link)
    return found
