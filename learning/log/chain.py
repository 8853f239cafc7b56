"""The chain over the log: one digest per entry, each over the one before.

An entry's digest covers its fields and the digest of its salted payload, not the
payload itself: a payload may be deleted by rule and the chain still holds. No queries here.
"""

import hashlib
import json
from datetime import UTC

from learning.log.models import Entry

START = ""
FIELDS = (
    "actor_id",
    "actor_label",
    "action",
    "subject_kind",
    "subject_id",
    "subject_label",
    "salt",
    "payload_digest",
)


def link_digest(entry: Entry, *, previous: str) -> str:
    """SHA-256 over the previous digest and the entry as canonical JSON."""
    values = {name: getattr(entry, name) for name in FIELDS}
    values["id"] = entry.pk
    values["at"] = entry.at.astimezone(UTC).isoformat()
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
