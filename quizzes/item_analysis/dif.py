"""Does an item favour one of two groups of equal ability? Mantel-Haenszel. Pure numpy.

Persons are compared with those who have the same total; a difference that is left is
the item's, not the groups'. It says where to look, not that an item is unfair.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import chdtrc

from quizzes.item_analysis.classical import BoolArray, FloatArray

# ETS's delta scale: -2.35 times the logarithm of the common odds ratio.
DELTA_PER_LOG_ODDS = -2.35
NEGLIGIBLE_DELTA, LARGE_DELTA = 1.0, 1.5
# One-sided 5 % of the normal, two-sided 5 % of chi-square with one degree of freedom.
ONE_SIDED, CHI_SQUARE = 1.645, 3.841
# Persons that each group must have (ETS's rule for the smaller group, Zwick 2012).
MINIMUM_IN_GROUP = 100


class Class(StrEnum):
    """ETS's classes: A negligible, B moderate, C large."""

    NEGLIGIBLE = "A"
    MODERATE = "B"
    LARGE = "C"


@dataclass(frozen=True, slots=True)
class Dif:
    """Mantel-Haenszel's figures for one item; NaN where the strata give none.

    odds_ratio : common odds of a right answer, reference to focal; > 1: easier for the
    reference group. delta : ETS's scale, < 0: harder for the focal group. chi_square :
    one degree of freedom, with continuity correction.
    """

    odds_ratio: float
    delta: float
    se_delta: float
    chi_square: float
    p: float
    verdict: Class | None


def mantel_haenszel(tables: FloatArray) -> Dif:
    """Put 2 × 2 tables of strata together.

    Parameters
    ----------
    tables : shape (n_strata, 2, 2), persons; [stratum, reference/focal, right/wrong].

    Returns
    -------
    See ``Dif``; the verdict is None where the odds ratio is not defined.

    Raises
    ------
    ValueError
        If the shape is another or a count is negative.

    References
    ----------
    Mantel & Haenszel (1959); Holland & Thayer (1988); variance of the logarithm by
    Robins, Breslow & Greenland (1986); classes: Zieky (1993), Zwick (2012, ETS RR-12-08);
    R: mantelhaen.test, difR::difMH.
    """
    if tables.ndim != 3 or tables.shape[1:] != (2, 2) or np.any(tables < 0):
        raise ValueError("tables must be counts of shape (n_strata, 2, 2)")
    both = tables.sum(axis=2).min(axis=1) > 0
    (a, b), (c, d) = tables[both].transpose(1, 2, 0)
    n = a + b + c + d
    forward, backward = a * d / n, b * c / n
    if not forward.sum() * backward.sum():
        return Dif(np.nan, np.nan, np.nan, np.nan, np.nan, None)
    odds = forward.sum() / backward.sum()
    chi_square = _chi_square(a, b, c, d)
    delta = DELTA_PER_LOG_ODDS * np.log(odds)
    share_same, share_other = (a + d) / n, (b + c) / n
    variance = (
        (share_same * forward).sum() / (2 * forward.sum() ** 2)
        + (share_same * backward + share_other * forward).sum()
        / (2 * forward.sum() * backward.sum())
        + (share_other * backward).sum() / (2 * backward.sum() ** 2)
    )
    error = -DELTA_PER_LOG_ODDS * np.sqrt(variance)
    return Dif(
        float(odds),
        float(delta),
        float(error),
        chi_square,
        float(chdtrc(1, chi_square)),
        verdict(delta=float(delta), error=float(error), chi_square=chi_square),
    )


def verdict(*, delta: float, error: float, chi_square: float) -> Class:
    """ETS's class of an item.

    Parameters
    ----------
    delta, error : on ETS's scale; error ≥ 0. chi_square : Mantel-Haenszel's, ≥ 0.

    Returns
    -------
    A: |delta| < 1 or not significantly different from 0. C: |delta| ≥ 1.5 and
    significantly above 1. B: the rest.

    Raises
    ------
    Nothing.

    References
    ----------
    Zieky (1993); Zwick (2012), ETS RR-12-08.
    """
    size = abs(delta)
    if size < NEGLIGIBLE_DELTA or chi_square < CHI_SQUARE:
        return Class.NEGLIGIBLE
    if size >= LARGE_DELTA and size - NEGLIGIBLE_DELTA > ONE_SIDED * error:
        return Class.LARGE
    return Class.MODERATE


def item_difs(scores: FloatArray, is_focal: BoolArray) -> list[Dif]:
    """Figures of every item, persons matched by their total, the item included.

    Parameters
    ----------
    scores : shape (n_persons, n_items), 0 or 1; persons with a NaN are left out, as
        their totals can't be compared.
    is_focal : shape (n_persons,).

    Returns
    -------
    One per item.

    Raises
    ------
    ValueError
        If the lengths differ.

    References
    ----------
    Holland & Thayer (1988): the studied item belongs to the matching total.
    """
    if scores.shape[0] != is_focal.shape[0]:
        raise ValueError("scores and groups differ in length")
    whole = ~np.isnan(scores).any(axis=1)
    scores, focal = scores[whole], is_focal[whole].astype(int)
    total, n_strata = scores.sum(axis=1).astype(int), scores.shape[1] + 1
    found = []
    for column in scores.T:
        place = (total * 2 + focal) * 2 + (column == 0)
        counts = np.bincount(place, minlength=n_strata * 4).astype(float)
        found.append(mantel_haenszel(counts.reshape(n_strata, 2, 2)))
    return found


def _chi_square(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray) -> float:
    n = a + b + c + d
    expected = (a + b) * (a + c) / n
    several = np.maximum(n - 1, 1)
    variance = (a + b) * (c + d) * (a + c) * (b + d) / (n**2 * several)
    if not variance.sum():
        return 0.0
    apart = max(abs(a.sum() - expected.sum()) - 0.5, 0)
    return float(apart**2 / variance.sum())
