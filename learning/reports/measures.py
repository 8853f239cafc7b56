"""PURE: what a report counts: each literacy and each state of one plan on one day.

Knows what it means that a person is in audience for some literacies and has attained
some; must not know who, where, or the database. Sets of literacies are bit masks here:
bit ``i`` stands for the plan's literacy at position ``i``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class MeasureKind(StrEnum):
    """A literacy is 到達, a state is 達成."""

    LITERACY = "literacy"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of figures.

    ``mask`` holds the literacies that it rests on (of a literacy: itself), ``target``
    the share (0..1) that the term in force asks for, ``certainty`` the weakest of a
    state's links, ``needs`` whether all of them are asked for or any.
    """

    kind: MeasureKind
    code: str
    name: str
    mask: int
    needs: str = "all"
    target: float | None = None
    is_target_provisional: bool = False
    certainty: str | None = None

    @property
    def key(self) -> str:
        """Unique among literacies and states together."""
        return f"{self.kind}:{self.code}"

    def counts(self, audience: int) -> bool:
        """Whether someone in audience for these literacies is in the denominator."""
        return bool(self.mask & audience)

    def is_met(self, audience: int, attained: int) -> bool:
        """Whether someone in the denominator is in the numerator.

        A state asks for the literacies linked to it for which the person is in
        audience, all of them or any (design: evidence, attainment, state).
        """
        asked = self.mask & audience
        met = asked & attained
        return bool(met) if self.needs == "any" else bool(asked) and met == asked


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
    """Read each (audience, attained) combination for each measure."""
    for audience, attained in combinations:
        for measure in measures:
            counts = measure.counts(audience)
            met = counts and measure.is_met(audience, attained)
            yield Meaning(audience, attained, measure.key, int(counts), int(met))


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
