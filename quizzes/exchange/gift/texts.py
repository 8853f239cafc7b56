"""What the format marks of GIFT mean: [html], [markdown], [plain], [moodle]."""

import html
import re

from markdown_it import MarkdownIt

from quizzes.exchange.gathering import Gathering, Refused
from quizzes.exchange.gift.splitting import show

FORMATS = ("html", "markdown", "plain", "moodle")
FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
BLOCK = re.compile(r"(?i)<(p|br|div|ul|ol|table|pre)\b")
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
# An image of a Moodle course: GIFT does not carry the file.
COURSE_FILE = "@@PLUGINFILE@@/"


def split_format(text: str, default: str) -> tuple[str, str]:
    """Return the format and the text behind its mark."""
    found = FORMAT.match(text)
    return (found[1].lower(), text[found.end() :]) if found else (default, text)


def as_stem(gathering: Gathering, text: str, form: str) -> dict[str, str]:
    """Return ``stem``, and ``format`` where it is HTML.

    Raises
    ------
    Refused
        If it is empty.
    """
    shown = show(text)
    markup = _markup(shown, form)
    if markup:
        return gathering.stem(markup)
    if not shown:
        raise Refused("問題文がありません。")
    return {"stem": _unescaped(shown, form)}


def as_plain(gathering: Gathering, text: str, default: str, label: str) -> str:
    """Return the text of an answer or a feedback, without markup."""
    form, rest = split_format(text, default)
    shown = show(rest)
    markup = _markup(shown, form)
    return gathering.plain(markup, label) if markup else _unescaped(shown, form)


def as_told(gathering: Gathering, text: str, default: str) -> str:
    """Return a feedback; one that is nothing but a picture is left out, and noted."""
    try:
        return as_plain(gathering, text, default, "解説")
    except Refused:
        gathering.note("解説の画像は取り込みませんでした。")
        return ""


def _markup(shown: str, form: str) -> str:
    """Return HTML, or nothing where the text is plain."""
    if form == "html":
        return shown.replace(COURSE_FILE, "")
    if form == "markdown":
        return str(MarkdownIt("commonmark").enable("table").render(shown))
    if form == "plain" or not TAG.search(shown):
        return ""
    text = shown.replace(COURSE_FILE, "")
    return text if BLOCK.search(text) else text.replace("\n", "<br>")


def _unescaped(shown: str, form: str) -> str:
    """Moodle shows &lt; in its own format as <, and as it is in plain text."""
    if form == "plain" or not ENTITY.search(shown):
        return shown
    return html.unescape(shown)
