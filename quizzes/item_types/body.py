"""What a form without script is made of: interactions and how they are laid out.

A `Body` is what a template draws; it is the same for a running attempt, a preview and
a printed sheet. Knows no type of item, no key and no points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Response variable → texts, as a form sends it; what is unanswered is missing.
Given = Mapping[str, Sequence[str]]


class Kind(StrEnum):
    """How one response variable is asked for."""

    RADIO = "radio"
    CHECKBOX = "checkbox"
    SELECT = "select"
    TEXT = "text"
    NUMBER = "number"
    PARAGRAPH = "paragraph"


class Layout(StrEnum):
    """How the interactions of one item stand on the page; a template for each."""

    OPTIONS = "options"
    ROWS = "rows"
    FIELD = "field"
    INLINE = "inline"
    MATRIX = "matrix"
    PASSAGE = "passage"
    SCALE = "scale"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, and whether it is chosen now."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Interaction:
    """One response variable: its name in the form, what it asks, what is given now."""

    name: str
    kind: Kind
    label: str = ""
    choices: tuple[Choice, ...] = ()
    value: str = ""
    unit: str = ""
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of running text, or an interaction or a markable part within it."""

    text: str = ""
    interaction: Interaction | None = None
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a mail or page: its label (差出人), and its pieces."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """One item as it is asked. Which fields are filled depends on the layout."""

    layout: Layout
    stem: str
    is_html: bool = False
    several: bool = False
    interactions: tuple[Interaction, ...] = ()
    pieces: tuple[Piece, ...] = ()
    lines: tuple[Line, ...] = ()
    medium: str = ""
    low: str = ""
    high: str = ""
    parts: tuple["Body", ...] = ()


def chosen(name: str, given: Given) -> frozenset[str]:
    """Return what is given for one variable, as a set."""
    return frozenset(given.get(name, ()))


def one(name: str, given: Given) -> str:
    """Return the single text given for one variable; empty if none or several."""
    texts = given.get(name, ())
    return texts[0] if len(texts) == 1 else ""
