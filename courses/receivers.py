"""Hears Wagtail's news; each receiver calls one action."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import page_published

from courses.actions.editions import note_published
from courses.models import LessonPage


@receiver(page_published, sender=LessonPage, dispatch_uid="courses.note_published")
def lesson_was_published(*, instance: LessonPage, revision: Revision, **_: Any) -> None:
    """Give the lesson its edition."""
    note_published(lesson=instance, revision=revision, at=instance.last_published_at)
