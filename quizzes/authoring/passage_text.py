"""The lines of a mail as an author writes them, and back. Pure.

One line of text is one line of the mail; ``見出し｜文`` gives it a label (差出人), and
``[[a:文]]`` makes a part that may be marked. Whether it is suspicious, and why, stands
in a row of its own under the same letter.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

MARK = re.compile(r"\[\[([a-z0-9]{1,8})[:：](.*?)\]\]")
LABEL = re.compile(r"([^|｜\[\]]{0,40})[|｜]")

Segment = dict[str, Any]
Line = dict[str, Any]


def lines_from(text: str, marks: Mapping[str, Mapping[str, Any]]) -> list[Line]:
    """Return the lines of a document.

    Parameters
    ----------
    text : as an author writes it; empty lines are left out.
    marks : letter → ``key`` and ``explanation``; a letter without one is no key.
    """
    return [_line(line.strip(), marks) for line in text.splitlines() if line.strip()]


def text_from(lines: Sequence[Mapping[str, Any]]) -> str:
    """Return what ``lines_from`` reads back as the same lines."""
    written = []
    for line in lines:
        if is_unplaced(line):
            continue
        label = line.get("label") or ""
        text = "".join(_write(segment) for segment in line.get("segments") or [])
        needs_bar = label or LABEL.match(text)
        written.append(f"{label}｜{text}" if needs_bar else text)
    return "\n".join(written)


def unplaced(rows: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return lines that keep rows whose letter isn't in the text; they are a fault."""
    return [
        {"label": "", "segments": [_mark(row["id"], "", {row["id"]: row})]}
        for row in rows
    ]


def is_unplaced(line: Mapping[str, Any]) -> bool:
    """Whether a line only keeps such a row."""
    segments = line.get("segments") or []
    return len(segments) == 1 and bool(
        segments[0].get("id") and not segments[0]["text"]
    )


def marks_in(lines: Sequence[Mapping[str, Any]]) -> list[Segment]:
    """Return the parts that may be marked, from the top."""
    return [
        segment
        for line in lines
        for segment in line.get("segments") or []
        if segment.get("id")
    ]


def _line(line: str, marks: Mapping[str, Mapping[str, Any]]) -> Line:
    label = LABEL.match(line)
    rest = line[label.end() :] if label else line
    segments: list[Segment] = []
    # Splitting at a pattern with two groups gives text, letter, text, text, letter …
    parts = MARK.split(rest)
    for place in range(0, len(parts), 3):
        if parts[place].strip():
            segments.append({"text": parts[place]})
        if place + 1 < len(parts):
            segments.append(_mark(parts[place + 1], parts[place + 2], marks))
    return {"label": label[1].strip() if label else "", "segments": segments}


def _mark(letter: str, text: str, marks: Mapping[str, Mapping[str, Any]]) -> Segment:
    row = marks.get(letter, {})
    return {
        "id": letter,
        "text": text,
        "key": bool(row.get("key")),
        "explanation": row.get("explanation") or "",
    }


def _write(segment: Mapping[str, Any]) -> str:
    text = str(segment.get("text") or "")
    return f"[[{segment['id']}:{text}]]" if segment.get("id") else text
