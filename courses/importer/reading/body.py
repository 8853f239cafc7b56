"""Knows how a body is cut into blocks: headings, text, tables and directives."""

import re
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from courses.importer.reading.directives import (
    Directive,
    read_directive,
    table_value,
)
from courses.importer.reading.problems import Problems
from courses.importer.reading.records import BlockData
from courses.importer.reading.text import TextReader

_OPENING = re.compile(r"^:::\s*(?P<name>[a-z]+)[ \u3000]*(?P<argument>.*?)\s*$")
_CLOSING = re.compile(r"^:::\s*$")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "choudo:curriculum")

LESSON_HEADINGS = ("場面", "考え方", "例", "月曜にすること", "確認")
LESSON_CHECKS = (2, 3)


def read_body(
    lines: Sequence[str], *, first_line: int, text: TextReader, key: str
) -> list[BlockData]:
    """Return the blocks of a body; ids depend on ``key`` and what the block is."""
    blocks: list[tuple[str, Any]] = []
    for piece in _pieces(lines, first_line, text.problems, text.file):
        if isinstance(piece, Directive):
            value = read_directive(piece, text)
            if value is not None:
                blocks.append((piece.name, value))
        else:
            blocks += _text_blocks(piece[1], piece[0], text)
    return _with_ids(blocks, key)


def check_lesson(
    blocks: Sequence[BlockData], *, line: int, file: str, problems: Problems
) -> None:
    """Note a lesson that hasn't the five parts in order, or not two or three checks."""
    headings = tuple(b["value"] for b in blocks if b["type"] == "heading")
    if headings != LESSON_HEADINGS:
        problems.add(
            file,
            line,
            "見出しの並びが違います：" + "、".join(headings or ("なし",)),
            "## " + "、## ".join(LESSON_HEADINGS) + " をこの順に置いてください",
        )
    checks = sum(block["type"] == "check" for block in blocks)
    if checks not in LESSON_CHECKS:
        problems.add(
            file,
            line,
            f"確認が {checks} 個です",
            ":::check を 2 個か 3 個にしてください",
        )


def _pieces(
    lines: Sequence[str], first_line: int, problems: Problems, file: str
) -> Iterator[Directive | tuple[int, list[str]]]:
    """Cut at the directives; text comes as (number of its first line, lines)."""
    at = start = 0
    while at < len(lines):
        found = _OPENING.match(lines[at])
        if not found:
            if lines[at].startswith(":::"):
                problems.add(
                    file,
                    first_line + at,
                    f"「{lines[at].strip()}」の相手がありません",
                    "「:::名前」と「:::」を一組にしてください",
                )
                lines = [*lines[:at], "", *lines[at + 1 :]]
            at += 1
            continue
        yield first_line + start, list(lines[start:at])
        end = _end(lines, at + 1)
        if end is None:
            problems.add(
                file,
                first_line + at,
                f"「{lines[at].strip()}」が閉じていません",
                "終わりに「:::」だけの行を置いてください",
            )
            return
        inside = tuple(lines[at + 1 : end])
        yield Directive(found["name"], found["argument"], first_line + at, inside)
        at = start = end + 1
    yield first_line + start, list(lines[start:])


def _end(lines: Sequence[str], start: int) -> int | None:
    """Return where the directive closes; None if another one opens first."""
    for at in range(start, len(lines)):
        if _CLOSING.match(lines[at]):
            return at
        if _OPENING.match(lines[at]):
            return None
    return None


def _text_blocks(
    lines: list[str], first_line: int, text: TextReader
) -> list[tuple[str, Any]]:
    blocks: list[tuple[str, Any]] = []
    run: list[Token] = []

    def flush() -> None:
        html = text.render(run)
        if html:
            blocks.append(("text", html))
        run.clear()

    for group in _groups(text.tokens(lines, first_line)):
        if group[0].type == "heading_open" and group[0].tag == "h2":
            flush()
            blocks.append(("heading", group[1].content.strip()))
        elif group[0].type == "table_open":
            flush()
            blocks.append(("compare", table_value(group, text, caption="")))
        else:
            run += group
    flush()
    return blocks


def _groups(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut tokens into top-level elements."""
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _with_ids(blocks: list[tuple[str, Any]], key: str) -> list[BlockData]:
    """Give ids that stay when other blocks come or go: answers hang on them."""
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for kind, value in blocks:
        title = value if isinstance(value, str) else str(value.get("title", ""))
        name = title if kind in ("heading", "check", "scenario") else ""
        seen[kind, name] += 1
        identity = f"{key}/{kind}/{name}/{seen[kind, name]}"
        made.append(
            {
                "type": kind,
                "value": value,
                "id": str(uuid.uuid5(_NAMESPACE, identity)),
            }
        )
    return made
