"""Item response theory: Rasch and 2PL by marginal maximum likelihood. Pure numpy/scipy.

P(right | theta) = 1 / (1 + exp(-(a·theta + d))), theta ~ N(0, s²); difficulty b = -d/a.
2PL: s = 1 and an a for each item. Rasch: a = 1 for all and s is estimated (as R's mirt).
No 1.7 is multiplied in. The integral is a sum over 61 equal steps from -6 to 6, mirt's
quadrature. Every item must have been answered rightly and wrongly by somebody.
"""

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

FloatArray = npt.NDArray[np.float64]

NODES = np.linspace(-6, 6, 61)
LOG_WEIGHTS = -(NODES**2) / 2 - logsumexp(-(NODES**2) / 2)
MOST_STEPS = 500
# Beyond these an estimate runs away: no data of people have such items.
WIDEST_DISCRIMINATION, WIDEST_INTERCEPT = 8.0, 30.0


class Model(StrEnum):
    """The models that are offered."""

    RASCH = "rasch"
    TWO_PARAMETER = "2pl"


# Persons below which nothing is estimated. Rasch: difficulties within half a logit
# (Linacre 1994, Rasch Measurement Transactions 7:4). 2PL: Drasgow (1989), Applied
# Psychological Measurement 13, the smallest sample that gave sound estimates.
MINIMUM_PERSONS = {Model.RASCH: 100, Model.TWO_PARAMETER: 200}


class NotEstimable(ValueError):
    """The answers give no estimate: the likelihood has no maximum that was found."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Answers with equal rows put together.

    right, wrong : shape (n_patterns, n_items), 1.0 where so; both 0 = not presented.
    counts : shape (n_patterns,), persons. person : shape (n_persons,), the pattern of each.
    """

    right: FloatArray
    wrong: FloatArray
    counts: FloatArray
    person: npt.NDArray[np.intp]

    @classmethod
    def of(cls, scores: FloatArray) -> "Patterns":
        """Group the rows of a matrix of 0, 1 and NaN (not presented)."""
        coded = np.where(np.isnan(scores), 2, scores).astype(np.uint8)
        rows = np.ascontiguousarray(coded).view(f"V{coded.shape[1]}").ravel()
        _, first, person, counts = np.unique(
            rows, return_index=True, return_inverse=True, return_counts=True
        )
        kept = coded[first]
        return cls(
            (kept == 1).astype(float),
            (kept == 0).astype(float),
            counts.astype(float),
            person.ravel(),
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """What was estimated.

    discrimination, intercept : a and d, shape (n_items,). sd : of theta, > 0.
    log_likelihood : natural logarithm, < 0. covariance : of the free parameters: 2PL all
    a then all d; Rasch log(sd) then all d. n_parameters : how many are free.
    """

    model: Model
    discrimination: FloatArray
    intercept: FloatArray
    sd: float
    log_likelihood: float
    covariance: FloatArray

    @property
    def n_parameters(self) -> int:
        """How many parameters are free, for AIC and BIC."""
        return self.covariance.shape[0]

    @property
    def difficulty(self) -> FloatArray:
        """The letter b, -d / a, shape (n_items,), on the scale of theta."""
        difficulty: FloatArray = -self.intercept / self.discrimination
        return difficulty

    @property
    def se_discrimination(self) -> FloatArray:
        """Standard errors of a, shape (n_items,); NaN for Rasch, where a is fixed."""
        n_items = self.discrimination.size
        if self.model is Model.RASCH:
            return np.full(n_items, np.nan)
        return _root(np.diag(self.covariance)[:n_items])

    @property
    def se_difficulty(self) -> FloatArray:
        """Standard errors of b by the delta method, shape (n_items,)."""
        n_items, a, d = self.discrimination.size, self.discrimination, self.intercept
        variance = np.diag(self.covariance)
        if self.model is Model.RASCH:
            return _root(variance[1:])
        shared = np.diag(self.covariance, n_items)
        return _root(
            variance[:n_items] * d**2 / a**4
            + variance[n_items:] / a**2
            - 2 * shared * d / a**3
        )


def fit(scores: FloatArray, model: Model = Model.TWO_PARAMETER) -> Fit:
    """Estimate the items of a test by marginal maximum likelihood.

    Parameters
    ----------
    scores : shape (n_persons, n_items), 0 or 1; NaN = not presented.
    model : ``Model.RASCH`` or ``Model.TWO_PARAMETER``.

    Returns
    -------
    Estimates and the covariance of their errors from the observed information.

    Raises
    ------
    ValueError
        If a cell is something else than 0, 1 or NaN, or an item has no right or no wrong
        answer (such an item has no difficulty).
    NotEstimable
        If no maximum is found within bounds.

    References
    ----------
    Bock & Aitkin (1981), Psychometrika 46; observed information by Louis (1982); agrees
    with R's mirt (itemtype "Rasch", "2PL") on LSAT6.
    """
    known = scores[~np.isnan(scores)]
    right, given = (
        np.nansum(scores, axis=0),
        np.count_nonzero(~np.isnan(scores), axis=0),
    )
    if not np.all((known == 0) | (known == 1)):
        raise ValueError("cells must be 0, 1 or NaN")
    if scores.shape[1] == 0 or np.any(right == 0) or np.any(right == given):
        raise ValueError("every item needs a right and a wrong answer")
    patterns = Patterns.of(scores)
    start, bounds = _start(right / given, model)
    found = minimize(
        _negative_log_likelihood,
        start,
        args=(patterns, model),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": MOST_STEPS, "maxcor": 30, "ftol": 1e-13, "gtol": 1e-4},
    )
    low, high = np.array(bounds).T
    if found.nit >= MOST_STEPS or np.any((found.x <= low) | (found.x >= high)):
        raise NotEstimable("no maximum within bounds")
    a, d, sd = _unpack(found.x, model)
    return Fit(
        model, a, d, sd, -float(found.fun), _covariance(found.x, patterns, model)
    )


def posterior(patterns: Patterns, fitted: Fit) -> FloatArray:
    """Where on the scale each pattern's persons may be.

    Parameters
    ----------
    patterns : answers to the items that were fitted.
    fitted : the estimates.

    Returns
    -------
    shape (n_patterns, n_nodes), each row adds up to 1; nodes are ``fitted.sd * NODES``.

    Raises
    ------
    ValueError
        If the numbers of items differ.

    References
    ----------
    Bock & Aitkin (1981).
    """
    slopes = fitted.discrimination * fitted.sd
    return _posterior(patterns, slopes, fitted.intercept)[0]


def _start(
    facility: FloatArray, model: Model
) -> tuple[FloatArray, list[tuple[float, float]]]:
    logit = np.log(facility / (1 - facility))
    intercepts = [(-WIDEST_INTERCEPT, WIDEST_INTERCEPT)] * facility.size
    if model is Model.RASCH:
        return np.concatenate([[0.0], 1.15 * logit]), [(-5.0, 3.0), *intercepts]
    slopes = [(-WIDEST_DISCRIMINATION, WIDEST_DISCRIMINATION)] * facility.size
    return np.concatenate([np.ones_like(logit), 1.15 * logit]), slopes + intercepts


def _unpack(
    parameters: FloatArray, model: Model
) -> tuple[FloatArray, FloatArray, float]:
    if model is Model.RASCH:
        intercept = parameters[1:]
        return np.ones_like(intercept), intercept, float(np.exp(parameters[0]))
    half = parameters.size // 2
    return parameters[:half], parameters[half:], 1.0


def _posterior(
    patterns: Patterns, slopes: FloatArray, intercept: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Posterior, log marginal probability of each pattern, and P at each node."""
    logit = np.outer(slopes, NODES) + intercept[:, None]
    log_wrong = -np.logaddexp(0, logit)
    joint = patterns.right @ (logit + log_wrong) + patterns.wrong @ log_wrong
    joint += LOG_WEIGHTS
    highest = joint.max(axis=1, keepdims=True)
    np.exp(joint - highest, out=joint)
    total = joint.sum(axis=1, keepdims=True)
    joint /= total
    return joint, (np.log(total) + highest).ravel(), expit(logit)


def _negative_log_likelihood(
    parameters: FloatArray, patterns: Patterns, model: Model
) -> tuple[float, FloatArray]:
    """Return -log L and its gradient (Fisher's identity)."""
    a, d, sd = _unpack(parameters, model)
    likely, log_marginal, probability = _posterior(patterns, a * sd, d)
    likely *= patterns.counts[:, None]
    right = patterns.right.T @ likely
    residual = right - (right + patterns.wrong.T @ likely) * probability
    by_slope = residual @ NODES
    first = np.array([sd * by_slope.sum()]) if model is Model.RASCH else by_slope
    gradient = -np.concatenate([first, residual.sum(axis=1)])
    return -float(patterns.counts @ log_marginal), gradient


def _covariance(parameters: FloatArray, patterns: Patterns, model: Model) -> FloatArray:
    """Inverse of the observed information (Louis 1982); NaN where it is singular.

    Information = E[complete information] - E[S S'] + sum of s s', S the score of the
    complete data, s its mean given the answers.
    """
    a, d, sd = _unpack(parameters, model)
    likely, _, probability = _posterior(patterns, a * sd, d)
    blocks, mean = _louis_blocks(patterns, likely, probability)
    observed = blocks + (mean * patterns.counts[:, None]).T @ mean
    n_items = a.size
    if model is Model.RASCH:
        # one log(sd) in place of all slopes; the second derivative that the logarithm
        # adds is the gradient, 0 at the maximum
        turn = np.zeros((n_items + 1, 2 * n_items))
        turn[0, :n_items] = sd
        turn[1:, n_items:] = np.eye(n_items)
        observed = turn @ observed @ turn.T
    covariance = np.full_like(observed, np.nan)
    with suppress(np.linalg.LinAlgError):
        covariance[:] = np.linalg.inv(observed)
    return covariance


def _louis_blocks(
    patterns: Patterns, likely: FloatArray, probability: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """E[complete information] - E[S S'] for slopes then intercepts, and the mean scores."""
    n_items = patterns.right.shape[1]
    given = patterns.right + patterns.wrong
    weighted = likely * patterns.counts[:, None]
    expected = (given.T @ weighted) * probability * (1 - probability)
    blocks = np.zeros((2, 2, n_items, n_items))
    mean = np.zeros((likely.shape[0], 2 * n_items))
    for node, place in enumerate(NODES):
        residual = patterns.right - given * probability[:, node]
        part = residual * likely[:, node, None]
        mean[:, :n_items] += place * part
        mean[:, n_items:] += part
        missing = (residual * weighted[:, node, None]).T @ residual
        node_block = np.diag(expected[:, node]) - missing
        blocks[0, 0] += place**2 * node_block
        blocks[0, 1] += place * node_block
        blocks[1, 1] += node_block
    blocks[1, 0] = blocks[0, 1].T
    return np.block([[blocks[0, 0], blocks[0, 1]], [blocks[1, 0], blocks[1, 1]]]), mean


def _root(variance: FloatArray) -> FloatArray:
    """Square root; NaN for what is no variance."""
    return np.sqrt(np.where(variance > 0, variance, np.nan))
