"""Moodle XML: the file that Moodle's question bank imports and exports.

Read after Moodle's documentation "Moodle XML format" and written so that Moodle takes
it. Whether options are shuffled is the quiz's matter with us, so ``shuffleanswers`` is
neither read nor kept; penalties for a second try are noted where they aren't the usual.
"""

import re

from quizzes.exchange.moodle_xml.reading import read
from quizzes.exchange.moodle_xml.writing import write
from quizzes.exchange.parcel import Format

ROOT = re.compile(rb"<quiz\b[^>]*>\s*(<!--.*?-->\s*)*(<question\b|</quiz>)", re.DOTALL)
SEEN = 4096


def sniff(data: bytes, filename: str) -> bool:
    """Whether the file begins like Moodle XML."""
    start = data[:SEEN].replace(b"\x00", b"")
    return bool(ROOT.search(start)) and b"<questestinterop" not in start


FORMAT = Format(
    name="Moodle XML",
    read=read,
    write=write,
    extensions=(".xml",),
    sniff=sniff,
    media_type="application/xml",
)

__all__ = ["FORMAT", "read", "sniff", "write"]
