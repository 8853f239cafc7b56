"""Puts together what the pages of the catalogue show to one person."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import Page

from courses.actions.progress import open_lesson
from courses.lesson_body import lesson_parts, words_of
from courses.models import (
    CataloguePage,
    CoursePage,
    LessonPage,
    LessonProgress,
    TierPage,
)
from courses.standing import (
    STEP,
    CourseProgress,
    LessonLine,
    address_of,
    course_progress,
    live_lessons,
    progress_by_course,
    with_standing,
)
from learning.city.current import city
from learning.composed import composed
from learning.people.models import Employee
from learning.people.today import today
from quizzes.models import Quiz

Context = dict[str, Any]


def employee_of(request: HttpRequest) -> Employee | None:
    """Return the signed-in person; None for accounts without one, and in previews."""
    return getattr(getattr(request, "user", None), "employee", None)


def note_opened(lesson: LessonPage, request: HttpRequest) -> LessonProgress | None:
    """Record that the signed-in person opened the lesson."""
    employee = employee_of(request)
    if employee is None or not lesson.live or request.method != "GET":
        return None
    return open_lesson(employee=employee, lesson=lesson, at=timezone.now())


@composed(list[str])
def _titles(paths: list[str]) -> QuerySet:
    rows = Page.objects.filter(path__in=paths).order_by("path")
    return rows.values_list("url_path", "title")


def breadcrumb(page: Any) -> list[dict[str, str]]:
    """Return the page's ancestors below the site's root, and the page, in one query."""
    paths = [page.path[:end] for end in range(3 * STEP, len(page.path), STEP)]
    above = [
        {"url": address_of(url_path), "label": title}
        for url_path, title in _titles(paths)
    ]
    return [*above, {"url": page.address, "label": page.title}]


@composed()
def _exams() -> QuerySet:
    open_ones = Quiz.objects.filter(mock_exam__isnull=False, retired_on__isnull=True)
    return open_ones.order_by("code").values_list("code", "title")


def catalogue_context(page: CataloguePage, request: HttpRequest) -> Context:
    """Return all tiers with their courses and this person's progress."""
    tiers = TierPage.objects.live().child_of(page).order_by("path")
    return {
        "tiers": _tiers(list(tiers), page.path, employee_of(request)),
        "exams": [
            {"title": title, "url": reverse("quizzes:intro", args=[code])}
            for code, title in _exams()
        ],
        "search_url": reverse("courses:search"),
        "items": breadcrumb(page),
    }


def tier_context(page: TierPage, request: HttpRequest) -> Context:
    """Return the tier's courses with this person's progress."""
    return {
        "tier": _tiers([page], page.path, employee_of(request))[0],
        "items": breadcrumb(page),
    }


def _tiers(
    tiers: list[TierPage], path: str, employee: Employee | None
) -> list[Context]:
    progress = progress_by_course(path, employee)
    courses = (
        CoursePage.objects.live()
        .filter(path__startswith=path)
        .order_by("path")
        .defer("intro")
    )
    by_tier: dict[str, list[Context]] = {}
    for course in courses:
        line = {
            "page": course,
            "progress": progress.get(course.path, CourseProgress(())),
        }
        by_tier.setdefault(course.path[:-STEP], []).append(line)
    return [{"page": tier, "courses": by_tier.get(tier.path, [])} for tier in tiers]


def course_context(page: CoursePage, request: HttpRequest) -> Context:
    """Return the course's lessons with standings, the quiz, and what comes next."""
    return {
        "progress": course_progress(page.path, employee_of(request)),
        "quiz": _quiz(page.quiz_code),
        "quiz_url": address_of_quiz(page.quiz_code),
        "words": words_of(page.intro, city()),
        "is_past_review": is_past_review(page.review_on, today()),
        "items": breadcrumb(page),
    }


@composed(str)
def _quizzes(code: str) -> QuerySet:
    return Quiz.objects.filter(code=code, retired_on__isnull=True)


def _quiz(code: str) -> Quiz | None:
    if not code:
        return None
    return next(iter(_quizzes(code)), None)


def address_of_quiz(code: str) -> str:
    """Return where a quiz begins; empty while the quizzes have no such page."""
    try:
        return reverse("quizzes:intro", args=[code]) if code else ""
    except NoReverseMatch:
        return ""


def lesson_context(page: LessonPage, request: HttpRequest) -> Context:
    """Return the lesson's body, this person's answers, and the lessons around it."""
    employee = employee_of(request)
    trail = breadcrumb(page)
    opened: LessonProgress | None = getattr(page, "opened", None)
    answers = opened.checks if opened else _answers(page, employee)
    words = words_of(page.body, city())
    lessons = with_standing(live_lessons(page.path[:-STEP]), employee)
    return {
        "parts": lesson_parts(page, words, answers),
        "words": words,
        "is_past_review": is_past_review(page.review_on, today()),
        "finish_url": reverse("courses:finish_lesson", args=[page.code or "-"]),
        "place_url": reverse("courses:keep_place", args=[page.code or "-"]),
        "items": trail,
        "course": trail[-2] if len(trail) > 1 else None,
        **_around(page, lessons),
    }


def _answers(page: LessonPage, employee: Employee | None) -> dict[str, Any]:
    if employee is None or not page.pk:
        return {}
    found = LessonProgress.objects.filter(employee=employee, lesson=page)
    return found.values_list("checks", flat=True).first() or {}


def _around(page: LessonPage, lessons: list[LessonLine]) -> Context:
    """Return the position, the lessons before and after, and how this one stands."""
    at = next((n for n, lesson in enumerate(lessons) if lesson.pk == page.pk), None)
    if at is None:
        return {"total": len(lessons)}
    return {
        "line": lessons[at],
        "number": at + 1,
        "total": len(lessons),
        "previous": lessons[at - 1] if at else None,
        "next": lessons[at + 1] if at + 1 < len(lessons) else None,
    }


def is_past_review(review_on: date | None, on: date) -> bool:
    """Whether the content should have been read again before the day."""
    return review_on is not None and review_on < on
