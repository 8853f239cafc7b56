"""What is shown of an answered item afterwards: given, right, and why. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReviewedOption:
    """One option: whether it was chosen, whether it was right, and why."""

    text: str
    chosen: bool
    key: bool
    explanation: str


class Markable(Protocol):
    """What may be marked in an item: an option, or a part of a text."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def key(self) -> bool: ...
    @property
    def explanation(self) -> str: ...


def reviewed_options(
    things: Iterable[Markable], marked: Collection[str]
) -> tuple[ReviewedOption, ...]:
    """Return each thing with whether it was marked, whether rightly, and why."""
    return tuple(
        ReviewedOption(each.text, each.id in marked, each.key, each.explanation)
        for each in things
    )


@dataclass(frozen=True, slots=True)
class ReviewedAnswer:
    """One response variable: what was given (empty: nothing), and what is right."""

    label: str
    given: str
    key: str
    right: bool
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One item; either options or answers are filled, or the parts of a scenario."""

    stem: str
    right: bool
    answered: bool
    is_html: bool = False
    scored: bool = True
    options: tuple[ReviewedOption, ...] = ()
    answers: tuple[ReviewedAnswer, ...] = ()
    parts: tuple["Review", ...] = ()
    explanation: str = ""
