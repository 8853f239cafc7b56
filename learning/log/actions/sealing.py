"""Sealing entries, and deleting the personal part of entries by rule."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from learning.log.actions import Actor, write
from learning.log.chain import START, link_digest
from learning.log.models import PEOPLE, Entry, Group, Member, Payload, Seal

BATCH = 500
LOCK = "choudo log chain"
DELETED = "log.delete_payloads"


def seal_new() -> int:
    """Seal what has arrived since, in the order of arrival; return how many.

    In batches, so that no transaction is long. Of two sealers at once the second waits
    until the first has written its links.
    """
    total = 0
    while count := _seal_batch():
        total += count
    return total


@transaction.atomic
def _seal_batch() -> int:
    _wait_for_other_sealers()
    last = Seal.objects.order_by("-pk").first()
    previous = last.digest if last is not None else START
    seals = []
    for entry in Entry.objects.unsealed()[:BATCH]:
        digest = link_digest(entry, previous=previous)
        seals.append(Seal(entry=entry, previous=previous, digest=digest))
        previous = digest
    Seal.objects.bulk_create(seals)
    return len(seals)


def _wait_for_other_sealers() -> None:
    """Take the chain's lock until the end of the transaction.

    A lock on the last link is not enough: there is none at first, and who waited for it
    goes on with the link that was the last before. SQLite has one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [LOCK])


@transaction.atomic
def delete_payloads(
    *, entries: Sequence[Entry], rule: str, by: Actor | None, at: datetime
) -> Entry:
    """Delete the personal part of these entries; what was deleted stays on record."""
    keys = [entry.pk for entry in entries]
    Payload.objects.filter(entry__in=keys).delete()
    _delete_groups({e.subject_id for e in entries if e.subject_kind == PEOPLE})
    return write(DELETED, by=by, at=at, detail={"rule": rule, "entries": keys})


def _delete_groups(digests: set[str]) -> None:
    """Forget the groups that no entry with a payload names any more."""
    kept = Entry.objects.filter(
        subject_kind=PEOPLE, subject_id__in=digests, payload__isnull=False
    )
    gone = digests - set(kept.values_list("subject_id", flat=True))
    Member.objects.filter(group__digest__in=gone).delete()
    Group.objects.filter(digest__in=gone).delete()
