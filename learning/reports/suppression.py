"""PURE: which figures of a table are hidden from a reader, and why.

Knows sums (a total and its parts) and how many people stand behind each figure; must not
know departments, literacies, readers or files.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Reason(StrEnum):
    """Why a figure is hidden."""

    PRIMARY = "primary"
    """Too few people stand behind it."""
    COMPLEMENTARY = "complementary"
    """It would give away a hidden one by subtraction."""


@dataclass(frozen=True, slots=True)
class Sum(Generic[K]):
    """One line of arithmetic that a reader can do: the parts add up to the total.

    ``parts`` stand in official order. A sum with one part says that two cells of the
    table show the same figure.
    """

    total: K
    parts: tuple[K, ...]


def hide(
    denominators: Mapping[K, int],
    sums: Sequence[Sum[K]],
    *,
    threshold: int,
    exact: Collection[K] = frozenset(),
) -> dict[K, Reason]:
    """Say which cells of a table to hide, so that none can be had by subtraction.

    1. A cell whose denominator is 1 to ``threshold`` - 1 is hidden (primary).
    2. Where a sum has exactly one hidden member, the smallest shown part is hidden too
       (complementary; of equals the first in order); where no part is left that
       could be hidden, the total is. This is repeated through all sums, so it reaches
       across levels. A sum with no or with two and more hidden members gives nothing
       away: sums of a tree can only be solved from one that has a single unknown.

    Nobody (0) is a known figure: it is never hidden and protects nothing.

    Parameters
    ----------
    denominators : people behind each cell, >= 0.
    sums : every addition that the table shows; its members are keys of
        ``denominators``; each cell is a part of at most one sum of a tree, beside
        sums of one part that name equal cells.
    threshold : first denominator that is shown, >= 1; 1 hides nothing.
    exact : cells that this reader may see whatever their size, since the reader may
        open the names behind them; they count as known.

    Returns
    -------
    The hidden cells with their reason; cells that are not in it are shown.

    Raises
    ------
    ValueError
        If a denominator is negative, the threshold below 1 or a member unknown.

    References
    ----------
    Hundepool et al., Statistical Disclosure Control (2012), ch. 4: primary and
    secondary cell suppression of tables with subtotals.
    """
    _check(denominators, sums, threshold)
    hidden = {
        cell: Reason.PRIMARY
        for cell, people in denominators.items()
        if 0 < people < threshold and cell not in exact
    }
    may_hide = {c for c, people in denominators.items() if people and c not in exact}
    sums_of = _sums_by_member(sums)
    waiting = deque(sums)
    while waiting:
        one = waiting.popleft()
        chosen = _next_to_hide(one, denominators, hidden, may_hide)
        if chosen is not None:
            hidden[chosen] = Reason.COMPLEMENTARY
            waiting.extend(sums_of[chosen])
    return hidden


def _next_to_hide(
    one: Sum[K],
    denominators: Mapping[K, int],
    hidden: Mapping[K, Reason],
    may_hide: Collection[K],
) -> K | None:
    """The cell that protects the only hidden member of a sum; None where none is."""
    if sum(member in hidden for member in (one.total, *one.parts)) != 1:
        return None
    parts = [part for part in one.parts if part in may_hide and part not in hidden]
    if parts:
        return min(parts, key=denominators.__getitem__)
    return one.total if one.total in may_hide and one.total not in hidden else None


def _sums_by_member(sums: Sequence[Sum[K]]) -> dict[K, list[Sum[K]]]:
    found: dict[K, list[Sum[K]]] = defaultdict(list)
    for one in sums:
        for member in (one.total, *one.parts):
            found[member].append(one)
    return found


def _check(
    denominators: Mapping[K, int], sums: Sequence[Sum[K]], threshold: int
) -> None:
    if threshold < 1:
        raise ValueError(f"The threshold {threshold} is below 1")
    if any(people < 0 for people in denominators.values()):
        raise ValueError("A denominator is negative")
    for one in sums:
        unknown = [m for m in (one.total, *one.parts) if m not in denominators]
        if unknown:
            raise ValueError(f"A sum names cells that are not there: {unknown}")
