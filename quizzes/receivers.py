"""What quizzes hear from Wagtail; each receiver is one line calling an action."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published

from quizzes.actions import items
from quizzes.models import Item


@receiver(published, sender=Item)
def item_published(instance: Item, revision: Revision, **kwargs: Any) -> None:
    """Freeze what was published, whichever way it was published."""
    items.cut_version(item=instance, by=revision.user, at=instance.last_published_at)
