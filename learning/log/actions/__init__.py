"""Writing log entries. Nothing here changes or deletes one."""

import hashlib
import json
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
    kind, identity, label = subject
    salt = new_salt()
    detail = json.loads(json.dumps(detail or {}, default=str))
    entry = Entry.objects.create(
        at=at,
        actor_id=str(by.pk) if by is not None else "",
        actor_label=(by.get_full_name() if by is not None else SYSTEM)[:200],
        action=action,
        subject_kind=kind,
        subject_id=identity,
        subject_label=label[:200],
        salt=salt,
        payload_digest=payload_digest(salt=salt, detail=detail),
    )
    if detail:
        Payload.objects.create(entry=entry, detail=detail)
    return entry
