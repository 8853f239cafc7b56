"""Reads what a mock examination consists of (出題構成) and checks that it adds up."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class BlueprintInvalid(ValueError):
    """A file that describes no examination; the message names every fault."""


@dataclass(frozen=True, slots=True)
class ExamField:
    """One field (分野): drawn and scored items, the share it needs, items by heading.

    ``headings`` are pairs (code in the scheme, items drawn) that add up to ``count``.
    """

    code: str
    title: str
    count: int
    scored: int
    floor: Decimal
    headings: tuple[tuple[str, int], ...]

    @property
    def trials(self) -> int:
        """How many of the drawn items are tried out and not scored."""
        return self.count - self.scored

    def problems(self) -> list[str]:
        """Return what doesn't add up."""
        total = sum(count for _code, count in self.headings)
        problems = []
        if total != self.count:
            problems.append(
                f"分野「{self.title}」の見出しの合計は{total}問で、"
                f"{self.count}問になっていません。"
            )
        if not 0 < self.scored <= self.count:
            problems.append(
                f"分野「{self.title}」の採点する数は1から{self.count}までです。"
            )
        if not 0 <= self.floor <= 1:
            problems.append(f"分野「{self.title}」の下限は0から1までです。")
        return problems


@dataclass(frozen=True, slots=True)
class Blueprint:
    """One examination. ``pass_mark`` and floors are shares of the scored points."""

    code: str
    title: str
    scheme: str
    minutes: int
    pause: bool
    pass_mark: Decimal
    item_types: tuple[str, ...]
    options: int
    fields: tuple[ExamField, ...]

    @property
    def count(self) -> int:
        """How many items are drawn."""
        return sum(field.count for field in self.fields)

    @property
    def scored(self) -> int:
        """How many of them are scored."""
        return sum(field.scored for field in self.fields)

    @property
    def headings(self) -> tuple[str, ...]:
        """The codes of all headings in their order."""
        return tuple(code for field in self.fields for code, _count in field.headings)

    def field_of(self, heading: str) -> ExamField:
        """Return the field of a heading; KeyError for one of another scheme."""
        for field in self.fields:
            if any(code == heading for code, _count in field.headings):
                return field
        raise KeyError(heading)

    def problems(self) -> list[str]:
        """Return what doesn't add up, in Japanese."""
        twice = [code for code, n in Counter(self.headings).items() if n > 1]
        problems = [f"見出し「{code}」が二度出てきます。" for code in twice]
        if self.minutes < 1:
            problems.append("制限時間は1分以上です。")
        if not 0 <= self.pass_mark <= 1:
            problems.append("合格の目安は0から1までです。")
        return problems + [each for field in self.fields for each in field.problems()]


def read_blueprint(text: str) -> Blueprint:
    """Read one examination's file.

    Parameters
    ----------
    text : TOML as in ``ip6.5.toml``.

    Raises
    ------
    BlueprintInvalid
        If a field is missing or of another kind, or the numbers don't add up.
    """
    try:
        # Decimal, not float: a mark of 0.6 is exactly that
        blueprint = _blueprint(tomllib.loads(text, parse_float=Decimal))
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise BlueprintInvalid(
            f"出題構成のファイルを読めません（{error}）。"
        ) from error
    problems = blueprint.problems()
    if problems:
        raise BlueprintInvalid(" ".join(problems))
    return blueprint


@cache
def shipped_blueprints() -> Mapping[str, Blueprint]:
    """Return every shipped examination by its code, in the order of file names."""
    read = (
        read_blueprint(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.toml"))
    )
    return {blueprint.code: blueprint for blueprint in read}


def _blueprint(data: Mapping[str, Any]) -> Blueprint:
    return Blueprint(
        code=str(data["code"]),
        title=str(data["title"]),
        scheme=str(data["scheme"]),
        minutes=int(data["minutes"]),
        pause=data["pause"] is True,
        pass_mark=Decimal(data["pass_mark"]),
        item_types=tuple(str(each) for each in data["item_types"]),
        options=int(data["options"]),
        fields=tuple(_field(each) for each in data["fields"]),
    )


def _field(data: Mapping[str, Any]) -> ExamField:
    return ExamField(
        code=str(data["code"]),
        title=str(data["title"]),
        count=int(data["count"]),
        scored=int(data["scored"]),
        floor=Decimal(data["floor"]),
        headings=tuple((str(code), int(n)) for code, n in data["headings"].items()),
    )
