"""Aiken: one question, its options by letter, and a line that says the right one.

References
----------
Moodle's documentation "Aiken format" (docs.moodle.org). Read besides: letters in
brackets or lower case, full-width letters, lines that wrap, missing blank lines, an
explanation after the answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quizzes.exchange.parcel import (
    MOST_ITEMS,
    ExchangedItem,
    FileBroken,
    Format,
    Loss,
)
from quizzes.exchange.text import decode, looks_like_text
from quizzes.item_types import rich_text

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OPTION = re.compile(r"\s*[(（]?([A-Za-zＡ-Ｚａ-ｚ])\s*[.)．）]\s*(.*)", re.DOTALL)
ANSWER = re.compile(
    r"\s*(?:ANSWERS?|正解|正答|答え|解答)\s*[:：]\s*(.*)", re.IGNORECASE
)
WHY = re.compile(
    r"\s*(?:FEEDBACK|EXPLANATION|REASON|解説)\s*[:：]\s*(.*)", re.IGNORECASE
)
LETTER = re.compile(r"[(（]?([A-Za-zＡ-Ｚａ-ｚ])[)）.．]?")
SEVERAL = re.compile(r"[A-ZＡ-Ｚ]{2,26}")
BETWEEN = re.compile(r"(?:[\s,、，;；&・/／+＋]|\b(?:and|or)\b)+", re.IGNORECASE)
WRITTEN_OUT = re.compile(r"[(（]?([A-Za-zＡ-Ｚａ-ｚ])[)）.．]\s*(.+)", re.DOTALL)
NARROW = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)
TRUE_FALSE = ("正しい", "誤り")


@dataclass(slots=True)
class Question:
    """What is read of one question so far."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    answer: str = ""
    why: list[str] = field(default_factory=list)
    fault: str = ""


def read(data: bytes, filename: str) -> list[ExchangedItem]:
    """Return the questions of an Aiken file in order.

    Raises
    ------
    FileBroken
        If it is no text, or no line names an answer.
    """
    lines = decode(data, filename).split("\n")
    if not any(ANSWER.match(line) for line in lines):
        raise FileBroken(
            filename,
            "「ANSWER: A」のような正答の行が一つもありません。",
            "Aiken の形式か、途中で切れていないか確かめてください。",
        )
    items = [_item(question) for question in _questions(lines)]
    if len(items) > MOST_ITEMS:
        raise FileBroken(
            filename,
            f"問題が多すぎます（上限 {MOST_ITEMS:,} 問）。",
            "分けて取り込んでください。",
        )
    return items


def write(items: Sequence[ExchangedItem]) -> tuple[bytes, list[Loss]]:
    """Return an Aiken file in UTF-8, and what it doesn't carry."""
    losses: list[Loss] = []
    parts = []
    for item in items:
        if item.type not in {"single_choice", "true_false"}:
            losses.append(Loss.of(item, "Aiken は、一つ選ぶ問題と正誤だけの形式です。"))
            continue
        lost = _lost(item)
        if lost:
            reason = f"Aiken では書けないので、{'・'.join(lost)}は書いていません。"
            losses.append(Loss.of(item, reason, refused=False))
        parts.append(_written(item))
    return "\n".join(parts).encode("utf-8", "replace"), losses


def sniff(data: bytes, filename: str) -> bool:
    """Whether options by letter are followed by a line with the answer."""
    lines = looks_like_text(data).split("\n")
    answers = [n for n, line in enumerate(lines) if ANSWER.match(line)]
    return any(OPTION.match(lines[n - 1]) for n in answers if n > 0) or (
        bool(answers) and any(OPTION.match(line) for line in lines)
    )


def _questions(lines: list[str]) -> Iterator[Question]:
    question, after_blank = Question(1), False
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            after_blank = True
            continue
        if _begins(question, text, after_blank):
            yield question
            question = Question(number)
        if not (question.stem or question.options):
            question.line = number
        _take(question, text)
        after_blank = False
    if question.stem or question.options:
        yield question


def _begins(question: Question, text: str, after_blank: bool) -> bool:
    """Whether a line is the first of the next question."""
    if question.answer:
        continues = question.why and not after_blank
        return not (WHY.match(text) or continues)
    is_next_part = bool(ANSWER.match(text) or _option(question, text))
    return bool(question.options) and after_blank and not is_next_part


def _take(question: Question, text: str) -> None:
    if found := ANSWER.match(text):
        question.answer = found[1].strip() or "?"
    elif question.answer:
        told = WHY.match(text)
        question.why.append(told[1] if told else text)
    elif option := _option(question, text):
        question.options.append([option[2]])
    elif question.options:
        question.options[-1].append(text)
    else:
        question.stem.append(text)


def _option(question: Question, text: str) -> re.Match[str] | None:
    """Return the option that a line is: the next letter, not just any."""
    found = OPTION.match(text)
    if not found or len(question.options) >= len(LETTERS):
        return None
    letter = found[1].translate(NARROW).upper()
    return found if letter == LETTERS[len(question.options)] else None


def _item(question: Question) -> ExchangedItem:
    stem = "\n".join(question.stem).strip()
    options = ["\n".join(lines).strip() for lines in question.options]
    keys, refused = _keys(question, stem, options)
    notes = []
    kind = "single_choice"
    if tuple(options) == TRUE_FALSE:
        kind = "true_false"
    elif len(keys) > 1:
        kind = "multiple_response"
        notes.append("正答が二つ以上あるので、すべて選ぶ問題にしました。")
    return ExchangedItem(
        place=f"{question.line}行目",
        title=" ".join(stem.split())[:60],
        type="" if refused else kind,
        document={
            "stem": stem,
            "options": [
                {"text": text, "key": place in keys}
                for place, text in enumerate(options)
            ],
            "explanation": "\n".join(question.why).strip(),
        },
        notes=tuple(notes),
        refused=refused,
    )


def _keys(question: Question, stem: str, options: list[str]) -> tuple[set[int], str]:
    """Return the places of the right options, or why the question can't be taken."""
    if not stem:
        return set(), "問題文がありません。選択肢の前に書いてください。"
    if not options:
        return set(), "選択肢がありません。「A. 」から順に書いてください。"
    if not question.answer:
        return set(), "正答の行がありません。「ANSWER: A」のように書いてください。"
    keys = _places(question.answer, options)
    if not keys or max(keys) >= len(options):
        shown = question.answer[:40]
        return set(), f"正答「{shown}」は、選択肢の記号ではありません。"
    return keys, ""


def _places(answer: str, options: list[str]) -> set[int]:
    """Return the places that an answer names, nothing where it is no list of letters.

    Read besides letters: 「AC」 in capitals, 「B. its text」, and the text alone.
    """
    words = [word for word in BETWEEN.split(answer.strip()) if word]
    found = [LETTER.fullmatch(word) for word in words]
    letters = [match[1] for match in found if match]
    if len(letters) == len(words):
        return {_place(letter) for letter in letters}
    if answer in options:
        return {options.index(answer)}
    both = WRITTEN_OUT.fullmatch(answer)
    if both and options[_place(both[1]) : _place(both[1]) + 1] == [both[2].strip()]:
        return {_place(both[1])}
    if SEVERAL.fullmatch(answer) and len(set(answer)) == len(answer):
        return {_place(letter) for letter in answer}
    return set()


def _place(letter: str) -> int:
    return LETTERS.index(letter.translate(NARROW).upper())


def _lost(item: ExchangedItem) -> list[str]:
    document = item.document
    explained = [
        document.get("explanation"),
        *(o.get("explanation") for o in document["options"]),
    ]
    lost = ["解説"] if any(explained) else []
    if document.get("format") == "html" and not rich_text.is_plain(document["stem"]):
        lost.append("書式と画像")
    if str(document.get("points", 1)) != "1":
        lost.append("配点")
    if any("\n" in text for text in _texts(document)):
        lost.append("改行")
    if item.source or item.responsible or item.review_on or item.law_effective_on:
        lost.append("根拠と見直し")
    return lost


def _written(item: ExchangedItem) -> str:
    stem, *options = _texts(item.document)
    key = next(n for n, option in enumerate(item.document["options"]) if option["key"])
    lines = [_kept(stem)]
    lines += [f"{LETTERS[n]}. {_one_line(text)}" for n, text in enumerate(options)]
    return "\n".join([*lines, f"ANSWER: {LETTERS[key]}"]) + "\n"


def _texts(document: dict) -> list[str]:
    stem = document["stem"]
    if document.get("format") == "html":
        stem = rich_text.plain(stem)
    return [stem or "（画像）", *(option["text"] for option in document["options"])]


def _kept(stem: str) -> str:
    """Return the question on one line, which no reader takes for an option."""
    line = _one_line(stem)
    return f"問 {line}" if OPTION.match(line) or ANSWER.match(line) else line


def _one_line(text: str) -> str:
    """Return a text without line breaks."""
    return " ".join(line.strip() for line in text.split("\n"))


FORMAT = Format(
    name="Aiken",
    read=read,
    write=write,
    extensions=(".txt", ".aiken"),
    sniff=sniff,
    media_type="text/plain; charset=utf-8",
)
