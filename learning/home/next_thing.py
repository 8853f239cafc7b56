"""Chooses the one next thing of a person: never two, and never nothing.

An attempt under way comes first, because its time runs; then what is due soonest; then,
with nothing due, one short lesson.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.standing import LessonLine, live_lessons, with_standing
from learning.campaigns.due import DueItem
from learning.campaigns.standing import Standing
from learning.composed import composed
from learning.people.models import Employee
from quizzes.models import Attempt


@dataclass(frozen=True, slots=True)
class NextThing:
    """One thing to do: where it is, what the button says, and until when."""

    title: str
    text: str
    url: str
    action: str
    due_on: date | None = None
    days_left: int = 0
    lessons_done: int = 0
    lessons_total: int = 0


def next_thing(
    employee: Employee, due: list[DueItem], *, at: datetime
) -> NextThing | None:
    """Choose what ``employee`` does next at ``at``; None where nothing is left at all.

    ``due`` is in order of the due day, as ``campaigns.due.due_for`` gives it.
    """
    return (
        _attempt_under_way(employee, at) or _due_first(due) or _short_lesson(employee)
    )


def _due_first(due: list[DueItem]) -> NextThing | None:
    """What is due soonest; of several on one day, what was begun already."""
    may_begin = [item for item in due if item.url and item.standing.is_open]
    soonest = min(may_begin, key=lambda i: (i.due_on, not _is_begun(i)), default=None)
    return _of_due(soonest) if soonest else None


def _is_begun(item: DueItem) -> bool:
    return item.standing is Standing.IN_PROGRESS or item.lessons_done > 0


@composed(int, datetime)
def _open_attempts(employee_id: int, at: datetime) -> QuerySet:
    own = Attempt.objects.open().filter(employee_id=employee_id)
    still = own.exclude(closes_at__lt=at).select_related("quiz").defer("form")
    return still.order_by("closes_at", "pk")[:1]


def _attempt_under_way(employee: Employee, at: datetime) -> NextThing | None:
    attempt = next(iter(_open_attempts(employee.pk, at)), None)
    if attempt is None:
        return None
    return NextThing(
        title=attempt.quiz.title,
        text=_("解答の途中です。保存した解答から続けられます。"),
        url=reverse("quizzes:intro", args=[attempt.quiz.code]),
        action=_("続ける"),
    )


def _of_due(item: DueItem) -> NextThing:
    return NextThing(
        title=item.title,
        text=_where(item),
        url=item.url,
        action=item.action,
        due_on=item.due_on,
        days_left=item.days_left,
        lessons_done=item.lessons_done,
        lessons_total=item.lessons_total,
    )


def _where(item: DueItem) -> str:
    """Where one goes on: 「レッスン 3／6「…」から　約 7 分」."""
    if not item.next_title:
        return "" if item.subject_title in item.title else item.subject_title
    return _("レッスン %(number)s／%(total)s「%(title)s」から　約 %(minutes)s 分") % {
        "number": item.lessons_done + 1,
        "total": item.lessons_total,
        "title": item.next_title,
        "minutes": item.minutes,
    }


def _short_lesson(employee: Employee) -> NextThing | None:
    """The lesson in the middle of which the person is, else the shortest not done."""
    left = [at for at in with_standing(live_lessons(""), employee) if not at.is_done]
    lesson = min(left, key=_effort, default=None)
    if lesson is None:
        return None
    return NextThing(
        title=lesson.title,
        text=_("約 %(minutes)s 分のレッスンです。途中でやめても続きから読めます。")
        % {"minutes": lesson.minutes},
        url=lesson.resume_address,
        action=_("続ける") if lesson.changed_at else _("読む"),
    )


def _effort(lesson: LessonLine) -> tuple[bool, int]:
    return (lesson.changed_at is None, lesson.minutes)
