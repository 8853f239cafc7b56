"""個別の扱い: minutes, attempts or a window of one's own; given and withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from learning.log import actions as log
from learning.people.listing import names_on
from learning.people.models import Employee, User
from quizzes.models import AttemptOverride, Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOverride:
    """What is given to whom for which quiz, and why; something of the four is."""

    quiz: Quiz
    employee: Employee
    extra_minutes: int = 0
    extra_attempts: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    reason: str


@transaction.atomic
def give(*, new: NewOverride, by: User | None, at: datetime) -> AttemptOverride:
    """Give an override; it holds from the person's next start on.

    The minutes of an attempt that runs are changed by ``attempts.extend``.
    """
    row = AttemptOverride.objects.create(
        quiz=new.quiz,
        employee=new.employee,
        extra_minutes=new.extra_minutes,
        extra_attempts=new.extra_attempts,
        opens_at=new.opens_at,
        closes_at=new.closes_at,
        reason=new.reason[:200],
        given_at=at,
        given_by=by,
    )
    _log("attempt.allow", row, by=by, at=at)
    return row


@transaction.atomic
def withdraw(
    *, override: AttemptOverride, by: User | None, at: datetime
) -> AttemptOverride:
    """Take an override back; attempts that have started keep what they got."""
    locked = AttemptOverride.objects.select_for_update(of=("self",)).get(pk=override.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = at
        locked.save(update_fields=["withdrawn_at"])
        _log("attempt.disallow", locked, by=by, at=at)
    return locked


def _log(action: str, row: AttemptOverride, *, by: User | None, at: datetime) -> None:
    day = timezone.localdate(at)
    name, _kana = names_on([row.employee_id], day=day).get(row.employee_id, ("", ""))
    detail: dict[str, Any] = {
        "quiz": row.quiz.title,
        "extra_minutes": row.extra_minutes or None,
        "extra_attempts": row.extra_attempts or None,
        "opens_at": row.opens_at,
        "closes_at": row.closes_at,
        "reason": row.reason,
    }
    subject = ("employee", str(row.employee.public_id), name)
    log.write(action, by=by, at=at, subject=subject, detail=detail)
