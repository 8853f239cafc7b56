"""Writing one entry about several people, found again from each of them."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from learning.log.actions import Actor, write
from learning.log.models import PEOPLE, Entry, Group, Member

BATCH = 500


def group_digest(people: Iterable[str]) -> str:
    """SHA-256 over the public ids in order: the same people are the same group."""
    return hashlib.sha256("\n".join(sorted(people)).encode()).hexdigest()


@transaction.atomic
def write_about_people(
    action: str,
    *,
    people: Collection[object],
    label: str,
    by: Actor | None,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Write one entry about several people, by their public ids.

    ``Entry.objects.about_person`` finds it from each. A group that was written before
    costs no row per person. ``label`` says what brought them together; the payload
    always says how many they were.
    """
    ids = {str(each) for each in people}
    digest = group_digest(ids)
    group, is_new = Group.objects.get_or_create(digest=digest)
    if is_new:
        members = [Member(group=group, person_id=each) for each in sorted(ids)]
        Member.objects.bulk_create(members, batch_size=BATCH)
    return write(
        action,
        by=by,
        at=at,
        subject=(PEOPLE, digest, label),
        detail={**(detail or {}), "people": len(ids)},
    )
