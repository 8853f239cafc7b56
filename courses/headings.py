"""Knows the id of a heading inside a lesson, for links to it. Pure."""

import hashlib


def heading_id(words: str) -> str:
    """Return an id that stays while the heading's words stay."""
    return "h-" + hashlib.sha256(words.encode()).hexdigest()[:8]
