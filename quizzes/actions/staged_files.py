"""Files of items that were received and wait for a yes; deleted after it."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from learning.city.models import StagedUpload
from learning.people.models import User

KIND = "quizzes.items"
KEPT = timedelta(days=3)
"""A file nobody decided on is deleted after this time."""


@transaction.atomic
def stage(
    *, name: str, content: bytes, state: dict[str, Any], by: User, at: datetime
) -> StagedUpload:
    """Keep a file until it is confirmed; older ones of this person go."""
    ours = StagedUpload.objects.filter(kind=KIND)
    ours.filter(uploaded_at__lt=at - KEPT).delete()
    ours.filter(uploaded_by_id=str(by.pk)).delete()
    return StagedUpload.objects.create(
        kind=KIND,
        name=name[:255],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        state=state,
        uploaded_by_id=str(by.pk),
        uploaded_at=at,
    )


@transaction.atomic
def discard(*, staged: StagedUpload) -> None:
    """Delete a file; nothing of it stays."""
    staged.delete()
