"""Reads how far a person is in lessons and courses: a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from django.db import models
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.editions import course_version
from courses.models import (
    CoursePage,
    LessonCompletion,
    LessonEdition,
    LessonPage,
    LessonProgress,
)
from learning.composed import composed
from learning.people.models import Employee

STEP = LessonPage.steplen
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


class Standing(models.TextChoices):
    """How a lesson stands for one person."""

    TODO = "todo", _("まだ")
    READING = "reading", _("途中")
    DONE = "done", _("済み")
    CHANGED = "changed", _("内容が新しくなりました")


@dataclass(frozen=True, slots=True)
class LessonLine:
    """One live lesson and how it stands for one person."""

    pk: int
    path: str
    code: str
    title: str
    minutes: int
    address: str
    edition: int
    standing: Standing = Standing.TODO
    place: str = ""
    changed_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do here."""
        return self.standing == Standing.DONE

    @property
    def resume_address(self) -> str:
        """Address of the lesson at the place where the person was."""
        return f"{self.address}#{self.place}" if self.place else self.address


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """A course's lessons as they stand for one person."""

    lessons: tuple[LessonLine, ...]

    @property
    def total(self) -> int:
        """Count of lessons."""
        return len(self.lessons)

    @property
    def done(self) -> int:
        """Count of lessons done."""
        return sum(lesson.is_done for lesson in self.lessons)

    @property
    def minutes(self) -> int:
        """Sum of all lessons' minutes."""
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def minutes_left(self) -> int:
        """Minutes of the lessons not done."""
        return sum(at.minutes for at in self.lessons if not at.is_done)

    @property
    def is_done(self) -> bool:
        """Whether there are lessons and all are done."""
        return bool(self.lessons) and self.done == self.total

    @property
    def is_begun(self) -> bool:
        """Whether any lesson was ever opened."""
        return any(lesson.changed_at or lesson.is_done for lesson in self.lessons)

    @property
    def next(self) -> LessonLine | None:
        """The lesson to go on with: the open one used last, else the first not done."""
        left = [lesson for lesson in self.lessons if not lesson.is_done]
        begun = [lesson for lesson in left if lesson.changed_at]
        if begun:
            return max(begun, key=lambda lesson: lesson.changed_at or _LONG_AGO)
        return left[0] if left else None


@composed(str)
def _live_lessons(path: str) -> models.QuerySet:
    return (
        LessonPage.objects.live()
        .filter(path__startswith=path)
        .order_by("path")
        .annotate(edition=Coalesce(Max("editions__number"), 1))
        .values_list("pk", "path", "code", "title", "minutes", "url_path", "edition")
    )


def live_lessons(*paths: str) -> list[LessonLine]:
    """Return the live lessons under some pages' paths in tree order, in one query."""
    rows = _live_lessons(paths[0] if len(paths) == 1 else "")
    return [
        LessonLine(pk, at, code, title, minutes, address_of(url_path), edition)
        for pk, at, code, title, minutes, url_path, edition in rows
        if at.startswith(paths)
    ]


@lru_cache(maxsize=4096)
def address_of(url_path: str) -> str:
    """Address on this site of a page below the site's root."""
    return reverse("wagtail_serve", args=[url_path.split("/", 2)[2]])


@composed(int)
def editions_done(employee_id: int) -> models.QuerySet:
    """Each lesson that a person has finished, with the edition it had then."""
    done = LessonCompletion.objects.filter(employee_id=employee_id)
    return done.values_list("lesson_id", "edition")


@composed(int)
def _opened(employee_id: int) -> models.QuerySet:
    opened = LessonProgress.objects.filter(employee_id=employee_id)
    return opened.values_list("lesson_id", "place", "changed_at")


def with_standing(
    lessons: Sequence[LessonLine], employee: Employee | None
) -> list[LessonLine]:
    """Return the lessons with how they stand for a person, in two queries."""
    if employee is None or not lessons:
        return list(lessons)
    completed: dict[int, int] = {}
    for pk, edition in editions_done(employee.pk):
        completed[pk] = max(edition, completed.get(pk, 0))
    opened = {pk: (place, changed_at) for pk, place, changed_at in _opened(employee.pk)}
    return [_stands(lesson, completed, opened) for lesson in lessons]


def _stands(
    lesson: LessonLine,
    completed: dict[int, int],
    opened: dict[int, tuple[str, datetime]],
) -> LessonLine:
    place, changed_at = opened.get(lesson.pk, ("", None))
    edition = completed.get(lesson.pk)
    if edition is not None:
        is_current = edition >= lesson.edition
        standing = Standing.DONE if is_current else Standing.CHANGED
    else:
        standing = Standing.READING if changed_at else Standing.TODO
    return replace(lesson, standing=standing, place=place, changed_at=changed_at)


def course_progress(path: str, employee: Employee | None) -> CourseProgress:
    """Return how the lessons of the course at a path stand for a person."""
    return CourseProgress(tuple(with_standing(live_lessons(path), employee)))


def progress_by_course(
    path: str, employee: Employee | None
) -> dict[str, CourseProgress]:
    """Return the same for all courses below a path, by the course's path."""
    return by_course(with_standing(live_lessons(path), employee))


def by_course(lessons: Iterable[LessonLine]) -> dict[str, CourseProgress]:
    """Group lessons by their course's path."""
    found: dict[str, list[LessonLine]] = {}
    for lesson in lessons:
        found.setdefault(lesson.path[:-STEP], []).append(lesson)
    return {path: CourseProgress(tuple(at)) for path, at in found.items()}


@composed(str)
def _courses_at(path: str) -> models.QuerySet:
    return CoursePage.objects.filter(path=path)


def course_of(lesson: LessonPage) -> CoursePage:
    """Return the course a lesson belongs to."""
    (course,) = _courses_at(lesson.path[:-STEP])
    return course


@composed(int)
def _editions(lesson_id: int) -> models.QuerySet:
    numbered = LessonEdition.objects.filter(lesson_id=lesson_id)
    return numbered.order_by("-number").values_list("number")[:1]


def current_edition(lesson: LessonPage) -> int:
    """Return the number of the lesson's edition, from 1."""
    return next((number for (number,) in _editions(lesson.pk)), 1)


def current_version(course: CoursePage) -> str:
    """Return the version in which the course can be completed today."""
    lessons = live_lessons(course.path)
    return course_version((lesson.code, lesson.edition) for lesson in lessons)
