"""What is wrong with an item, by its figures: rules with thresholds. Pure.

Says which rule is broken and with which figures, the gravest first; the words are in
``verdict_words``. A rule never fires on a figure that is not there.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

# Below this nothing is shown: one person's answers would show through.
MINIMUM_PERSONS = 10
# Correlations and means of few persons are noise: their rules begin here.
MINIMUM_FOR_COMPARING = 30
# Persons behind a mean that is compared with another.
MINIMUM_CHOOSING = 5

TOO_EASY, TOO_HARD = 0.95, 0.30
WEAK_CORRELATION = 0.10
IDLE_OPTION = 0.05
NOTICEABLE_ALPHA = 0.01
MANY_OMITTED = MANY_NOT_REACHED = 0.10


class Gravity(IntEnum):
    """How soon somebody should look."""

    NOTE = 1
    MEND = 2
    CHECK_KEY = 3


class Rule(StrEnum):
    """What can be wrong."""

    FEW_PERSONS = "few_persons"
    NEGATIVE = "negative"
    BETTER_DISTRACTOR = "better_distractor"
    PREFERRED_DISTRACTOR = "preferred_distractor"
    BELOW_CHANCE = "below_chance"
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    WEAK = "weak"
    LOWERS_ALPHA = "lowers_alpha"
    OMITTED = "omitted"
    NOT_REACHED = "not_reached"
    IDLE_OPTION = "idle_option"


GRAVITY = {
    Rule.FEW_PERSONS: Gravity.NOTE,
    Rule.NEGATIVE: Gravity.CHECK_KEY,
    Rule.BETTER_DISTRACTOR: Gravity.CHECK_KEY,
    Rule.PREFERRED_DISTRACTOR: Gravity.CHECK_KEY,
    Rule.BELOW_CHANCE: Gravity.CHECK_KEY,
    Rule.TOO_HARD: Gravity.MEND,
    Rule.TOO_EASY: Gravity.MEND,
    Rule.WEAK: Gravity.MEND,
    Rule.LOWERS_ALPHA: Gravity.NOTE,
    Rule.OMITTED: Gravity.MEND,
    Rule.NOT_REACHED: Gravity.MEND,
    Rule.IDLE_OPTION: Gravity.NOTE,
}


@dataclass(frozen=True, slots=True)
class OptionFacts:
    """One option: its text, how many chose it, their share and mean rest share."""

    text: str
    is_key: bool
    n: int
    share: float
    mean_rest: float


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the rules read; NaN = not known. ``options``: of an item with one key only."""

    n: int
    facility: float
    item_rest_correlation: float
    alpha: float = math.nan
    alpha_if_deleted: float = math.nan
    omitted: float = math.nan
    not_reached: float = math.nan
    options: Sequence[OptionFacts] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A broken rule: the figures that say so, and the option that is meant."""

    rule: Rule
    figure: float = math.nan
    other: float = math.nan
    option: str = ""

    @property
    def gravity(self) -> Gravity:
        """How soon somebody should look."""
        return GRAVITY[self.rule]


def verdicts(facts: ItemFacts) -> list[Verdict]:
    """Judge one item.

    Parameters
    ----------
    facts : shares in [0, 1], correlation in [-1, 1].

    Returns
    -------
    Broken rules, the gravest first; empty if nothing is to be said.

    Raises
    ------
    Nothing.

    References
    ----------
    Facility bounds and weak correlations: Ebel & Frisbie (1991), Essentials of
    Educational Measurement, ch. 13. Options that fewer than 5 % choose don't work:
    Haladyna & Downing (1993). Omitted and not reached: Lord (1980), ch. 15.
    """
    if facts.n < MINIMUM_PERSONS:
        return [Verdict(Rule.FEW_PERSONS, facts.n)]
    found = [
        *_key(facts),
        *_difficulty(facts),
        *_correlation(facts),
        *_unanswered(facts),
        *_options(facts),
    ]
    return sorted(found, key=lambda each: -each.gravity)


def _key(facts: ItemFacts) -> Iterator[Verdict]:
    """Signs that the key is wrong, or that a distractor is right as well."""
    if facts.n < MINIMUM_FOR_COMPARING:
        return
    if facts.item_rest_correlation < 0:
        yield Verdict(Rule.NEGATIVE, facts.item_rest_correlation)
    keys = [option for option in facts.options if option.is_key]
    if len(keys) != 1:
        return
    key = keys[0]
    for option in facts.options:
        if option.is_key:
            continue
        enough = min(option.n, key.n) >= MINIMUM_CHOOSING
        if enough and option.mean_rest > key.mean_rest:
            yield Verdict(
                Rule.BETTER_DISTRACTOR, option.mean_rest, key.mean_rest, option.text
            )
        elif option.share > key.share:
            yield Verdict(
                Rule.PREFERRED_DISTRACTOR, option.share, key.share, option.text
            )


def _difficulty(facts: ItemFacts) -> Iterator[Verdict]:
    chance = 1 / len(facts.options) if facts.options else 0
    if facts.n >= MINIMUM_FOR_COMPARING and facts.facility < chance:
        yield Verdict(Rule.BELOW_CHANCE, facts.facility, chance)
    elif facts.facility < TOO_HARD:
        yield Verdict(Rule.TOO_HARD, facts.facility)
    elif facts.facility > TOO_EASY:
        yield Verdict(Rule.TOO_EASY, facts.facility)


def _correlation(facts: ItemFacts) -> Iterator[Verdict]:
    """Correlations say little of items that nearly all have right."""
    if facts.n < MINIMUM_FOR_COMPARING or facts.facility > TOO_EASY:
        return
    if 0 <= facts.item_rest_correlation < WEAK_CORRELATION:
        yield Verdict(Rule.WEAK, facts.item_rest_correlation)
    if facts.alpha_if_deleted - facts.alpha > NOTICEABLE_ALPHA:
        yield Verdict(Rule.LOWERS_ALPHA, facts.alpha_if_deleted, facts.alpha)


def _unanswered(facts: ItemFacts) -> Iterator[Verdict]:
    if facts.omitted > MANY_OMITTED:
        yield Verdict(Rule.OMITTED, facts.omitted)
    if facts.not_reached > MANY_NOT_REACHED:
        yield Verdict(Rule.NOT_REACHED, facts.not_reached)


def _options(facts: ItemFacts) -> Iterator[Verdict]:
    """Distractors that hardly anybody takes; in an easy item it is the same fault."""
    if facts.n < MINIMUM_FOR_COMPARING or facts.facility > TOO_EASY:
        return
    for option in facts.options:
        if not option.is_key and option.share < IDLE_OPTION:
            yield Verdict(Rule.IDLE_OPTION, option.share, option=option.text)
