"""A person's place on an examination's own scale, from calibrated items. Pure.

The scale is Choudo's: mean 50 and standard deviation 10 of the persons on whom the items
were calibrated. It is no score of anybody else's and takes none of their ranges.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

MEAN, DEVIATION = 50, 10
# As in quizzes.item_analysis.irt, with which this agrees.
STEPS, WIDEST = 61, 6
# Share of a person's scored items that must be calibrated.
LEAST_KNOWN = 0.8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands; ``error`` is one standard error, in points of the scale."""

    value: float
    error: float


def place_of(
    rights: Mapping[str, bool], intercepts: Mapping[str, float], sd: float
) -> Place | None:
    """Return where a person stands, or None while too few of the items are calibrated.

    Parameters
    ----------
    rights : item → whether it was answered rightly; the scored items of one sitting.
    intercepts : item → d of the Rasch model, P(right) = 1 / (1 + exp(-(theta + d))).
    sd : standard deviation of theta among those calibrated on, > 0.

    Returns
    -------
    Expected a posteriori value and its standard error, theta ~ N(0, sd²).

    References
    ----------
    Bock & Mislevy (1982), Applied Psychological Measurement 6.
    """
    known = {item: right for item, right in rights.items() if item in intercepts}
    if not rights or len(known) < LEAST_KNOWN * len(rights):
        return None
    nodes = [-WIDEST + 2 * WIDEST * step / (STEPS - 1) for step in range(STEPS)]
    logs = [
        -(node**2) / 2
        + sum(
            _log_chance(sd * node + intercepts[item], right)
            for item, right in known.items()
        )
        for node in nodes
    ]
    most = max(logs)
    weights = [math.exp(each - most) for each in logs]
    total = sum(weights)
    mean = sum(w * node for w, node in zip(weights, nodes, strict=True)) / total
    square = sum(w * node**2 for w, node in zip(weights, nodes, strict=True)) / total
    error = math.sqrt(max(0.0, square - mean**2))
    return Place(MEAN + DEVIATION * mean, DEVIATION * error)


def _log_chance(logit: float, right: bool) -> float:
    """Return the logarithm of the chance of this answer, without overflow."""
    signed = logit if right else -logit
    if signed < 0:
        return signed - math.log1p(math.exp(signed))
    return -math.log1p(math.exp(-signed))
