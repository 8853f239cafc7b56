"""PURE: what a report counts: each literacy and each state of one plan on one day.

Knows what it means that a person is in audience for some literacies and has attained
some; must not know who, where, or the database. Sets of literacies are bit masks here:
bit ``i`` stands for the plan's literacy at position ``i``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from learning.literacy.states import CountedLink, state_standing, weakest


class MeasureKind(StrEnum):
    """A literacy is 到達, a state is 達成."""

    LITERACY = "literacy"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of figures.

    ``mask`` holds the literacies that it rests on (of a literacy: itself), ``links``
    the same of a state with their certainty, ``needs`` whether a state asks for all of
    them or any, ``target`` the share (0..1) that the term in force asks for.
    """

    kind: MeasureKind
    code: str
    name: str
    mask: int
    links: tuple[CountedLink, ...] = ()
    needs: str = "all"
    target: float | None = None
    is_target_provisional: bool = False

    @property
    def key(self) -> str:
        """Unique among literacies and states together."""
        return f"{self.kind}:{self.code}"

    @property
    def certainty(self) -> str | None:
        """The weakest certainty that a state's figures rest on; None for literacies."""
        return weakest(link.certainty for link in self.links)


class Meaning(NamedTuple):
    """What one combination of literacies says for one measure (0 or 1 each)."""

    audience: int
    attained: int
    measure: str
    in_audience: int
    has_attained: int


def meanings(
    combinations: Iterable[tuple[int, int]], measures: Sequence[Measure]
) -> Iterator[Meaning]:
    """Read each (audience, attained) combination for each measure.

    The rule of states is ``learning.literacy.states``: it is asked once per
    combination instead of once per person.
    """
    for audience, attained in combinations:
        in_audience = _codes(audience, measures)
        has = _codes(attained, measures)
        for measure in measures:
            reached = _is_met(measure, in_audience, has)
            counts = int(reached is not None)
            yield Meaning(audience, attained, measure.key, counts, int(bool(reached)))


def _codes(mask: int, measures: Sequence[Measure]) -> frozenset[str]:
    return frozenset(
        measure.code
        for measure in measures
        if measure.kind is MeasureKind.LITERACY and measure.mask & mask
    )


def _is_met(
    measure: Measure, in_audience: frozenset[str], attained: frozenset[str]
) -> bool | None:
    """Whether the person counts in the numerator; None: not in the denominator."""
    if measure.kind is MeasureKind.LITERACY:
        return measure.code in attained if measure.code in in_audience else None
    return state_standing(
        measure.links, needs=measure.needs, in_audience=in_audience, attained=attained
    ).reached


def equal_figures(
    measures: Sequence[Measure], audiences: dict[str, int]
) -> Iterator[tuple[str, str]]:
    """Pairs of measures that show the same figure about one group.

    A state rests on one literacy alone where nobody in the group is in audience for
    another of its literacies.

    Parameters
    ----------
    measures : of one plan.
    audiences : people in audience per measure key, in the group.
    """
    literacies = [m for m in measures if m.kind is MeasureKind.LITERACY]
    alive = [m for m in literacies if audiences[m.key]]
    for state in (m for m in measures if m.kind is MeasureKind.STATE):
        resting_on = [m.key for m in alive if m.mask & state.mask]
        if len(resting_on) == 1:
            yield state.key, resting_on[0]
