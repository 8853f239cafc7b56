"""Turns another system's HTML into texts of ours, and notes what is lost by it.

A `Gathering` goes along with the reading of one item: it takes the notes for the report
and the images. Stems keep clean HTML; everything else is plain text.
"""

import base64
import binascii
import hashlib
import html
import re
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import unquote

from quizzes.item_types import rich_text

MOST_POINTS = Decimal(100)
POINT_STEP = Decimal("0.01")

IMAGE_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
)
# Element → what the report calls it; its text stays.
LEFT_OUT = {
    "a": "リンク先",
    "video": "動画",
    "audio": "音声",
    "iframe": "埋め込みページ",
    "object": "埋め込みファイル",
    "embed": "埋め込みファイル",
    "math": "数式の組み方",
    "svg": "図（SVG）",
    "input": "入力欄",
    "script": "スクリプト",
}
SUPERSCRIPTS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")

# What systems write by themselves: it says no more than the mark beside it.
USUAL_SENTENCES = re.compile(
    r"(?i)your answer is (partially )?(in)?correct\.?|correct\.?|incorrect\.?"
    r"|(あなたの)?(答え|解答)は(部分的に)?(正解|不正解|正しい|間違い)です。?|正解です。?|不正解です。?"
)
NO_BREAK_SPACE = re.compile("\xa0|&nbsp;|&#160;|&#xa0;")
IMAGE_TAG = re.compile(r"(?is)<img\b[^>]*>")
ATTRIBUTE = re.compile(r"""(?is)\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
DATA_ADDRESS = re.compile(r"(?is)data:image/[a-z+.-]+;base64,(.+)")
HEADING = re.compile(r"(?is)<h[1-6]\b[^>]*>(.*?)</h[1-6]\s*>")
BLOCKS = r"blockquote|section|article|header|footer|center|address|fieldset|figure"
BLOCK = re.compile(rf"(?i)<(/?)(?:{BLOCKS})\b[^>]*>")
RAISED = re.compile(r"(?is)<(sup|sub)\b[^>]*>([0-9+\-n]{1,4})</\1\s*>")
PREFORMATTED = re.compile(r"(?is)(<pre\b.*?</pre\s*>)")
WIDE = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
BREAK_IN_WIDE = re.compile(rf"(?<=[{WIDE}])[ \t]*[\r\n]\s*(?=[{WIDE}])")
SPACES = re.compile(r"\s+")
LONGEST_TEXT = 2_000_000
MOST_TAGS = 20_000


class Refused(Exception):
    """An item that can't be taken; the text says why, in Japanese."""


class Gathering:
    """The notes and images of one item while it is read."""

    def __init__(self, find_file: Callable[[str], bytes | None] | None = None) -> None:
        self.find_file = find_file or (lambda address: None)
        self.notes: list[str] = []
        self.images: dict[str, bytes] = {}

    def note(self, sentence: str) -> None:
        """Note once what is approximated, and how."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def stem(self, text: str) -> dict[str, str]:
        """Return ``stem`` and, where markup is worth keeping, ``format``.

        Raises
        ------
        Refused
            If nothing is left to ask.
        """
        cleaned = rich_text.clean(self._tidied(text))
        plain = rich_text.plain(cleaned)
        if not plain and "<img" not in cleaned:
            raise Refused("問題文がありません。")
        if rich_text.is_plain(cleaned):
            return {"stem": plain}
        return {"stem": cleaned, "format": "html"}

    def plain(self, text: str, label: str) -> str:
        """Return the text of an HTML fragment; lost markup is noted under the label.

        Raises
        ------
        Refused
            If the fragment is nothing but an image without a description.
        """
        described = IMAGE_TAG.sub(self._described, _raised(text))
        if described != _raised(text):
            self.note(f"{label}の画像を説明の文に替えました。")
        cleaned = rich_text.clean(self._tidied(described))
        if not rich_text.is_plain(cleaned):
            self.note(f"{label}の書式（太字や表など）を文字だけにしました。")
        return rich_text.plain(cleaned)

    def plain_or_nothing(self, text: str) -> str:
        """Return the text of an HTML fragment, noting nothing."""
        return rich_text.plain(rich_text.clean(text))

    def points(self, written: Decimal | None) -> int | str:
        """Return 配点 as a document keeps it: above 0, at most 100, two decimals."""
        if written is None:
            return 1
        points = min(written, MOST_POINTS).quantize(POINT_STEP)
        if points <= 0:
            self.note(f"配点が{written.normalize():f}なので1点にしました。")
            return 1
        if points != written:
            self.note(
                f"配点{written.normalize():f}を{points.normalize():f}にしました。"
            )
        return int(points) if points == int(points) else f"{points.normalize():f}"

    def add_image(self, data: bytes, wanted: str) -> str:
        """Keep an image; return its name, or nothing where it is of no known kind."""
        kind = next((kind for start, kind in IMAGE_KINDS if data.startswith(start)), "")
        if not kind and data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            kind = "webp"
        if not kind:
            return ""
        stem = re.sub(
            r"[^A-Za-z0-9_-]", "", wanted.rpartition("/")[2].rpartition(".")[0]
        )
        digest = hashlib.sha256(data).hexdigest()[:8]
        name = f"{stem[:80] or digest}.{kind}"
        if self.images.get(name, data) != data:
            name = f"{stem[:80]}-{digest}.{kind}"
        self.images[name] = data
        return name

    def _tidied(self, text: str) -> str:
        """Return HTML in which images are named, and what can't be kept is noted."""
        if len(text) > LONGEST_TEXT or text.count("<") > MOST_TAGS:
            raise Refused("文章が長すぎます。")
        for name, called in LEFT_OUT.items():
            if re.search(rf"(?i)<{name}[\s/>]", text):
                self.note(f"{called}は取り込みませんでした。")
        text = NO_BREAK_SPACE.sub(" ", text)
        text = HEADING.sub(r"<p><strong>\1</strong></p>", text)
        text = BLOCK.sub(r"<\1div>", text)
        return _unbroken(IMAGE_TAG.sub(self._named, text))

    def _named(self, match: re.Match[str]) -> str:
        source, alternative = _source_and_alternative(match[0])
        name = self._image_from(source)
        if name:
            return f'<img src="image:{name}" alt="{html.escape(alternative)}">'
        shown = source if len(source) < 60 else f"{source[:57]}…"
        self.note(f"画像「{shown}」は取り込めないので、説明の文に替えました。")
        return html.escape(f"［画像：{alternative or '説明なし'}］")

    def _image_from(self, source: str) -> str:
        embedded = DATA_ADDRESS.fullmatch(source)
        if embedded:
            data = decoded(embedded[1])
            return self.add_image(data, "") if data else ""
        if source.startswith("image:"):
            name = source.removeprefix("image:")
            return name if name in self.images else ""
        found = self.find_file(unquote(source))
        return self.add_image(found, unquote(source)) if found else ""

    def _described(self, match: re.Match[str]) -> str:
        alternative = _source_and_alternative(match[0])[1].strip()
        if not alternative:
            raise Refused(
                "選択肢や項目が説明の文のない画像です（文字だけを扱います）。"
            )
        return html.escape(alternative)


def decoded(text: str) -> bytes:
    """Return the bytes of a base64 text; nothing where it is none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _source_and_alternative(tag: str) -> tuple[str, str]:
    found = {
        name.lower(): html.unescape(one or two or three)
        for name, one, two, three in ATTRIBUTE.findall(tag)
    }
    return found.get("src", "").strip(), found.get("alt", "")


def _raised(text: str) -> str:
    """Write small figures as characters of their own, so that m² isn't m2."""
    return RAISED.sub(
        lambda match: match[2].translate(
            SUPERSCRIPTS if match[1].lower() == "sup" else SUBSCRIPTS
        ),
        text,
    )


def unfolded(text: str) -> str:
    """Return the text with a space for what only folds lines in the file."""
    return SPACES.sub(
        lambda match: " " if set(match[0]) & {"\n", "\r", "\t"} else match[0], text
    )


def _unbroken(text: str) -> str:
    """Take a line break of the source for what a browser takes it: a space.

    Between two wide characters it is nothing at all.
    """
    parts = PREFORMATTED.split(text)
    return "".join(
        part if place % 2 else unfolded(BREAK_IN_WIDE.sub("", part))
        for place, part in enumerate(parts)
    )
