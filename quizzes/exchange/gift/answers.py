"""Reads what stands in the braces of a GIFT question: kind, answers, weights, feedback."""

import re
from dataclasses import dataclass
from decimal import Decimal

from quizzes.item_types.reading import decimal_of

GENERAL = "####"
# An attribute of an element is no answer: <img src="…">.
ELEMENT = r"""<[a-zA-Z]+(?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'))+\s*/?>"""
MARKER = re.compile(rf"{ELEMENT}|([=~])")
WEIGHT = re.compile(r"%\s*(-?\d{1,3}(?:\.\d+)?)\s*%")
# &#39; is a character, not a feedback.
FEEDBACK = re.compile(r"(?<!&)#|(?<=&)#(?!x?[0-9a-fA-F]{1,7};)")
TRUE_WORDS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
NUMBER_SIGNS = str.maketrans("０１２３４５６７８９．：＋－−", "0123456789.:+--")


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: its sign (= or ~ or none), weight in percent, text and feedback."""

    sign: str
    weight: Decimal | None
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that are right."""

    low: Decimal
    high: Decimal

    @property
    def value(self) -> Decimal:
        """The middle."""
        return (self.low + self.high) / 2

    @property
    def tolerance(self) -> Decimal:
        """How far from the middle."""
        return (self.high - self.low) / 2


def split_general(body: str) -> tuple[str, str]:
    """Return the answers and the general feedback."""
    answers, mark, general = body.rpartition(GENERAL)
    return (answers.strip(), general.strip()) if mark else (body.strip(), "")


def split_answers(body: str) -> list[Given]:
    """Return the answers, each from its sign to the next."""
    cuts = [m.start() for m in MARKER.finditer(body) if m[1]]
    if not cuts or body[: cuts[0]].strip():
        cuts = [0, *cuts]
    pieces = (
        body[start:end].strip()
        for start, end in zip(cuts, [*cuts[1:], len(body)], strict=True)
    )
    return [_answer(piece) for piece in pieces if piece.strip("=~ \t\n")]


def kind_of(answers: str) -> str:
    """Return Moodle's name of the kind of question that these answers make."""
    if not answers:
        return "essay"
    if answers.startswith("#"):
        return "numerical"
    signs = {m[1] for m in MARKER.finditer(answers) if m[1]}
    if "~" in signs:
        return "multichoice"
    if "=" in signs and "->" in answers:
        return "match"
    word = FEEDBACK.split(answers, maxsplit=1)[0].strip().upper()
    return "truefalse" if word in TRUE_WORDS else "shortanswer"


def is_answer_block(body: str) -> bool:
    """Whether a pair of braces holds answers, and not a formula's argument."""
    return (
        body.startswith(("=", "~", "#")) or kind_of(body) in {"essay", "truefalse"}
    ) or "~" in body


def split_true_false(answers: str) -> tuple[bool, str, str]:
    """Return whether it is true, the feedback when wrong, and the one when right."""
    word, wrong, right = (*FEEDBACK.split(answers, maxsplit=2), "", "")[:3]
    return TRUE_WORDS[word.strip().upper()], wrong.strip(), right.strip()


def read_interval(text: str) -> Interval | None:
    """Read ``5``, ``5:0.1`` or ``4.9..5.1``; None where it is none of them."""
    plain = text.translate(NUMBER_SIGNS).replace("\ufdd1", ":").strip()
    if ".." in plain:
        low, _, high = plain.partition("..")
        return _interval(decimal_of(low), decimal_of(high))
    middle, colon, tolerance = plain.partition(":")
    value, around = decimal_of(middle), decimal_of(tolerance) if colon else Decimal(0)
    if value is None or around is None or around < 0:
        return None
    return _interval(value - around, value + around)


def _interval(low: Decimal | None, high: Decimal | None) -> Interval | None:
    if low is None or high is None:
        return None
    return Interval(min(low, high), max(low, high))


def _answer(piece: str) -> Given:
    sign = piece[0] if piece[0] in "=~" else ""
    rest = piece[len(sign) :].strip()
    weight = None
    if found := WEIGHT.match(rest):
        weight = Decimal(found[1])
        rest = rest[found.end() :].strip()
    text, *feedback = FEEDBACK.split(rest, maxsplit=1)
    return Given(sign, weight, text.strip(), feedback[0].strip() if feedback else "")
