"""How sure people were of an item, and how often they were right then. Pure.

Certainty is reported for items, never for a person, and counts for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quizzes.item_analysis.classical import BoolArray, IntArray
from quizzes.item_types.answer import CONFIDENCES


@dataclass(frozen=True, slots=True)
class CertaintyRow:
    """One level: how many said so, and the share of them with full marks."""

    level: str
    n: int
    right: float


def certainty_rows(
    said: IntArray, right: BoolArray, levels: Sequence[str] = CONFIDENCES
) -> tuple[CertaintyRow, ...]:
    """Count answers by certainty.

    Parameters
    ----------
    said : per answer the index in ``levels``, −1 where nothing was said.
    right : per answer whether it earned all points; same length.

    Returns
    -------
    A row for each level; the share in [0, 1], NaN where nobody said so. Empty if
    nobody said anything.

    References
    ----------
    The share right per level, compared with the level itself: calibration as in
    Gardner-Medwin (1995), "Confidence assessment in the teaching of basic science".
    """
    if not (said >= 0).any():
        return ()
    rows = []
    for place, level in enumerate(levels):
        here = said == place
        n = int(here.sum())
        rows.append(CertaintyRow(level, n, float(right[here].mean()) if n else np.nan))
    return tuple(rows)
