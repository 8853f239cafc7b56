"""Clean HTML of stems: the few elements that a question needs, and nothing that runs.

An image is named by ``/…`` (a file of this site) or ``image:NAME`` (on its way between
systems); nothing outside is ever loaded.
"""

import html
import re

import nh3

TAGS = {
    "b", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "i", "img",
    "ins", "kbd", "li", "ol", "p", "pre", "rp", "rt", "ruby", "s", "small", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u",
    "ul",
}  # fmt: skip
ATTRIBUTES = {
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
BLOCK_END = re.compile(r"(?i)<br\s*/?>|</(p|div|li|tr|table|pre|dt|dd|h[1-6])>")
PARAGRAPHS_ONLY = re.compile(r"(?i)</?(p|br|div|span)\b[^>]*>")
ANY_TAG = re.compile(r"<[^>]*>")
NO_MORE_THAN_TWO_BREAKS = re.compile(r"\s*\n\s*\n\s*")


def clean(text: str) -> str:
    """Return the HTML with only what is allowed; idempotent."""
    return nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_own_image,
        url_schemes={"image"},
        link_rel=None,
    ).strip()


def plain(text: str) -> str:
    """Return the text of an HTML fragment, its blocks on lines of their own."""
    broken = BLOCK_END.sub("\n", text)
    return _tidy(html.unescape(nh3.clean(broken, tags=set())))


def is_plain(text: str) -> bool:
    """Whether nothing but paragraphs and line breaks would be lost as plain text."""
    return not ANY_TAG.search(PARAGRAPHS_ONLY.sub("", text))


def _own_image(tag: str, attribute: str, value: str) -> str | None:
    if tag != "img" or attribute != "src":
        return value
    own = value.startswith("image:") or (
        value.startswith("/") and not value.startswith("//")
    )
    return value if own else None


def _tidy(text: str) -> str:
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return NO_MORE_THAN_TWO_BREAKS.sub("\n\n", "\n".join(lines)).strip()
