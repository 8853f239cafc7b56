"""What the person is told where a score was worked out anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from learning.composed import composed
from quizzes.models import Attempt, RegradeLine

TOLD_FOR = timedelta(days=30)
"""How long マイページ says it; the result page says it for ever."""


@dataclass(frozen=True, slots=True)
class OwnRegrade:
    """One change of an own score."""

    attempt_id: UUID
    quiz: str
    at: datetime
    reason: str
    before: Decimal
    maximum_before: Decimal
    after: Decimal
    maximum_after: Decimal
    passed_before: bool
    passed_after: bool


@composed(int)
def _of_attempt(attempt_id: int) -> QuerySet:
    rows = RegradeLine.objects.filter(attempt_id=attempt_id)
    return rows.select_related("regrade", "attempt__quiz").order_by("pk")


@composed(int, datetime)
def _of_person(employee_id: int, since: datetime) -> QuerySet:
    rows = RegradeLine.objects.filter(
        attempt__employee_id=employee_id, attempt__regraded_at__gte=since, at__gte=since
    )
    return rows.select_related("regrade", "attempt__quiz").order_by("-pk")


def regrades_of(attempt: Attempt) -> list[OwnRegrade]:
    """What changed one attempt's score, in order. No query where nothing did."""
    if attempt.regraded_at is None:
        return []
    return _told(_of_attempt(attempt.pk))


def regraded_lately(employee_id: int, *, at: datetime) -> list[OwnRegrade]:
    """What changed a person's scores lately, the latest first. One query."""
    return _told(_of_person(employee_id, at - TOLD_FOR))


def _told(lines: Any) -> list[OwnRegrade]:
    return [
        OwnRegrade(
            attempt_id=line.attempt.public_id,
            quiz=line.attempt.quiz.title,
            at=line.at,
            reason=line.regrade.reason,
            before=Decimal(line.before["raw"]),
            maximum_before=Decimal(line.before["maximum"]),
            after=Decimal(line.after["raw"]),
            maximum_after=Decimal(line.after["maximum"]),
            passed_before=line.passed_before,
            passed_after=line.passed_after,
        )
        for line in lines
        if line.changes_something
    ]
