"""Writing log entries. Nothing here changes or deletes one."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from learning.log.models import Entry, Payload, new_salt


class Actor(Protocol):
    """Whoever acts: a user, or the system (None where an actor is asked)."""

    pk: Any

    def get_full_name(self) -> str: ...


SYSTEM = "システム"


def payload_digest(*, salt: str, detail: dict[str, Any]) -> str:
    """SHA-256 over the salt and the detail as canonical JSON."""
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One entry of several that are written together."""

    action: str
    subject: tuple[str, str, str] = ("", "", "")
    detail: dict[str, Any] = field(default_factory=dict)


def write(
    action: str,
    *,
    by: Actor | None,
    at: datetime,
    subject: tuple[str, str, str] = ("", "", ""),
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Write one entry inside the caller's transaction.

    Parameters
    ----------
    action : code such as ``"roster.apply"``: noun and verb.
    by : the acting user; None for the system.
    at : aware time of the action.
    subject : (kind, public id, label) of whom or what it was done to.
    detail : what a reader needs later; JSON; no answers, no passwords.
    """
    return write_many([NewEntry(action, subject, detail or {})], by=by, at=at)[0]


def write_many(
    entries: Sequence[NewEntry], *, by: Actor | None, at: datetime
) -> list[Entry]:
    """Write entries of one actor and time in two statements, as ``write`` would."""
    details = [json.loads(json.dumps(e.detail, default=str)) for e in entries]
    rows = [_row(e, d, by, at) for e, d in zip(entries, details, strict=True)]
    rows = Entry.objects.bulk_create(rows)
    pairs = zip(rows, details, strict=True)
    Payload.objects.bulk_create(Payload(entry=r, detail=d) for r, d in pairs if d)
    return rows


def _row(
    entry: NewEntry, detail: dict[str, Any], by: Actor | None, at: datetime
) -> Entry:
    kind, identity, label = entry.subject
    salt = new_salt()
    return Entry(
        at=at,
        actor_id=str(by.pk) if by is not None else "",
        actor_label=(by.get_full_name() if by is not None else SYSTEM)[:200],
        action=entry.action,
        subject_kind=kind,
        subject_id=identity,
        subject_label=label[:200],
        salt=salt,
        payload_digest=payload_digest(salt=salt, detail=detail),
    )
