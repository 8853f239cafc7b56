"""Knows the directives of a lesson: each makes one block out of its lines."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from courses.importer.reading.text import TextReader

CALLOUT_KINDS = ("info", "tip", "warning")
_CHOICE = re.compile(r"^\s*[-*]\s+\[(?P<mark>[ xX])\]\s+(?P<rest>.*)$")
_FILE_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]*$")
MIN_CHECK_CHOICES, MAX_CHECK_CHOICES = 2, 5


@dataclass(frozen=True, slots=True)
class Directive:
    """``:::name argument`` with the lines inside; ``line`` is that of the opening."""

    name: str
    argument: str
    line: int
    lines: tuple[str, ...]

    @property
    def first_inside(self) -> int:
        """Number of the first line inside."""
        return self.line + 1


def read_directive(directive: Directive, text: TextReader) -> dict[str, Any] | None:
    """Return the block's value; None, with the problem noted, if it can't be read."""
    reader = READERS.get(directive.name)
    if reader is None:
        text.problems.add(
            text.file,
            directive.line,
            f"「:::{directive.name}」という書き方はありません",
            "使えるのは " + "、".join(f":::{name}" for name in READERS) + " です",
        )
        return None
    text.check_tokens([directive.argument], directive.line)
    return reader(directive, text)


def _callout(directive: Directive, text: TextReader) -> dict[str, Any]:
    kind, _, title = directive.argument.partition(" ")
    if kind not in CALLOUT_KINDS:
        text.problems.add(
            text.file,
            directive.line,
            f"囲みの種類「{kind}」はありません",
            ":::callout の後に info、tip、warning のどれかを書きます",
        )
    return {"kind": kind, "title": title.strip(), "text": _html(directive, text)}


def _plain(directive: Directive, text: TextReader) -> dict[str, Any]:
    return {"text": _html(directive, text)}


def _steps(directive: Directive, text: TextReader) -> dict[str, Any]:
    tokens = text.tokens(directive.lines, directive.first_inside)
    steps = [text.render(inner) for inner in _items_of_list(tokens)]
    if not steps:
        text.problems.add(
            text.file,
            directive.line,
            ":::steps の中に番号つきの手順がありません",
            "「1. 」で始まる行を並べてください",
        )
    return {"title": directive.argument, "steps": steps}


def _items_of_list(tokens: list[Token]) -> list[list[Token]]:
    """Return the inner tokens of each item of the first ordered list."""
    if not tokens or tokens[0].type != "ordered_list_open":
        return []
    items: list[list[Token]] = []
    for token in tokens:
        if token.type == "list_item_open" and token.level == 1:
            items.append([])
        elif items and token.level > 1:
            items[-1].append(token)
    return items


def _compare(directive: Directive, text: TextReader) -> dict[str, Any] | None:
    tokens = text.tokens(directive.lines, directive.first_inside)
    if not tokens or tokens[0].type != "table_open":
        text.problems.add(
            text.file,
            directive.line,
            ":::compare の中に表がありません",
            "「| 見出し | 見出し |」で始まる表を一つ書いてください",
        )
        return None
    return table_value(tokens, text, caption=directive.argument)


def table_value(
    tokens: list[Token], text: TextReader, *, caption: str
) -> dict[str, Any]:
    """Return a Markdown table as Wagtail's typed table keeps it."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(text.render([token]))
    head, *body = rows
    return {
        "columns": [{"type": "text", "heading": _plain_text(h)} for h in head],
        "rows": [{"values": row} for row in body],
        "caption": caption,
    }


def _plain_text(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


def _scenario(directive: Directive, text: TextReader) -> dict[str, Any]:
    return _question(directive, text)


def _check(directive: Directive, text: TextReader) -> dict[str, Any]:
    value = _question(directive, text)
    if not MIN_CHECK_CHOICES <= len(value["choices"]) <= MAX_CHECK_CHOICES:
        text.problems.add(
            text.file,
            directive.line,
            f"確認の選択肢が {len(value['choices'])} 個です",
            "2 個から 5 個にしてください",
        )
    return value


def _question(directive: Directive, text: TextReader) -> dict[str, Any]:
    """Paragraphs, then one choice per line with its feedback after `` :: ``."""
    lines = list(directive.lines)
    choice_lines = [n for n, line in enumerate(lines) if _CHOICE.match(line)]
    start = choice_lines[0] if choice_lines else len(lines)
    choices = _choices(directive, text, start)
    if not any(choice["right"] for choice in choices):
        text.problems.add(
            text.file,
            directive.line,
            "正しい選択肢がありません",
            "正しい選択肢の行を「- [x] 」で始めてください",
        )
    return {
        "title": directive.argument,
        "question": text.html(lines[:start], directive.first_inside),
        "choices": choices,
    }


def _choices(
    directive: Directive, text: TextReader, start: int
) -> list[dict[str, Any]]:
    choices = []
    for at, line in enumerate(directive.lines[start:], start):
        if not line.strip():
            continue
        number = directive.first_inside + at
        found = _CHOICE.match(line)
        label, _, feedback = (found["rest"] if found else "").partition(" :: ")
        if found is None or not label.strip() or not feedback.strip():
            text.problems.add(
                text.file,
                number,
                f"選択肢の行が読めません：{line.strip()[:30]}",
                "一行に「- [ ] 選択肢 :: 選んだ人への説明」と書いてください",
            )
            continue
        text.check_tokens([line], number)
        right = found["mark"] != " "
        choices.append(
            {"text": label.strip(), "right": right, "feedback": feedback.strip()}
        )
    return choices


def _figure(directive: Directive, text: TextReader) -> dict[str, Any]:
    alt, rest, at = _setting("alt", directive)
    if not alt:
        _missing(directive, text, "alt", "図が見えない人への説明を書いてください")
    text.check_tokens(rest, directive.first_inside + at)
    caption = " ".join(line.strip() for line in rest if line.strip())
    return {"file": _file(directive, text), "alt": alt, "caption": caption}


def _download(directive: Directive, text: TextReader) -> dict[str, Any]:
    title = directive.argument.partition(" ")[2].strip()
    return {"file": _file(directive, text), "title": title}


def _video(directive: Directive, text: TextReader) -> dict[str, Any]:
    captions, rest, at = _setting("captions", directive)
    if not captions:
        _missing(directive, text, "captions", "字幕のファイル（.vtt）を書いてください")
    transcript = text.html(rest, directive.first_inside + at)
    return {
        "file": _file(directive, text),
        "captions": captions,
        "transcript": transcript,
    }


def _setting(name: str, directive: Directive) -> tuple[str, list[str], int]:
    """Return the value of a ``name: …`` first line, the lines after it, their start."""
    lines = list(directive.lines)
    at = next((n for n, line in enumerate(lines) if line.strip()), 0)
    first = lines[at].strip() if lines else ""
    if not first.startswith(f"{name}:"):
        return "", lines, 0
    return first.partition(":")[2].strip(), lines[at + 1 :], at + 1


def _missing(directive: Directive, text: TextReader, name: str, why: str) -> None:
    text.problems.add(
        text.file,
        directive.line,
        f":::{directive.name} に「{name}: 」の行がありません",
        f"すぐ下の行に「{name}: …」を書き、{why}",
    )


def _file(directive: Directive, text: TextReader) -> str:
    name = directive.argument.split(" ")[0]
    if not _FILE_NAME.match(name):
        text.problems.add(
            text.file,
            directive.line,
            f"ファイル名「{name}」は使えません",
            "半角の英小文字・数字・- _ . だけの名前にしてください",
        )
    return name


def _html(directive: Directive, text: TextReader) -> str:
    html = text.html(directive.lines, directive.first_inside)
    if not html:
        text.problems.add(
            text.file,
            directive.line,
            f":::{directive.name} の中が空です",
            "中に文を書くか、この囲みを消してください",
        )
    return html


Reader = Callable[[Directive, TextReader], dict[str, Any] | None]
READERS: dict[str, Reader] = {
    "callout": _callout,
    "steps": _steps,
    "compare": _compare,
    "plain": _plain,
    "scenario": _scenario,
    "check": _check,
    "figure": _figure,
    "download": _download,
    "video": _video,
}
