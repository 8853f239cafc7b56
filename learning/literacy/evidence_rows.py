"""What a passed attempt or a completed course is as evidence; unsaved rows.

One function per source, used by the actions one by one and by bulk writers alike, so
that both give the same rows. Nothing here reads the clock or writes.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from courses.models import CourseCompletion
from learning.literacy.models import Evidence
from quizzes.models import Attempt

_EVIDENCE = uuid5(NAMESPACE_URL, "choudo:evidence")


def public_id_of(source_key: str) -> UUID:
    """The public id of evidence, the same whenever it is written from its source."""
    return uuid5(_EVIDENCE, source_key)


def attempt_key(attempt: Attempt) -> str:
    """The source key of an attempt's evidence; a score worked out anew has its own."""
    key = f"attempt:{attempt.public_id}"
    return f"{key}:{attempt.regrade_count}" if attempt.regrade_count else key


def completion_key(completion: CourseCompletion) -> str:
    """The source key of a completion's evidence: person, course and version."""
    parts = (
        str(completion.employee.public_id),
        completion.course.code,
        completion.version,
    )
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"completion:{digest}"


def evidence_of_attempt(attempt: Attempt) -> Evidence:
    """A passed attempt as evidence, of the local day on which it was submitted.

    Reads ``attempt.quiz``. Recorded when it was submitted, by whoever entered it, or
    when its score was worked out anew.
    """
    key = attempt_key(attempt)
    submitted_at = attempt.submitted_at
    if submitted_at is None or not attempt.passed:
        raise ValueError(f"{key} was not passed")
    return Evidence(
        public_id=public_id_of(key),
        employee_id=attempt.employee_id,
        kind=Evidence.Kind.QUIZ_PASSED,
        subject_code=attempt.quiz.code,
        on=local_day(submitted_at),
        scaled_score=attempt.scaled_score,
        section_shares=attempt.section_shares,
        attempt=attempt,
        source_key=key,
        recorded_at=attempt.regraded_at or submitted_at,
        recorded_by_id=attempt.entered_by_id,
    )


def evidence_of_completion(completion: CourseCompletion) -> Evidence:
    """A completed course as evidence. Reads ``completion.employee`` and ``.course``."""
    key = completion_key(completion)
    return Evidence(
        public_id=public_id_of(key),
        employee_id=completion.employee_id,
        kind=Evidence.Kind.COURSE_COMPLETED,
        subject_code=completion.course.code,
        on=local_day(completion.completed_at),
        completion=completion,
        source_key=key,
        recorded_at=completion.completed_at,
    )


def evidence_rows_from_attempts(attempts: Iterable[Attempt]) -> list[Evidence]:
    """Evidence of those attempts that were finished and passed, in their order."""
    return [
        evidence_of_attempt(attempt)
        for attempt in attempts
        if attempt.state == Attempt.State.FINISHED and attempt.passed
    ]


def evidence_rows_from_completions(
    completions: Iterable[CourseCompletion],
) -> list[Evidence]:
    """Evidence of completed courses, in their order."""
    return [evidence_of_completion(completion) for completion in completions]


def local_day(at: datetime) -> date:
    """The city's day of an aware time."""
    return timezone.localdate(at)
