"""What is shown of an answered item afterwards: given, right, and why. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewedOption:
    """One option: whether it was chosen, whether it was right, and why."""

    text: str
    chosen: bool
    key: bool
    explanation: str


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
