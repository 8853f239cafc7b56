"""One ``<question>`` element and what all kinds read of it alike."""

import html
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt

from quizzes.exchange import tags as own_tags
from quizzes.exchange.gathering import USUAL_SENTENCES, Gathering, Refused, decoded
from quizzes.exchange.xml_tree import attribute, child, children, inner_html, text_of

FILE_ADDRESS = "@@PLUGINFILE@@/"
NEARLY = Decimal("0.01")
USUAL_PENALTIES = {Decimal(p) for p in ("0", "0.1", "0.3333333", "0.33333", "0.5", "1")}
COMBINED = {
    "correctfeedback": "正解の場合",
    "partiallycorrectfeedback": "一部正解の場合",
    "incorrectfeedback": "不正解の場合",
}
MARKUP = re.compile(r"(?i)</[a-z]+>|<br\s*/?>|<img\b|&[a-z]{2,8};|&#\d+;")
OWN_LIST = re.compile(r'(?s)<dl class="choudo">(.*?)</dl>')
OWN_ENTRY = re.compile(r"(?s)<dt>(.*?)</dt><dd>(.*?)</dd>")


@dataclass(frozen=True, slots=True)
class Answer:
    """One ``<answer>``: its element, and the share of the points in percent."""

    element: Element
    fraction: Decimal


class Question:
    """Reads the fields of one question; what is lost goes to the gathering."""

    def __init__(self, element: Element, gathering: Gathering) -> None:
        self.element, self.gathering = element, gathering
        self.title = text_of(child(element, "name"))
        self.tags = [
            text_of(tag)
            for tag in children(child(element, "tags"), "tag")
            if text_of(tag)
        ]
        self.own = own_tags.read_tags(self.tags)
        self.text_format = self._format_of(child(element, "questiontext"), "html")
        self.images: dict[str, bytes] = {}
        gathering.find_file = self._file

    @property
    def answers(self) -> list[Answer]:
        """The answers in the file's order."""
        return [
            Answer(each, _fraction(each)) for each in children(self.element, "answer")
        ]

    @property
    def is_all_or_nothing(self) -> bool:
        """Whether our own tag says that only the exact answer counts."""
        return self.own.get("scoring") == "all"

    def field(self, name: str) -> str:
        """Return the text of a plain field (``usecase``), in lower case."""
        return text_of(child(self.element, name)).lower()

    def html_of(self, element: Element | None, *, usual: str = "") -> str:
        """Return the HTML of an element with ``<text>``, its files made known."""
        if element is None:
            return ""
        for file in children(element, "file"):
            if attribute(file, "encoding", "base64") == "base64":
                name = attribute(file, "path", "/").strip("/")
                name = f"{name}/{attribute(file, 'name')}".strip("/")
                self.images[name] = decoded(text_of(file))
        inner = child(element, "text")
        if inner is not None and len(inner):  # markup that nobody escaped
            return inner_html(inner)
        text = text_of(inner) if inner is not None else (element.text or "").strip()
        return as_html(text, self._format_of(element, usual or self.text_format))

    def plain(self, element: Element | None, label: str) -> str:
        """Return the text of an element with ``<text>`` without markup."""
        if self._format_of(element, self.text_format) == "plain_text":
            return text_of(child(element, "text"))
        return self.gathering.plain(self.html_of(element), label)

    def word(self, element: Element | None, label: str) -> str:
        """Return an answer to be written or chosen from a list: plain text in Moodle.

        Only where it plainly holds markup is that taken away.
        """
        inner = child(element, "text")
        if inner is not None:
            written = text_of(inner)
        else:
            written = "" if element is None else (element.text or "").strip()
        return self.plain(element, label) if MARKUP.search(written) else written

    def stem(self) -> dict[str, str]:
        """Return ``stem`` and ``format`` of the question's text.

        Raises
        ------
        Refused
            If there is neither a text nor a name.
        """
        element = child(self.element, "questiontext")
        if self.title and not text_of(child(element, "text")) and not text_of(element):
            self.gathering.note("問題文が空なので、問題の名前を問題文にしました。")
            return {"stem": self.title}
        if self.text_format == "plain_text":
            text = text_of(child(element, "text"))
            if not text:
                raise Refused("問題文がありません。")
            return {"stem": text}
        return self.gathering.stem(self.html_of(element) + self._old_image())

    def common(self, more: str = "") -> dict[str, Any]:
        """Return stem, points, explanation; ``more`` is added to the explanation."""
        document: dict[str, Any] = {**self.stem(), "points": self.points()}
        explanation = "\n".join(x for x in (self.explanation(), more) if x)
        if explanation:
            document["explanation"] = explanation
        return document

    def points(self, usual: int = 1) -> int | str:
        """Return the default grade as 配点; ``usual`` where none is written."""
        written = number(self.field("defaultgrade"))
        return self.gathering.points(Decimal(usual) if written is None else written)

    def explanation(self) -> str:
        """Return general feedback and what the combined feedback adds to it."""
        lines = [self._general_feedback()]
        for name, label in COMBINED.items():
            text = self.plain(child(self.element, name), "解説")
            if text and not USUAL_SENTENCES.fullmatch(text):
                lines.append(f"{label}：{text}")
                self.gathering.note(
                    "正解・不正解で異なる解説を一つの解説にまとめました。"
                )
        return "\n".join(line for line in lines if line)

    def row_explanations(self) -> dict[str, str]:
        """Return the explanations of rows that our own files keep in the feedback."""
        found = OWN_LIST.search(self.html_of(child(self.element, "generalfeedback")))
        rows = OWN_ENTRY.findall(found[1]) if found else []
        return {html.unescape(row): from_lines(told) for row, told in rows}

    def note_what_is_left_out(self) -> None:
        """Note hints, tags and unusual penalties: we have no place for them."""
        if any(text_of(child(each, "text")) for each in children(self.element, "hint")):
            self.gathering.note("ヒントは取り込みませんでした。")
        foreign = [tag for tag in self.tags if not tag.startswith(own_tags.START)]
        if foreign:
            names = "、".join(foreign[:5])
            self.gathering.note(f"タグ（{names}）は取り込みませんでした。")

        penalty = number(self.field("penalty"))
        if penalty is not None and penalty not in USUAL_PENALTIES:
            self.gathering.note(
                f"解き直しの減点（{penalty.normalize():f}）は取り込みませんでした。"
            )

    def _general_feedback(self) -> str:
        element = child(self.element, "generalfeedback")
        if self._format_of(element, self.text_format) == "plain_text":
            return text_of(child(element, "text"))
        without = OWN_LIST.sub("", self.html_of(element))
        return self.gathering.plain(without, "解説")

    def _old_image(self) -> str:
        """Return the one image that a question of Moodle 1.9 may have, as HTML."""
        data = decoded(text_of(child(self.element, "image_base64")))
        if not data:
            return ""
        name = text_of(child(self.element, "image")) or "image"
        self.images[name] = data
        return f'<p><img src="{FILE_ADDRESS}{html.escape(name)}"></p>'

    def _format_of(self, element: Element | None, usual: str) -> str:
        return "" if element is None else attribute(element, "format", usual) or usual

    def _file(self, address: str) -> bytes | None:
        if not address.startswith(FILE_ADDRESS):
            return None
        return self.images.get(address.removeprefix(FILE_ADDRESS).partition("?")[0])


def as_html(text: str, text_format: str) -> str:
    """Return a text of one of Moodle's formats as HTML."""
    if text_format == "plain_text":
        return to_lines(text)
    if text_format == "markdown":
        rendered: str = MarkdownIt("commonmark").render(text)
        return rendered
    if text_format == "moodle_auto_format":
        return text.replace("\n", "<br>\n")
    return text


def to_lines(text: str) -> str:
    """Return plain text as HTML with its lines."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def from_lines(text: str) -> str:
    """Return the plain text that `to_lines` made HTML of."""
    return html.unescape(text.replace("<br>", "\n"))


def _fraction(answer: Element) -> Decimal:
    """Return an answer's share in percent; the oldest files write it from 0 to 1."""
    share = number(attribute(answer, "fraction"))
    if share is not None:
        return Decimal(100) if abs(share - 100) < NEARLY else share
    return (number(text_of(child(answer, "fraction"))) or Decimal(0)) * 100


def number(text: str) -> Decimal | None:
    """Return a finite number of a sensible size, with a comma or a point, or None."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    fits = value.is_finite() and abs(value.adjusted()) < 25
    return value if fits and len(value.as_tuple().digits) <= 28 else None
