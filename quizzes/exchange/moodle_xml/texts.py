"""Reads the kinds whose answers are written: a word, a number, a text."""

import re
from decimal import Decimal
from typing import Any

from quizzes.exchange.gathering import Refused
from quizzes.exchange.moodle_xml.choices import FULL, PARTIAL_LOST
from quizzes.exchange.moodle_xml.question import Answer, Question, number
from quizzes.exchange.xml_tree import child, children, text_of

ANYTHING = "*"
WILDCARD = re.compile(r"(?<!\\)\*")
USUAL_LONGEST = 1000
LONGEST_ANSWER = 2000


def short_answer(question: Question) -> tuple[str, dict[str, Any]]:
    """Read a word or phrase with its accepted variants."""
    accepted, told = [], []
    for answer in question.answers:
        text = question.word(answer.element, "正答の語")
        told.append(_told(question, answer, text))
        if answer.fraction == FULL:
            accepted.append(without_wildcards(question, text))
        elif answer.fraction != 0:
            question.gathering.note(PARTIAL_LOST)
    accepted = [text for text in dict.fromkeys(accepted) if text]
    if not accepted:
        raise Refused("正答（100%）の語がないか、何を書いても正答です。")
    document = question.common("\n".join(filter(None, told)))
    document["accepted"] = accepted
    document["fold"] = question.field("usecase") not in ("1", "true")
    return "short_text", document


def numerical(question: Question) -> tuple[str, dict[str, Any]]:
    """Read a number with its tolerance and its units."""
    full, told = [], []
    for answer in question.answers:
        text = question.word(answer.element, "正答の数")
        told.append(_told(question, answer, text))
        if answer.fraction == FULL:
            full.append((number(text), _tolerance(answer)))
        elif answer.fraction != 0:
            question.gathering.note(PARTIAL_LOST)
    values = [(value, tolerance) for value, tolerance in full if value is not None]
    if not values or len(values) != len(full):
        raise Refused("正答（100%）の数がないか、何を書いても正答です。")
    more = "\n".join(filter(None, told))
    if len(set(values)) > 1:
        return _several_numbers(question, values, more)
    document = question.common(more)
    value, tolerance = values[0]
    document["value"], document["tolerance"] = _digits(value), _digits(tolerance)
    document |= _units(question)
    return "numeric", document


def essay(question: Question) -> tuple[str, dict[str, Any]]:
    """Read a text to be written; it isn't scored with us."""
    points = number(question.field("defaultgrade"))
    if points is None or points > 0:
        question.gathering.note("人が採点する記述を、採点しない自由記述にしました。")
    if question.plain(child(question.element, "graderinfo"), "採点者への説明"):
        question.gathering.note("採点者への説明は取り込みませんでした。")
    if question.plain(child(question.element, "responsetemplate"), "解答のひな形"):
        question.gathering.note("解答のひな形は取り込みませんでした。")
    if number(question.field("attachments")):
        question.gathering.note("ファイルの提出は取り込みませんでした。")
    longest = number(question.own.get("longest", ""))
    document: dict[str, Any] = {
        **question.stem(),
        "longest": int(longest)
        if longest and 1 <= longest <= LONGEST_ANSWER
        else USUAL_LONGEST,
    }
    explanation = question.explanation()
    return "free_text", document | ({"explanation": explanation} if explanation else {})


def without_wildcards(question: Question, text: str) -> str:
    """Return an accepted text; ``*`` stands for anything in Moodle, and for us not."""
    if WILDCARD.search(text.strip().strip("*")):
        question.gathering.note(
            f"「{text[:40]}」の途中の * は「何でもよい」の意味なので、この答えは"
            "取り込みませんでした。"
        )
        return ""
    plain = WILDCARD.sub("", text).strip()
    if plain != text and plain:
        question.gathering.note(
            f"「{text[:40]}」の * は「何でもよい」の意味ですが、「{plain[:40]}」だけを"
            "正答にしました。"
        )
    return plain.replace("\\*", "*")


def _several_numbers(
    question: Question, values: list[tuple[Decimal, Decimal]], more: str
) -> tuple[str, dict[str, Any]]:
    if any(tolerance for _, tolerance in values):
        raise Refused("許す差のある正答の数が二つ以上あります。")
    question.gathering.note("正答の数が二つ以上あるので、短答にしました。")
    document = question.common(more)
    document["accepted"] = list(dict.fromkeys(_digits(value) for value, _ in values))
    return "short_text", document


def _units(question: Question) -> dict[str, Any]:
    units = []
    for each in children(child(question.element, "units"), "unit"):
        name = text_of(child(each, "unit_name"))
        if number(text_of(child(each, "multiplier"))) in (None, Decimal(1)):
            units.append(name)
        else:
            question.gathering.note(f"換算する単位「{name}」は取り込みませんでした。")
    if question.field("unitgradingtype") not in ("", "0"):
        question.gathering.note("単位を誤ったときの減点は取り込みませんでした。")
    return {
        "unit": units[0] if units else "",
        "accepted_units": [unit for unit in dict.fromkeys(units[1:]) if unit],
    }


def _tolerance(answer: Answer) -> Decimal:
    return abs(number(text_of(child(answer.element, "tolerance"))) or Decimal(0))


def _told(question: Question, answer: Answer, text: str) -> str:
    """Return an answer's own feedback as a line of the explanation."""
    told = question.plain(child(answer.element, "feedback"), "解説")
    if not told:
        return ""
    question.gathering.note("答えごとの解説を一つの解説にまとめました。")
    if text == ANYTHING:
        return f"ほかの答えの場合：{told}"
    return f"「{text}」の場合：{told}"


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"
