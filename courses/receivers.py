"""What courses hear from Wagtail; each receiver is one line calling an action."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    task_approved,
    task_rejected,
    workflow_approved,
    workflow_cancelled,
    workflow_submitted,
)

from courses.actions import pages
from courses.actions.editions import note_published
from courses.models import LessonPage
from learning.people.models import User


@receiver(page_published, sender=LessonPage, dispatch_uid="courses.note_published")
def lesson_was_published(*, instance: LessonPage, revision: Revision, **_: Any) -> None:
    """Give the lesson its edition."""
    note_published(lesson=instance, revision=revision, at=instance.last_published_at)


@receiver(page_published)
def page_was_published(*, instance: Page, revision: Revision, **_: Any) -> None:
    """Note it, whichever way it was published."""
    pages.record_published(page=instance, revision=revision, at=timezone.now())


@receiver(page_unpublished)
def page_was_unpublished(*, instance: Page, **_: Any) -> None:
    """Note it, by hand or on its last day."""
    pages.record_unpublished(page=instance, at=timezone.now())


@receiver(post_page_move)
def page_was_moved(
    *, instance: Page, parent_page_before: Page, parent_page_after: Page, **_: Any
) -> None:
    """Note where it was and is."""
    pages.record_moved(
        page=instance,
        before=parent_page_before,
        after=parent_page_after,
        at=timezone.now(),
    )


@receiver(post_delete, sender=Page)
def page_was_deleted(*, instance: Page, **_: Any) -> None:
    """Note it; Wagtail has no signal of its own for this."""
    pages.record_deleted(page=instance, at=timezone.now())


@receiver(workflow_submitted)
def page_submitted(instance: WorkflowState, user: User | None, **_: Any) -> None:
    """Note who asked for approval."""
    _record("page.submit", instance, user)


@receiver(workflow_cancelled)
def review_cancelled(instance: WorkflowState, user: User | None, **_: Any) -> None:
    """Note who ended the review without a result."""
    _record("page.cancel", instance, user)


@receiver(task_approved)
def page_approved(instance: TaskState, user: User | None, **_: Any) -> None:
    """Note who approved; publishing is heard by itself."""
    _record("page.approve", instance.workflow_state, user)


@receiver(task_rejected)
def page_rejected(instance: TaskState, user: User | None, **_: Any) -> None:
    """Note who sent it back."""
    _record("page.reject", instance.workflow_state, user)


@receiver(workflow_approved)
def approved_for_later(instance: WorkflowState, user: User | None, **_: Any) -> None:
    """Note it if the approval has only set the day on which a live page changes."""
    page = instance.content_object
    pages.record_waiting(page=page, by=user, at=timezone.now())


def _record(action: str, state: WorkflowState, by: User | None) -> None:
    pages.record_review(action=action, state=state, by=by, at=timezone.now())
