"""Knows when a person has reached a target state, and on which certainty that rests.

Pure: no Django, no clock. A state is reached if every literacy linked to it, and for
which the person is in audience, is attained (or any one, where the plan says so). A
joint cell is stored as printed and never computed with: its provisional split is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

CERTAIN = "certain"
JOINT = "joint"
PROVISIONAL = "provisional"
_WEAKEST_FIRST = (PROVISIONAL, CERTAIN)


@dataclass(frozen=True, slots=True)
class CountedLink:
    """A literacy that serves the state, with the certainty of the plan's table."""

    literacy: str
    certainty: str


@dataclass(frozen=True, slots=True)
class StateStanding:
    """``reached`` is None for a person in audience of none of the literacies."""

    reached: bool | None
    certainty: str | None


def state_standing(
    links: Iterable[CountedLink],
    *,
    needs: str,
    in_audience: Collection[str],
    attained: Collection[str],
) -> StateStanding:
    """Say whether one person has reached one state on one day.

    Parameters
    ----------
    links : of this state; joint ones are ignored.
    needs : "all" of the literacies for which the person is in audience, or "any".
    in_audience, attained : codes of literacies, for the person on the day.

    Returns
    -------
    Reached or not, with the weakest certainty among the links considered; None and None
    where no linked literacy is meant for the person.
    """
    counted = {
        (link.literacy, link.certainty)
        for link in links
        if link.certainty != JOINT and link.literacy in in_audience
    }
    if not counted:
        return StateStanding(None, None)
    has = [literacy in attained for literacy, _ in counted]
    reached = any(has) if needs == "any" else all(has)
    return StateStanding(reached, weakest(certainty for _, certainty in counted))


def weakest(certainties: Iterable[str]) -> str | None:
    """The weakest of some certainties; joint counts as provisional; None for none."""
    found = {PROVISIONAL if c == JOINT else c for c in certainties}
    return next((c for c in _WEAKEST_FIRST if c in found), None)
