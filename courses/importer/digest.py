"""Knows the digest of a record, by which changes are seen. Pure."""

import hashlib
import json
from typing import Any


def digest(content: Any) -> str:
    """SHA-256 of content as canonical JSON; dates and decimals as their text."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def without_item_ids(data: Any) -> Any:
    """Return a stream's data with plain lists for the items that Wagtail numbers.

    A list is kept as ``[value, …]`` or, once an editor saved it, as
    ``[{"type": "item", "value": value, "id": …}, …]``; both mean the same.
    """
    if isinstance(data, list):
        return [without_item_ids(value) for value in data]
    if isinstance(data, dict):
        if data.get("type") == "item" and "value" in data:
            return without_item_ids(data["value"])
        return {key: without_item_ids(value) for key, value in data.items()}
    return data
