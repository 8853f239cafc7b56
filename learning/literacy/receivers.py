"""Hears what happened below and calls an action; knows nothing else."""

from typing import Any

from django.dispatch import receiver

from courses.models import CourseCompletion
from courses.signals import course_completed
from learning.literacy.actions import evidence, regraded
from quizzes.models import Attempt
from quizzes.signals import attempt_finished, attempts_regraded


@receiver(attempt_finished)
def record_attempt(attempt: Attempt, **_: Any) -> None:
    """A finished attempt may be evidence."""
    evidence.record_attempt(attempt)


@receiver(attempts_regraded)
def follow_regrade(attempts: list[Attempt], **news: Any) -> None:
    """Scores were worked out anew: their evidence follows."""
    news.pop("signal")
    news.pop("sender")
    regraded.follow(attempts=attempts, **news)


@receiver(course_completed)
def record_completion(completion: CourseCompletion, **_: Any) -> None:
    """A completed course is evidence."""
    evidence.record_completion(completion)
