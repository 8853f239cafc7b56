"""Reads the fields of a document, noting every fault by field instead of stopping.

A `Reader` stands on one JSON object; readers of the objects inside it note their faults
in the same list, under their own place (``options.2.text``).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from quizzes.item_types import rich_text

IDS = "abcdefghijklmnopqrstuvwxyz"
ID_PATTERN = re.compile(r"[a-z0-9]{1,8}")
# Names that the form of an attempt uses for itself.
RESERVED_IDS = frozenset({"base", "go", "clear", "flagged", "chosen"})
LONGEST_TEXT = 2000
LONGEST_STEM = 8000
MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field (``options.2.text``) and how to mend it."""

    field: str
    message: str


class DocumentInvalid(ValueError):
    """A document that may not be published; ``problems`` names every fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problem.message for problem in problems))


class Reader:
    """One JSON object of a document, with the list that takes its faults."""

    def __init__(
        self,
        raw: object,
        *,
        place: str = "",
        label: str = "",
        problems: list[Problem] | None = None,
    ) -> None:
        self.place, self.label = place, label
        self.problems: list[Problem] = [] if problems is None else problems
        self.raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        if not isinstance(raw, Mapping):
            self.fault("", f"{label or '問題'}の形が違います。書き直してください。")

    def fault(self, field: str, message: str) -> None:
        """Note a fault of one field of this object."""
        name = ".".join(part for part in (self.place, field) if part)
        self.problems.append(Problem(name, message))

    def text(
        self,
        field: str,
        label: str,
        *,
        needed: bool = True,
        longest: int = LONGEST_TEXT,
    ) -> str:
        """Read a text without spaces at its ends."""
        value = self.raw.get(field)
        text = value.strip() if isinstance(value, str) else ""
        name = f"{self.label}{label}"
        if not text and needed:
            self.fault(field, f"{name}が空です。書いてください。")
        elif len(text) > longest:
            self.fault(field, f"{name}は{longest}字までにしてください。")
        elif "\x00" in text:
            self.fault(field, f"{name}に使えない文字があります。消してください。")
        return text

    def stem(self) -> tuple[str, str]:
        """Read the question's text and its format: empty (plain) or ``html``."""
        text = self.text("stem", "問題文", longest=LONGEST_STEM)
        if self.one_of("format", "書式", ("", "html")) != "html":
            return text, ""
        cleaned = rich_text.clean(text)
        if text and not (rich_text.plain(cleaned) or "<img" in cleaned):
            self.fault("stem", "問題文が空です。書いてください。")
        return cleaned, "html"

    def points(self) -> Decimal:
        """Read 配点: above 0, at most 100, two decimals."""
        value = self.raw.get("points", 1)
        points = decimal_of(value)
        if (
            points is not None
            and 0 < points <= MOST_POINTS
            and points == points.quantize(Decimal("0.01"))
        ):
            return points
        self.fault(
            "points",
            f"配点「{value}」は使えません。0より大きく{MOST_POINTS}以下の数"
            "（小数は2桁まで）にしてください。",
        )
        return Decimal(1)

    def number(
        self, field: str, label: str, *, least: Decimal | None = None
    ) -> Decimal:
        """Read a number of any size that is written in digits."""
        value = self.raw.get(field)
        number = decimal_of(value)
        if number is None or (least is not None and number < least):
            wanted = "" if least is None else f"{least}以上の"
            self.fault(
                field, f"{label}「{value}」は使えません。{wanted}数にしてください。"
            )
            return Decimal(0)
        return number

    def flag(self, field: str, label: str, *, default: bool = False) -> bool:
        """Read true or false."""
        value = self.raw.get(field, default)
        if not isinstance(value, bool):
            self.fault(
                field,
                f"{self.label}の{label}は true か false にしてください。",
            )
        return value is True

    def one_of(self, field: str, label: str, allowed: Sequence[str]) -> str:
        """Read one of some words; the first where none is written."""
        value = self.raw.get(field, allowed[0])
        if value in allowed:
            return str(value)
        words = "、".join(word for word in allowed if word)
        self.fault(field, f"{label}「{value}」はありません。{words} にしてください。")
        return allowed[0]

    def identity(self, place: int) -> str:
        """Read the id of a row; the place's letter where none is written."""
        value = self.raw.get("id", IDS[place])
        if (
            isinstance(value, str)
            and ID_PATTERN.fullmatch(value)
            and value not in RESERVED_IDS
        ):
            return value
        self.fault("id", f"{self.label}の記号は半角英小文字か数字にしてください。")
        return IDS[place]

    def rows(
        self, field: str, label: str, *, least: int = 0, most: int
    ) -> list["Reader"]:
        """Read a list of objects, at most ``most`` of them."""
        values = self._list(field, label, least=least, most=most)
        return [
            Reader(
                value,
                place=".".join(x for x in (self.place, field, str(place)) if x),
                label=f"{label}{place + 1}",
                problems=self.problems,
            )
            for place, value in enumerate(values)
        ]

    def texts(
        self, field: str, label: str, *, least: int, most: int
    ) -> tuple[str, ...]:
        """Read a list of texts, the empty ones left out."""
        values = self._list(field, label, least=least, most=most)
        texts = [value.strip() for value in values if isinstance(value, str)]
        kept = tuple(dict.fromkeys(text for text in texts if text))
        if len(kept) < least <= len(values):
            self.fault(field, f"{self.label}{label}を書いてください。")
        if any(len(text) > LONGEST_TEXT or "\x00" in text for text in kept):
            self.fault(
                field, f"{self.label}{label}は{LONGEST_TEXT}字までにしてください。"
            )
        return kept

    def same_twice(self, field: str, label: str, values: Iterable[str]) -> None:
        """Note it where a value that must be unique stands twice."""
        seen = [value for value in values if value]
        if len(set(seen)) < len(seen):
            self.fault(field, f"同じ{label}があります。どちらかを直してください。")

    def _list(self, field: str, label: str, *, least: int, most: int) -> list[Any]:
        values = self.raw.get(field)
        if not isinstance(values, list):
            self.fault(field, f"{self.label}{label}がありません。書いてください。")
            return []
        if len(values) > most:
            self.fault(field, f"{self.label}{label}は{most}個までにしてください。")
        elif len(values) < least:
            self.fault(
                field,
                f"{self.label}{label}は{least}個以上にしてください"
                f"（今は{len(values)}個です）。",
            )
        return values[:most]


def decimal_of(value: object) -> Decimal | None:
    """Return a finite number of at most 30 digits, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    fits = number.is_finite() and abs(number.adjusted()) < 30
    return number if fits and len(number.as_tuple().digits) <= 30 else None


def stored_number(number: Decimal) -> int | str:
    """A number as JSON keeps it without a loss: a whole number, or digits."""
    if number == number.to_integral_value() and abs(number) < 10**15:
        return int(number)
    return f"{number.normalize():f}"
