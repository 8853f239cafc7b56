"""Reads what an editor of a lesson should have before the eyes while writing.

What it teaches, which items ask it, which terms it uses, and whom a major change
would send through it again. Knows the draft as it was last saved; writes nothing.
"""

import json
from dataclasses import dataclass
from datetime import date

from courses.models import CourseCompletion, GlossaryTerm, LessonCompletion, LessonPage
from courses.standing import current_edition, current_version
from courses.tokens import term_codes
from learning.objectives.models import Objective
from learning.people.models import Employment
from quizzes.models import Item


@dataclass(frozen=True, slots=True)
class TaughtObjective:
    """One objective of the lesson, with the items in use that ask it."""

    objective: Objective
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class UsedTerm:
    """A term that the text names; without ``term`` the glossary has none."""

    code: str
    term: GlossaryTerm | None


@dataclass(frozen=True, slots=True)
class Reopened:
    """People of today whom publishing as 重要 concerns, each counted once."""

    lesson_done: int
    course_done: int


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """Everything the panel shows of one lesson."""

    objectives: tuple[TaughtObjective, ...]
    terms: tuple[UsedTerm, ...]
    is_past_review: bool
    reopened: Reopened | None


def lesson_facts(lesson: LessonPage, *, day: date) -> LessonFacts:
    """Return a lesson's facts on a day; nobody is reopened by a first publishing."""
    return LessonFacts(
        objectives=_objectives(lesson),
        terms=_terms(lesson),
        is_past_review=lesson.review_on is not None and lesson.review_on < day,
        reopened=reopened_by_major(lesson, day=day) if lesson.live else None,
    )


def reopened_by_major(lesson: LessonPage, *, day: date) -> Reopened:
    """Count who is employed on the day and has this lesson, and its course, done.

    The lesson in its edition of now, the course in its version of now: these are the
    people whose page would say 内容が新しくなりました.
    """
    employed = Employment.objects.on(day).values("employee")
    by_lesson = LessonCompletion.objects.filter(
        lesson=lesson, edition__gte=current_edition(lesson), employee__in=employed
    )
    course = lesson.get_parent().specific
    by_course = CourseCompletion.objects.filter(
        course=course, version=current_version(course), employee__in=employed
    )
    return Reopened(
        lesson_done=by_lesson.values("employee").distinct().count(),
        course_done=by_course.values("employee").distinct().count(),
    )


def _objectives(lesson: LessonPage) -> tuple[TaughtObjective, ...]:
    objectives = list(lesson.objectives.all())
    asked: dict[int, list[Item]] = {}
    for item in Item.objects.drawable().filter(objective__in=objectives):
        asked.setdefault(item.objective_id, []).append(item)
    return tuple(TaughtObjective(o, tuple(asked.get(o.pk, ()))) for o in objectives)


def _terms(lesson: LessonPage) -> tuple[UsedTerm, ...]:
    text = json.dumps(lesson.body.get_prep_value(), ensure_ascii=False)
    codes = sorted(term_codes(text))
    known = {term.code: term for term in GlossaryTerm.objects.filter(code__in=codes)}
    return tuple(UsedTerm(code, known.get(code)) for code in codes)
