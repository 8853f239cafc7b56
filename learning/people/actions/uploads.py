"""Files that were received and wait for a decision; deleted after the apply."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from learning.city.models import StagedUpload
from learning.people.models import User

KEPT = timedelta(days=3)
"""A file nobody decided on is deleted after this time."""


class UploadGone(LookupError):
    """A file that is no more: applied, given up, or another was chosen since."""


@transaction.atomic
def stage(
    *,
    kind: str,
    name: str,
    content: bytes,
    state: dict[str, Any],
    by: User,
    at: datetime,
) -> StagedUpload:
    """Keep a file with what was chosen so far; older ones of this person go."""
    room = kind.split(".")[0]
    ours = StagedUpload.objects.filter(kind__startswith=f"{room}.")
    ours.filter(uploaded_at__lt=at - KEPT).delete()
    ours.filter(uploaded_by_id=str(by.pk), kind=kind).delete()
    return StagedUpload.objects.create(
        kind=kind,
        name=name[:255],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        state=state,
        uploaded_by_id=str(by.pk),
        uploaded_at=at,
    )


@transaction.atomic
def decide(*, upload: StagedUpload, state: dict[str, Any]) -> StagedUpload:
    """Keep further choices beside those made before. Raises UploadGone."""
    upload.state = {**upload.state, **state}
    kept = StagedUpload.objects.filter(pk=upload.pk).update(state=upload.state)
    if not kept:
        raise UploadGone
    return upload


@transaction.atomic
def discard(*, upload: StagedUpload) -> None:
    """Delete a file; nothing of it stays."""
    upload.delete()
