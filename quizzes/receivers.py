"""What quizzes hear from Wagtail; each receiver is one line calling an action."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.signals import (
    published,
    task_approved,
    task_rejected,
    unpublished,
    workflow_cancelled,
    workflow_submitted,
)

from learning.people.models import User
from quizzes.actions import items
from quizzes.models import Item


@receiver(published, sender=Item)
def item_published(instance: Item, revision: Revision, **kwargs: Any) -> None:
    """Freeze what was published, whichever way it was published."""
    items.record_published(item=instance, revision=revision, at=timezone.now())


@receiver(unpublished, sender=Item)
def item_unpublished(instance: Item, **kwargs: Any) -> None:
    """Note what its own last day has unpublished."""
    items.record_expired(item=instance, at=timezone.now())


@receiver(workflow_submitted)
def item_submitted(instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    """Note who asked for approval."""
    _record("item.submit", instance, user)


@receiver(workflow_cancelled)
def review_cancelled(instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    """Note who ended the review without a result."""
    _record("item.cancel", instance, user)


@receiver(task_approved)
def item_approved(instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """Note who approved; publishing is heard by itself."""
    _record("item.approve", instance.workflow_state, user)


@receiver(task_rejected)
def item_rejected(instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """Note who sent it back."""
    _record("item.reject", instance.workflow_state, user)


def _record(action: str, state: WorkflowState, by: User | None) -> None:
    items.record_review(
        action=action, subject=state.content_object, by=by, at=timezone.now()
    )
