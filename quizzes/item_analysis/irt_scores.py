"""What a fitted IRT model says of persons and of itself. Pure numpy/scipy.

Scores of persons with their errors, marginal reliability, and the fit of each item.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, expit

from quizzes.item_analysis.irt import (
    LOG_WEIGHTS,
    NODES,
    Fit,
    FloatArray,
    Patterns,
    posterior,
)

# Cells of the S-X² table that expect fewer are put together (as mirt's mincell).
SMALLEST_EXPECTED = 1.0


@dataclass(frozen=True, slots=True)
class ItemFit:
    """S-X² of one item: the statistic, its degrees of freedom, p. NaN where none left."""

    statistic: float
    degrees: int
    p: float


def eap(scores: FloatArray, fitted: Fit) -> tuple[FloatArray, FloatArray]:
    """Expected a posteriori score of each person, and its standard error.

    Parameters
    ----------
    scores : shape (n_persons, n_items), 0, 1 or NaN; the items that were fitted.
    fitted : the estimates.

    Returns
    -------
    theta and standard error (posterior SD), shape (n_persons,) each; theta within
    ±6 sd, errors in (0, sd]. A person without any item gets 0 and sd.

    Raises
    ------
    ValueError
        If the numbers of items differ.

    References
    ----------
    Bock & Mislevy (1982), Applied Psychological Measurement 6; R: mirt::fscores (EAP).
    """
    patterns = Patterns.of(scores)
    likely, theta = posterior(patterns, fitted), fitted.sd * NODES
    mean = likely @ theta
    error = np.sqrt(np.maximum(likely @ theta**2 - mean**2, 0))
    return mean[patterns.person], error[patterns.person]


def marginal_reliability(fitted: Fit) -> float:
    """Mean over the population of information / (information + 1 / variance of theta).

    Parameters
    ----------
    fitted : the estimates; for a person who is given all items.

    Returns
    -------
    In [0, 1).

    Raises
    ------
    Nothing.

    References
    ----------
    Green, Bock, Humphreys, Linn & Reckase (1984); R: mirt::marginal_rxx.
    """
    slopes = fitted.discrimination * fitted.sd
    right = expit(np.outer(slopes, NODES) + fitted.intercept[:, None])
    information = (slopes**2) @ (right * (1 - right))
    return float(np.exp(LOG_WEIGHTS) @ (information / (information + 1)))


def empirical_reliability(theta: FloatArray, error: FloatArray) -> float:
    """Share of the variance of EAP scores in that of scores and their errors.

    Parameters
    ----------
    theta, error : shape (n_persons,), from ``eap``.

    Returns
    -------
    In [0, 1]; NaN for fewer than two persons.

    Raises
    ------
    Nothing.

    References
    ----------
    R: mirt::empirical_rxx.
    """
    if theta.size < 2:
        return float("nan")
    variance = theta.var(ddof=1)
    return float(variance / (variance + np.mean(error**2)))


def item_fit(scores: FloatArray, fitted: Fit) -> list[ItemFit]:
    """S-X² for each item: right answers per sum score against what the model expects.

    Parameters
    ----------
    scores : shape (n_persons, n_items), 0 or 1 without a missing cell.
    fitted : the estimates.

    Returns
    -------
    One per item; a small p says that the model doesn't describe the item.

    Raises
    ------
    ValueError
        If a cell is missing: sum scores are then no measure.

    References
    ----------
    Orlando & Thissen (2000), Applied Psychological Measurement 24; the distribution of
    sum scores by Lord & Wingersky (1984); R: mirt::itemfit.
    """
    if np.isnan(scores).any():
        raise ValueError("S-X2 needs complete answers")
    slopes = fitted.discrimination * fitted.sd
    right = expit(np.outer(slopes, NODES) + fitted.intercept[:, None])
    weights = np.exp(LOG_WEIGHTS)
    whole = sum_score_chances(right) @ weights
    total = scores.sum(axis=1).astype(int)
    n_items = scores.shape[1]
    persons = np.bincount(total, minlength=n_items + 1).astype(float)
    # of 2PL two parameters are the item's own, of Rasch one
    own = 1 if np.isnan(fitted.se_discrimination).all() else 2
    found = []
    for item in range(n_items):
        others = sum_score_chances(np.delete(right, item, axis=0))
        joint = (others * right[item]) @ weights
        expected = joint[: n_items - 1] / whole[1:n_items]
        observed = np.zeros(n_items + 1)
        np.add.at(observed, total, scores[:, item])
        found.append(_s_x2(observed[1:n_items], expected, persons[1:n_items], own))
    return found


def sum_score_chances(right: FloatArray) -> FloatArray:
    """Chance of each sum score at each place of the scale.

    Parameters
    ----------
    right : shape (n_items, n_nodes), chance of a right answer.

    Returns
    -------
    shape (n_items + 1, n_nodes); each column adds up to 1.

    Raises
    ------
    Nothing.

    References
    ----------
    Lord & Wingersky (1984), Applied Psychological Measurement 8.
    """
    chances = np.zeros((right.shape[0] + 1, right.shape[1]))
    chances[0] = 1
    for count, chance in enumerate(right, start=1):
        chances[1 : count + 1] = (
            chances[1 : count + 1] * (1 - chance) + chances[:count] * chance
        )
        chances[0] *= 1 - chance
    return chances


def _s_x2(
    observed: FloatArray, expected: FloatArray, persons: FloatArray, own: int
) -> ItemFit:
    """Compare right answers per score group, small groups put to the next one inwards."""
    table = np.column_stack(
        [observed, persons - observed, expected * persons, (1 - expected) * persons]
    )
    rows = _collapsed(table)
    degrees = len(rows) - own
    if degrees < 1:
        return ItemFit(float("nan"), 0, float("nan"))
    seen, awaited = rows[:, :2], rows[:, 2:]
    statistic = float(((seen - awaited) ** 2 / awaited).sum())
    return ItemFit(statistic, degrees, float(chdtrc(degrees, statistic)))


def _collapsed(table: FloatArray) -> FloatArray:
    """Join neighbours from both ends until every expected cell is large enough."""
    rows = [row for row in table if row[2:].sum() > 0]
    for step in (1, -1):
        rows = rows[::step]
        middle = len(rows) // 2
        while len(rows) > 1 and rows[0][2:].min() < SMALLEST_EXPECTED and middle > 0:
            rows[:2] = [rows[0] + rows[1]]
            middle -= 1
        rows = rows[::step]
    inner = [rows[0]] if rows else []
    for row in rows[1:]:
        if min(row[2:].min(), inner[-1][2:].min()) < SMALLEST_EXPECTED:
            inner[-1] = inner[-1] + row
        else:
            inner.append(row)
    return np.array(inner).reshape(-1, 4)
