"""Hears what happened below and calls an action; knows nothing else."""

from typing import Any

from django.dispatch import receiver

from courses.models import CourseCompletion
from courses.signals import course_completed
from learning.literacy.actions import evidence
from quizzes.models import Attempt
from quizzes.signals import attempt_finished


@receiver(attempt_finished)
def record_attempt(attempt: Attempt, **_: Any) -> None:
    """A finished attempt may be evidence."""
    evidence.record_attempt(attempt)


@receiver(course_completed)
def record_completion(completion: CourseCompletion, **_: Any) -> None:
    """A completed course is evidence."""
    evidence.record_completion(completion)
