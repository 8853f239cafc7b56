"""Knows the digest of a record, by which changes are seen. Pure."""

import hashlib
import json
from typing import Any


def digest(content: Any) -> str:
    """SHA-256 of content as canonical JSON; dates and decimals as their text."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
