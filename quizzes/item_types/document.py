"""What all documents share: stem, points, how the parts of an answer become points."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar

from quizzes.item_types import rich_text
from quizzes.item_types.body import Body, Given
from quizzes.item_types.reading import Reader, stored_number
from quizzes.item_types.review import Review

NOTHING: Given = MappingProxyType({})
POINT_STEP = Decimal("0.01")
SCORINGS = ("all", "each")

T = TypeVar("T")


class Shuffling(StrEnum):
    """Whether the order in which things are shown is drawn for each attempt."""

    NEVER = "never"
    WHERE_ASKED = "where_asked"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(ABC):
    """One item's document; a frozen dataclass per type.

    ``order`` in every method is the drawn order: indices of the things that this type
    shows in a drawn order, each once; empty means the document's own order.
    """

    stem: str
    format: str = ""
    points: Decimal = Decimal(1)
    explanation: str = ""

    # Whether answers count; survey items are asked and never scored.
    scored: ClassVar[bool] = True
    shuffling: ClassVar[Shuffling] = Shuffling.NEVER

    @classmethod
    @abstractmethod
    def read(cls, reader: Reader) -> Self:
        """Read the object; faults are noted at the reader, never raised."""

    @abstractmethod
    def fields_to_json(self) -> dict[str, Any]:
        """Return the fields of this type as they are stored."""

    @abstractmethod
    def body(
        self, order: tuple[int, ...] = (), given: Given = NOTHING, prefix: str = ""
    ) -> Body:
        """Return the form without script, filled with what is given.

        ``prefix`` stands before each variable's name: the part of a scenario.
        """

    @abstractmethod
    def share(self, given: Given) -> Fraction:
        """Return the share of the points that an answer earns, in [0, 1].

        Variables and values that the document doesn't have earn nothing; they are never
        an error.
        """

    @abstractmethod
    def review(self, given: Given, order: tuple[int, ...] = ()) -> Review:
        """Return given and right beside each other, with the explanations."""

    @abstractmethod
    def right_answer(self) -> dict[str, list[str]]:
        """Return an answer that earns all points; empty for what is not scored."""

    def in_order(self, things: Sequence[T], order: tuple[int, ...]) -> list[T]:
        """Return things in the drawn order; in their own where none was drawn."""
        if sorted(order) != list(range(len(things))):
            return list(things)
        return [things[index] for index in order]

    @property
    def order_length(self) -> int:
        """How many things are shown in a drawn order; 0 if none."""
        return 0

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of all response variables."""
        return ("chosen",)

    @property
    def is_html(self) -> bool:
        """Whether the stem is clean HTML and not plain text."""
        return self.format == "html"

    @property
    def plain_stem(self) -> str:
        """The stem as plain text, for lists, statistics and rules."""
        return rich_text.plain(self.stem) if self.is_html else self.stem

    def unexplained(self) -> list[tuple[str, str]]:
        """Return field and name of each explanation that publishing needs."""
        if self.explanation or not self.scored:
            return []
        return [("explanation", "解説")]

    def points_for(self, given: Given) -> Decimal:
        """Return the points of an answer, in [0, points], rounded down to 0.01."""
        share = self.share(given)
        if share in (0, 1):
            return self.points * int(share)
        exact = self.points * share.numerator / share.denominator
        return exact.quantize(POINT_STEP, rounding=ROUND_DOWN)

    def is_right(self, given: Given) -> bool:
        """Whether the answer earns all points."""
        return self.scored and self.share(given) == 1

    def to_json(self) -> dict[str, Any]:
        """Return the document as it is stored; ``read_document`` reads it back."""
        stored: dict[str, Any] = {"stem": self.stem, **self.fields_to_json()}
        if self.format:
            stored["format"] = self.format
        if self.explanation:
            stored["explanation"] = self.explanation
        if self.scored:
            stored["points"] = stored_number(self.points)
        return stored


def common_fields(reader: Reader, *, scored: bool = True) -> dict[str, Any]:
    """Read what every document has: stem, format, points, explanation."""
    stem, text_format = reader.stem()
    return {
        "stem": stem,
        "format": text_format,
        "points": reader.points() if scored else Decimal(0),
        "explanation": reader.text("explanation", "解説", needed=False),
    }


def share_of_marks(
    marked: frozenset[str], keys: frozenset[str], scoring: str
) -> Fraction:
    """All for exactly the keys; with ``each``, right minus wrong marks, of the keys.

    References
    ----------
    QTI's match_correct; QTI's mapping with +1 for a key, −1 for a distractor and a
    lower bound of 0.
    """
    if scoring != "each":
        return Fraction(int(marked == keys))
    net = len(marked & keys) - len(marked - keys)
    return Fraction(max(0, net), len(keys))


def share_of_parts(right: list[bool], scoring: str) -> Fraction:
    """Share of the parts that are right; with ``all``, 1 or 0."""
    if scoring == "each":
        return Fraction(sum(right), len(right))
    return Fraction(int(all(right)))
