"""Who may approve an item: a second person, never one who wrote in its draft."""

from django.db.models import Q

from learning.people.models import User
from quizzes.models import Item


def wrote_draft(item: Item, user: User) -> bool:
    """Whether the person changed the draft since the item was last published."""
    revisions = item.revisions.filter(user=user)
    if item.live and item.live_revision is not None:
        later = Q(created_at__gt=item.live_revision.created_at)
        revisions = revisions.filter(later & ~Q(pk=item.live_revision_id))
    return revisions.exists()
