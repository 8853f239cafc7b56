"""GIFT, Moodle's text format for questions."""

import re

from quizzes.exchange.gift.reading import read
from quizzes.exchange.gift.writing import write
from quizzes.exchange.parcel import Format
from quizzes.exchange.text import looks_like_text

SIGNATURE = re.compile(
    r"^\s*(::|\$CATEGORY:)|(?<!\\)\{\s*(=|~|#|T\s*[}#]|F\s*[}#]|TRUE|FALSE|\})",
    re.MULTILINE,
)


def sniff(data: bytes, filename: str) -> bool:
    """Whether the file is named so, or has answers in braces."""
    text = looks_like_text(data)
    if filename.lower().endswith(".gift"):
        return bool(text)
    return bool(SIGNATURE.search(text))


FORMAT = Format(
    name="GIFT",
    read=read,
    write=write,
    extensions=(".gift", ".txt"),
    sniff=sniff,
    media_type="text/plain; charset=utf-8",
)
__all__ = ["FORMAT", "read", "sniff", "write"]
