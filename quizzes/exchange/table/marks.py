"""How lists, gaps and markable parts stand in one cell, and how they are escaped."""

import re
from collections.abc import Sequence
from typing import Any

from learning.japanese.width import fold
from quizzes.exchange.gathering import Refused

KANA = "アイウエオカキクケコ"
IDS = "abcdefghijklmnopqrstuvwxyz"
LIST_SIGN = re.compile(r"[\s,、，;；/／・]+")
CIRCLED = {chr(0x2460 + n): str(n + 1) for n in range(20)}
NARROW = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B)} | CIRCLED
)
SPECIAL = re.compile(r"[\\\[\]\n]|：：")
ESCAPED = re.compile(r"\\(n|：：|.)", re.DOTALL)
MARKABLE = re.compile(r"\[\[([a-z0-9]{1,8})\|((?:\\.|[^\\\]])*)\]\]", re.DOTALL)
GAP_LINE = re.compile(r"(==|=|~)?(.*)", re.DOTALL)
# One sign of a line: escaped, the separator of a label, or a character.
SIGN = re.compile(r"\\(?:：：|.)|：：|[^\\]")
LABEL_END = "：："


def places(text: str, count: int) -> list[int]:
    """Read 「1,3」「A・C」「①」 as places from 0.

    Raises
    ------
    Refused
        If one of them names none of ``count`` options.
    """
    found = []
    for word in LIST_SIGN.split(text.strip().translate(NARROW)):
        if not word:
            continue
        place = place_of(word)
        if not 0 <= place < count:
            raise Refused(f"正答「{text}」に合う選択肢がありません。")
        found.append(place)
    return found


def place_of(word: str) -> int:
    """Return the place of 「2」 or 「B」 from 0; -1 where it is none."""
    plain = fold(word).strip("().")
    plain = re.sub(r"^(?:選択肢|option|choice|answer)(?=.)", "", plain)
    if plain.isdecimal() and len(plain) < 4:
        return int(plain) - 1
    if len(plain) != 1:
        return -1
    return KANA.find(plain) if plain in KANA else IDS.find(plain)


def pairs(text: str) -> dict[int, int]:
    """Read 「1-2, 2-1」 as place → place, both from 0.

    Raises
    ------
    Refused
        If it is no list of pairs.
    """
    found = {}
    for word in LIST_SIGN.split(text.strip().translate(NARROW)):
        if not word:
            continue
        left, _, right = re.sub(r"[ー−‐–→:=>]+", "-", word).partition("-")
        source, target = place_of(left), place_of(right.strip("-"))
        if source < 0 or target < 0:
            raise Refused(f"正答「{text}」を「1-2, 2-1」のように書いてください。")
        found[source] = target
    return found


def escape(text: str) -> str:
    """Return a text on one line, without what marks something."""
    return SPECIAL.sub(
        lambda m: "\\n" if m[0] == "\n" else "\\" + m[0], text.replace("\r", "")
    )


def unescape(text: str) -> str:
    """Return the text that was escaped."""
    return ESCAPED.sub(lambda m: "\n" if m[1] == "n" else m[1], text)


def lines(text: str) -> list[str]:
    """Return the lines of a cell that are not empty."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def gap_to_cell(gap: dict[str, Any]) -> str:
    """Return a gap as lines: ``=right`` and ``~wrong``; ``==`` where width matters."""
    if "options" in gap:
        return "\n".join(
            f"{'=' if option['key'] else '~'}{_guarded(option['text'])}"
            for option in gap["options"]
        )
    sign = "=" if gap.get("fold", True) else "=="
    return "\n".join(f"{sign}{_guarded(text)}" for text in gap["accepted"])


def gap_of_cell(text: str) -> dict[str, Any]:
    """Return a gap without its id; lines without a sign are right."""
    rows = [(m[1] or "=", unescape(m[2].strip())) for m in map(_gap_line, lines(text))]
    if any(sign == "~" for sign, _ in rows):
        return {"options": [{"text": t, "key": sign != "~"} for sign, t in rows]}
    exact = bool(rows) and all(sign == "==" for sign, _ in rows)
    accepted = {"accepted": [text for _, text in rows]}
    return accepted | ({"fold": False} if exact else {})


def _gap_line(line: str) -> re.Match[str]:
    found = GAP_LINE.fullmatch(line)
    if found is None:  # the pattern takes any text
        raise ValueError(line)
    return found


def _guarded(text: str) -> str:
    shown = escape(text)
    return f"\\{shown}" if shown.startswith(("=", "~")) else shown


def passage_to_cell(rows: Sequence[dict[str, Any]]) -> str:
    """Return the lines of a mail: 「差出人：：総務課 [[a|soumu@…]]」."""
    return "\n".join(
        (f"{escape(row['label'])}：：" if row.get("label") else "")
        + "".join(_segment(each) for each in row["segments"])
        for row in rows
    )


def passage_of_cell(text: str) -> list[dict[str, Any]]:
    """Return the lines of a mail, without keys and explanations."""
    found = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        label, rest = _cut_label(line)
        found.append({"label": unescape(label), "segments": _segments(rest)})
    return found


def _cut_label(line: str) -> tuple[str, str]:
    """Cut a line at its first separator that is not escaped."""
    for sign in SIGN.finditer(line):
        if sign[0] == LABEL_END:
            return line[: sign.start()], line[sign.end() :]
    return "", line


def _segment(segment: dict[str, Any]) -> str:
    text = escape(segment["text"])
    return f"[[{segment['id']}|{text}]]" if segment.get("id") else text


def _segments(text: str) -> list[dict[str, Any]]:
    segments: list[dict[str, Any]] = []
    start = 0
    for found in MARKABLE.finditer(text):
        if text[start : found.start()]:
            segments.append({"text": unescape(text[start : found.start()])})
        segments.append({"id": found[1], "text": unescape(found[2])})
        start = found.end()
    if text[start:]:
        segments.append({"text": unescape(text[start:])})
    return segments
