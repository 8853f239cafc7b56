"""Keeps a plan's file between its preview and its taking in; deleted after either."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from learning.city.models import StagedUpload
from learning.literacy.plan_document import PlanDocument
from learning.literacy.plan_file import read_plan
from learning.literacy.plan_start import Wish
from learning.people.models import User

KIND = "plan"


@transaction.atomic
def stage_plan(
    *, name: str, content: bytes, wish: Wish, by: User, at: datetime
) -> StagedUpload:
    """Keep a file that was read without problems; one per person, the latest."""
    StagedUpload.objects.filter(kind=KIND, uploaded_by_id=str(by.pk)).delete()
    return StagedUpload.objects.create(
        kind=KIND,
        name=name[:255],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        state={
            "effective_on": wish.effective_on.isoformat() if wish.effective_on else "",
            "is_correction": wish.is_correction,
        },
        uploaded_by_id=str(by.pk),
        uploaded_at=at,
    )


def read_staged(staged: StagedUpload) -> tuple[PlanDocument, Wish]:
    """The plan in a staged file, and what its person wished with it."""
    day = staged.state.get("effective_on")
    wish = Wish(
        effective_on=date.fromisoformat(day) if day else None,
        is_correction=bool(staged.state.get("is_correction")),
    )
    return read_plan(bytes(staged.content)), wish


def discard(staged: StagedUpload) -> None:
    """Throw a staged file away."""
    staged.delete()
