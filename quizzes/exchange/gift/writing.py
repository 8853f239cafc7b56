"""Writes items as GIFT, as Moodle's own export does, and says what it can't carry."""

import base64
import html
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from quizzes.exchange import pictures
from quizzes.exchange.gift.texts import FORMAT
from quizzes.exchange.parcel import ExchangedItem, Loss
from quizzes.exchange.tags import tags_of
from quizzes.item_types import rich_text

RESERVED = re.compile(r"[\\:#={}~]")
# What would be read as a mark if it stood at the beginning of an answer.
LOOKS_LIKE_MARK = re.compile(rf"%|{FORMAT.pattern}", re.IGNORECASE)
IMAGE = re.compile(r'src="image:([^"]+)"')
GAP = re.compile(r"\[\[([a-z0-9]{1,8})\]\]")
ARROW = "->"
# The scoring that other systems use for this type.
USUAL_SCORING = {"multiple_response": "each", "matching": "each"}


class NotCarried(Exception):
    """An item that GIFT can't carry; the text says why, in Japanese."""


class Writer:
    """Writes one item; takes what is lost by it."""

    def __init__(self, item: ExchangedItem) -> None:
        self.item = item
        self.document = item.document
        self.is_html = item.document.get("format") == "html"
        self.losses: list[str] = []

    def text(self) -> str:
        """Return the question with its comment and title."""
        try:
            make = MAKERS[self.item.type]
        except KeyError:
            raise NotCarried("GIFT にはこの形式がありません。") from None
        question = make(self)
        title = self.item.title or self.item.code or self._beginning()
        return f"{self._comment()}::{escaped(title)}::{question}\n"

    def stem(self) -> str:
        """Return the question's text with its format."""
        if not self.is_html:
            return f"[plain]{escaped(self.document['stem'])}"
        return f"[html]{escaped(self._with_images(self.document['stem']))}"

    def part(self, text: str) -> str:
        """Return an answer or a feedback; plain text whatever the question is."""
        if text and (self.is_html or LOOKS_LIKE_MARK.match(text)):
            return f"[plain]{escaped(text)}"
        return escaped(text)

    def told(self, text: str) -> str:
        """Return a feedback, or nothing."""
        return f" #{self.part(text)}" if text else ""

    def general(self) -> str:
        """Return the general feedback, or nothing."""
        explanation = self.document.get("explanation", "")
        return f"####{self.part(explanation)}" if explanation else ""

    def braces(self, lines: Sequence[str], start: str = "") -> str:
        """Return a question with answers on lines of their own."""
        return f"{self.stem()}{self.block(lines, start)}"

    def block(self, lines: Sequence[str], start: str = "") -> str:
        """Return answers and general feedback in braces."""
        general = self.general()
        shown = [*lines, general] if general else lines
        return "{" + start + "\n" + "".join(f"\t{line}\n" for line in shown) + "}"

    def _comment(self) -> str:
        document, kind = self.document, self.item.type
        scoring = document.get("scoring", "all")
        usual = USUAL_SCORING.get(kind, "all")
        points = document.get("points", 1)
        tags = tags_of(
            self.item,
            points="" if Decimal(str(points)) == 1 or kind == "free_text" else points,
            scoring="" if scoring == usual else scoring,
            fold="" if document.get("fold", True) else "no",
            unit=document.get("unit"),
            units="\n".join(document.get("accepted_units", [])),
            longest=document.get("longest"),
        )
        marks = [f"[id:{self.item.code}]"] if self.item.code else []
        marks += [f"[tag:{tag}]" for tag in tags]
        return f"// {' '.join(marks)}\n" if marks else ""

    def _with_images(self, stem: str) -> str:
        return IMAGE.sub(self._embedded, stem)

    def _embedded(self, match: re.Match[str]) -> str:
        name = html.unescape(match[1])
        data = self.item.images.get(name)
        if data is None:
            self.losses.append(f"画像「{name}」がないので、書いていません。")
            return match[0]
        encoded = base64.b64encode(data).decode()
        return f'src="data:{pictures.media_type(data)};base64,{encoded}"'

    def _beginning(self) -> str:
        stem = self.document["stem"]
        plain = rich_text.plain(stem) if self.is_html else stem
        return " ".join(plain.split())[:40]


def write(items: Sequence[ExchangedItem]) -> tuple[bytes, list[Loss]]:
    """Return a GIFT file in UTF-8, and what it doesn't carry."""
    losses: list[Loss] = []
    parts: list[str] = []
    category: tuple[str, ...] = ()
    for item in items:
        writer = Writer(item)
        try:
            question = writer.text()
        except NotCarried as reason:
            losses.append(Loss.of(item, str(reason)))
            continue
        if item.category != category:
            category = item.category
            names = "/".join(_category_name(name) for name in ("top", *category))
            parts.append(f"$CATEGORY: $course$/{names}\n")
        parts.append(question)
        if writer.losses:
            losses.append(Loss.of(item, " ".join(writer.losses), refused=False))
    return "\n".join(parts).encode("utf-8", "replace"), losses


def escaped(text: str) -> str:
    """Return a text on one line, its control characters escaped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return RESERVED.sub(lambda m: "\\" + m[0], lines).replace("\n", "\\n")


def _category_name(name: str) -> str:
    return escaped(name.replace("/", "//"))


def _single(writer: Writer) -> str:
    return writer.braces(
        [
            f"{'=' if option['key'] else '~'}{writer.part(option['text'])}"
            f"{writer.told(option.get('explanation', ''))}"
            for option in writer.document["options"]
        ]
    )


def _multiple(writer: Writer) -> str:
    options = writer.document["options"]
    share = f"{100 / sum(option['key'] for option in options):.5f}"
    share = share.rstrip("0").rstrip(".")
    return writer.braces(
        [
            f"~%{'' if option['key'] else '-'}{share}%{writer.part(option['text'])}"
            f"{writer.told(option.get('explanation', ''))}"
            for option in options
        ]
    )


def _true_false(writer: Writer) -> str:
    options = writer.document["options"]
    right = next(o for o in options if o["key"]).get("explanation", "")
    wrong = next(o for o in options if not o["key"]).get("explanation", "")
    told = writer.told(wrong) or (" #" if right else "")
    answer = "TRUE" if options[0]["key"] else "FALSE"
    body = f"{answer}{told}{writer.told(right)}{writer.general()}"
    return f"{writer.stem()}{{{body}}}"


def _matching(writer: Writer) -> str:
    sources, targets = writer.document["sources"], writer.document["targets"]
    texts = {target["id"]: target["text"] for target in targets}
    used = list(dict.fromkeys(source["target"] for source in sources))
    spare = [target["id"] for target in targets if target["id"] not in used]
    if [target["id"] for target in targets] != used + spare:
        writer.losses.append("相手の並び順は、組の順になります。")
    if any(source.get("explanation") for source in sources):
        writer.losses.append("組ごとの解説は書いていません。")
    pairs = [
        f"={_left(writer, s['text'])} -> {escaped(texts[s['target']])}" for s in sources
    ]
    return writer.braces([*pairs, *(f"= -> {escaped(texts[each])}" for each in spare)])


def _left(writer: Writer, text: str) -> str:
    if ARROW not in text:
        return writer.part(text)
    return f"[html]{escaped(html.escape(text, quote=False))}"


def _words(accepted: Sequence[str]) -> list[str]:
    if any(ARROW in text for text in accepted):
        raise NotCarried("答えに「->」があると、GIFT では組み合わせの問題になります。")
    return [f"=%100%{_word(text)}" for text in accepted]


def _word(text: str) -> str:
    """Return an answer to be typed; a star in it is itself, not any text."""
    mark = "[plain]" if FORMAT.match(text) else ""
    return mark + escaped(text.replace("*", r"\*"))


def _short_text(writer: Writer) -> str:
    return writer.braces(_words(writer.document["accepted"]))


def _numeric(writer: Writer) -> str:
    value, tolerance = writer.document["value"], writer.document.get("tolerance", 0)
    if writer.document.get("unit"):
        writer.losses.append("単位は Choudo だけが読む印として書きました。")
    return writer.braces([f"=%100%{value}:{tolerance}#"], start="#")


def _cloze(writer: Writer) -> str:
    gaps = writer.document["gaps"]
    if len(gaps) != 1:
        raise NotCarried("空欄が二つ以上の穴埋めは、GIFT にはありません。")
    gap = gaps[0]
    if "options" in gap:
        lines = [
            f"{'=' if option['key'] else '~'}{writer.part(option['text'])}"
            for option in gap["options"]
        ]
    else:
        lines = _words(gap["accepted"])
    before, _, after = GAP.split(writer.document["text"], maxsplit=1)
    if writer.is_html:
        before, after = html.escape(before), html.escape(after)
    writer.losses.append("穴埋めは、文の中に空欄が一つある問題として書きました。")
    stem = f"{writer.stem()}\\n{escaped(before)}"
    return f"{stem}{writer.block(lines)}{escaped(after)}"


def _free_text(writer: Writer) -> str:
    writer.losses.append("ほかのシステムでは、人が採点する論述の問題になります。")
    return f"{writer.stem()}{{{writer.general()}}}"


MAKERS: Mapping[str, Callable[[Writer], str]] = MappingProxyType(
    {
        "single_choice": _single,
        "multiple_response": _multiple,
        "true_false": _true_false,
        "matching": _matching,
        "short_text": _short_text,
        "numeric": _numeric,
        "cloze": _cloze,
        "free_text": _free_text,
    }
)
