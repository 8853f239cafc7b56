"""What all choice items share: stem, options, points, and how a document is read."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

OPTION_IDS = "abcdefghijklmnopqrstuvwxyz"
OPTION_ID_PATTERN = re.compile(r"[a-z0-9]{1,8}")
LONGEST_TEXT = 2000
MOST_OPTIONS = 10
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


@dataclass(frozen=True, slots=True)
class Option:
    """One option; ``key`` says that it belongs to the right answer."""

    id: str
    text: str
    key: bool
    explanation: str


@dataclass(frozen=True, slots=True)
class ChoiceDocument:
    """A stem with options. Subclasses say how many options and keys are right."""

    stem: str
    options: tuple[Option, ...]
    points: Decimal = Decimal(1)

    # Whether a candidate may choose more than one option.
    several: ClassVar[bool] = False
    # Whether the order of options may differ from one candidate to the next.
    shuffles: ClassVar[bool] = True

    def problems(self) -> list[Problem]:
        """Return the faults that only this type knows; subclasses override."""
        raise NotImplementedError

    @property
    def keys(self) -> frozenset[str]:
        """The ids of the options that make up the right answer."""
        return frozenset(option.id for option in self.options if option.key)

    def is_right(self, chosen: Collection[str]) -> bool:
        """Whether exactly the keys were chosen (QTI's match_correct).

        An id that the document doesn't have makes the answer wrong, never an error.
        """
        return frozenset(chosen) == self.keys

    def points_for(self, chosen: Collection[str]) -> Decimal:
        """Return all points for the exact key, else none; nothing is subtracted."""
        return self.points if self.is_right(chosen) else Decimal(0)

    def to_json(self) -> dict[str, Any]:
        """Return the document as it is stored; ``read_document`` reads it back."""
        return {
            "stem": self.stem,
            "options": [
                {
                    "id": option.id,
                    "text": option.text,
                    "key": option.key,
                    "explanation": option.explanation,
                }
                for option in self.options
            ],
            "points": stored_points(self.points),
        }


def read_fields(raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Read the fields of any choice document; faults are returned, not raised."""
    problems: list[Problem] = []
    stem = _text(raw.get("stem"), "stem", "問題文", problems)
    points = _points(raw.get("points", 1), problems)
    raw_options = raw.get("options")
    if not isinstance(raw_options, list):
        problems.append(Problem("options", "選択肢がありません。書いてください。"))
        raw_options = []
    if len(raw_options) > MOST_OPTIONS:
        problems.append(
            Problem("options", f"選択肢は{MOST_OPTIONS}個までにしてください。")
        )
        raw_options = raw_options[:MOST_OPTIONS]
    options = tuple(
        _option(each, place, problems) for place, each in enumerate(raw_options)
    )
    problems += _repeated(options)
    return {"stem": stem, "options": options, "points": points}, problems


def draft_of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document as far as it is written, in the shape in which it is stored.

    Parameters
    ----------
    raw : stem, points (a number) and options; any may be empty or missing.
    """
    return {
        "stem": str(raw.get("stem") or "").strip(),
        "options": [
            {
                "id": option.get("id") or OPTION_IDS[place],
                "text": str(option.get("text") or "").strip(),
                "key": option.get("key") is True,
                "explanation": str(option.get("explanation") or "").strip(),
            }
            for place, option in enumerate(raw.get("options") or [])
        ],
        "points": stored_points(Decimal(raw.get("points") or 1)),
    }


def stored_points(points: Decimal) -> int | str:
    """Points as JSON keeps them without a loss: a whole number, or digits."""
    return int(points) if points == int(points) else str(points.normalize())


def count_problems(
    options: Sequence[Option], *, least: int, most: int, keys: str
) -> list[Problem]:
    """Check the number of options; ``keys`` is the fault of the keys, or empty."""
    problems = []
    if not least <= len(options) <= most:
        wanted = f"{least}個" if least == most else f"{least}〜{most}個"
        problems.append(
            Problem(
                "options",
                f"選択肢は{wanted}にしてください（今は{len(options)}個です）。",
            )
        )
    if keys:
        problems.append(Problem("options", keys))
    return problems


def _text(value: object, field: str, label: str, problems: list[Problem]) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        problems.append(Problem(field, f"{label}が空です。書いてください。"))
    elif len(text) > LONGEST_TEXT:
        problems.append(
            Problem(field, f"{label}は{LONGEST_TEXT}字までにしてください。")
        )
    return text


def _points(value: object, problems: list[Problem]) -> Decimal:
    try:
        points = Decimal(str(value))
        if 0 < points <= MOST_POINTS and points == points.quantize(Decimal("0.01")):
            return points
    except InvalidOperation:
        pass
    problems.append(
        Problem(
            "points",
            f"配点「{value}」は使えません。0より大きく{MOST_POINTS}以下の数"
            "（小数は2桁まで）にしてください。",
        )
    )
    return Decimal(1)


def _option(raw: object, place: int, problems: list[Problem]) -> Option:
    field, label = f"options.{place}", f"選択肢{place + 1}"
    if not isinstance(raw, Mapping):
        problems.append(Problem(field, f"{label}の形が違います。書き直してください。"))
        raw = {}
    identity = raw.get("id", OPTION_IDS[place])
    if not (isinstance(identity, str) and OPTION_ID_PATTERN.fullmatch(identity)):
        problems.append(
            Problem(f"{field}.id", f"{label}の記号は半角英小文字か数字にしてください。")
        )
        identity = OPTION_IDS[place]
    if not isinstance(raw.get("key", False), bool):
        problems.append(
            Problem(f"{field}.key", f"{label}の正答は true か false にしてください。")
        )
    return Option(
        id=identity,
        text=_text(raw.get("text"), f"{field}.text", f"{label}の文", problems),
        key=raw.get("key", False) is True,
        explanation=_text(
            raw.get("explanation"), f"{field}.explanation", f"{label}の解説", problems
        ),
    )


def _repeated(options: Sequence[Option]) -> list[Problem]:
    ids = [option.id for option in options]
    texts = [option.text for option in options if option.text]
    problems = []
    if len(set(ids)) < len(ids):
        problems.append(
            Problem("options", "同じ記号の選択肢があります。記号を分けてください。")
        )
    if len(set(texts)) < len(texts):
        problems.append(
            Problem("options", "同じ文の選択肢があります。どちらかを直してください。")
        )
    return problems
