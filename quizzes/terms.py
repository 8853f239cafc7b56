"""Reads what holds for one person and one quiz: limits, exceptions, accommodation."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from learning.composed import composed
from learning.people.models import Accommodation
from quizzes import attempt_life
from quizzes.attempt_life import NO_FACTOR, Exemption, Terms
from quizzes.models import AttemptOverride, Quiz


@composed(int, int)
def _exemptions(quiz_id: int, employee_id: int) -> QuerySet:
    rows = AttemptOverride.objects.in_force().filter(
        quiz_id=quiz_id, employee_id=employee_id
    )
    return rows.order_by("pk").values_list(
        "extra_minutes", "extra_attempts", "opens_at", "closes_at"
    )


@composed(int, date)
def _factors(employee_id: int, day: date) -> QuerySet:
    rows = Accommodation.objects.on(day).filter(employee_id=employee_id)
    return rows.values_list("time_factor")


def terms_of(quiz: Quiz, employee_id: int, at: datetime) -> Terms:
    """Return the terms that hold at ``at``; one query, two with a time limit."""
    factor = NO_FACTOR
    if quiz.time_limit_minutes is not None:
        found = _factors(employee_id, timezone.localdate(at))
        factor = found[0][0] if found else NO_FACTOR
    return attempt_life.terms(
        limit_minutes=quiz.time_limit_minutes,
        attempts_allowed=quiz.attempts_allowed,
        time_factor=factor,
        exemptions=[Exemption(*row) for row in _exemptions(quiz.pk, employee_id)],
    )
