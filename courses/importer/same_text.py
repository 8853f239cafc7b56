"""Knows when two pieces of rich text say the same. Pure.

Wagtail's editor writes a text anew whenever its page is saved: ``<b>`` for
``<strong>``, a paragraph around a bare sentence, no line breaks between blocks. None
of that is an editor's change, so digests are made of what is left when it is taken
away.
"""

import re
from html.parser import HTMLParser

_SAME_TAG = {"strong": "b", "em": "i"}
_BLOCKS = {"ul", "ol", "li", "h3", "h4", "blockquote", "hr"}
_KEPT_ATTRIBUTES = {"a": ("href", "id", "linktype")}
_BREAK = "\n"
_SPACE = re.compile(r"[ \t\r\n\f]+")


class _Reader(HTMLParser):
    """Collects what a text says: words, marks and blocks, and breaks between."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = _KEPT_ATTRIBUTES.get(tag, ())
        given = "".join(f" {n}={v}" for n, v in sorted(attrs, key=str) if n in kept)
        self._tag(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "hr"):
            self._tag(tag, "", end="/")

    def handle_data(self, data: str) -> None:
        self.parts.append(_SPACE.sub(" ", data))

    def _tag(self, tag: str, attributes: str, *, end: str = "") -> None:
        if tag == "p":
            self.parts.append(_BREAK)
            return
        named = f"<{end}{_SAME_TAG.get(tag, tag)}{attributes}>"
        self.parts.append(f"{_BREAK}{named}{_BREAK}" if tag in _BLOCKS else named)


def said(html: str) -> str:
    """Return what a text says, the same for two texts that a reader sees alike.

    For comparing only. Marks, links, lists and headings count; the names of tags that
    mean the same, white space between blocks, and whether a text of one paragraph is
    inside a ``<p>`` don't.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.parts).split(_BREAK)
    return _BREAK.join(line.strip() for line in lines if line.strip())
