"""Which pages have history: these are taken out of sight, never deleted.

Courses know who learnt from a page; higher apps that name courses by their codes
register how to ask them when they start (as ``quizzes.lesson_links`` does).
"""

from collections.abc import Callable, Collection

from django.db.models import Q
from wagtail.models import Page

from courses.models import (
    CourseCompletion,
    CoursePage,
    LessonCompletion,
    LessonProgress,
)

Named = Callable[[Collection[str]], bool]

_askers: list[Named] = []


def register(is_named: Named) -> None:
    """Ask ``is_named`` whether any course of some codes is stood on; once is enough."""
    if is_named not in _askers:
        _askers.append(is_named)


def has_history(page: Page) -> bool:
    """Whether somebody learnt from the page or one below it, or facts name a course."""
    below = Q(lesson__path__startswith=page.path)
    if (
        LessonCompletion.objects.filter(below).exists()
        or LessonProgress.objects.filter(below).exists()
        or CourseCompletion.objects.filter(course__path__startswith=page.path).exists()
    ):
        return True
    courses = CoursePage.objects.filter(path__startswith=page.path)
    codes = list(courses.values_list("code", flat=True))
    return bool(codes) and any(is_named(codes) for is_named in _askers)
