"""Classical item statistics from a matrix of points. Pure numpy; knows no database.

In every matrix a row is a person and a column an item; NaN = the item was not presented.
An item that was presented and left unanswered has 0 points, not NaN. A figure that is not
defined (nobody, no variance, no other item) is NaN, never an error.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]

# Kelley (1939): the shares of the best and the weakest whose difference says most.
OUTER_SHARE = 0.27


@dataclass(frozen=True, slots=True)
class Reliability:
    """How dependable the sum of points is; NaN where undefined.

    alpha : in (-inf, 1]. sem : points, ≥ 0. alpha_if_deleted : shape (n_items,).
    """

    alpha: float
    sem: float
    alpha_if_deleted: FloatArray


def presented(scores: FloatArray) -> IntArray:
    """How many persons were given each item; shape (n_items,)."""
    return np.count_nonzero(~np.isnan(scores), axis=0)


def facility(scores: FloatArray, max_points: FloatArray) -> FloatArray:
    """Mean item score as a share of the item's maximum; high means easy.

    Parameters
    ----------
    scores : shape (n_persons, n_items), points; NaN = not presented (omitted = 0).
    max_points : shape (n_items,), points, > 0.

    Returns
    -------
    shape (n_items,), in [0, 1]; NaN for an item nobody was given.

    Raises
    ------
    ValueError
        If the shapes disagree or a score lies outside [0, max_points].

    References
    ----------
    Classical item difficulty (R: psych::alpha's item means, rescaled).
    """
    _check(scores, max_points)
    return _share(np.nansum(scores, axis=0), presented(scores) * max_points)


def standard_deviation(scores: FloatArray, max_points: FloatArray) -> FloatArray:
    """Standard deviation of each item's score as a share of its maximum.

    Parameters
    ----------
    scores, max_points : as in ``facility``.

    Returns
    -------
    shape (n_items,), in [0, 0.71]; NaN for fewer than two persons. Divisor n − 1.

    Raises
    ------
    ValueError
        As ``facility``.

    References
    ----------
    Sample standard deviation (R: sd).
    """
    _check(scores, max_points)
    squares = np.array(np.diag(_products(_centred(scores))))
    deviation = np.sqrt(_share(squares, presented(scores).astype(float) - 1))
    return np.asarray(deviation / max_points, dtype=np.float64)


def rest_shares(scores: FloatArray, max_points: FloatArray) -> FloatArray:
    """Each person's points on all other items, as a share of what these could give.

    Parameters
    ----------
    scores, max_points : as in ``facility``.

    Returns
    -------
    shape (n_persons, n_items), in [0, 1]: without the column's item; NaN for a person
    who was given no other item.

    Raises
    ------
    ValueError
        As ``facility``.

    References
    ----------
    For persons with the same items a multiple of the usual rest score (sum of the
    others), so correlations are the same; for drawn forms it makes persons comparable.
    """
    _check(scores, max_points)
    own = ~np.isnan(scores) * max_points
    earned = np.nansum(scores, axis=1, keepdims=True) - np.nan_to_num(scores)
    possible = own.sum(axis=1, keepdims=True) - own
    # what is left of an only item after rounding is no other item
    possible[possible < 1e-9] = 0
    return np.clip(_share(earned, possible), 0, 1)


def item_rest_correlation(scores: FloatArray, max_points: FloatArray) -> FloatArray:
    """Correlation of each item with the score on the other items (corrected).

    Parameters
    ----------
    scores, max_points : as in ``facility``.

    Returns
    -------
    shape (n_items,), in [-1, 1]; NaN where item or rest don't vary.

    Raises
    ------
    ValueError
        As ``facility``.

    References
    ----------
    Henrysson (1963); R: psych::alpha's r.drop for complete data.
    """
    rests = rest_shares(scores, max_points)
    found = [
        _correlation(column, rest)
        for column, rest in zip(scores.T, rests.T, strict=True)
    ]
    return np.array(found)


def discrimination_index(scores: FloatArray, max_points: FloatArray) -> FloatArray:
    """Facility among the best 27 % minus facility among the weakest 27 %.

    The best and the weakest are found by the share of all points, among those who were
    given the item. Persons tied at the border count in part, so that the order of
    rows doesn't matter.

    Parameters
    ----------
    scores, max_points : as in ``facility``.

    Returns
    -------
    shape (n_items,), in [-1, 1]; NaN for fewer than two persons.

    Raises
    ------
    ValueError
        As ``facility``.

    References
    ----------
    Kelley (1939), The selection of upper and lower groups; Johnson (1951).
    """
    _check(scores, max_points)
    total = _share(np.nansum(scores, axis=1), ~np.isnan(scores) @ max_points)
    found = np.full(scores.shape[1], np.nan)
    for item, column in enumerate(scores.T):
        given = ~np.isnan(column)
        if np.count_nonzero(given) < 2:
            continue
        shares = column[given] / max_points[item]
        upper = _outer_weights(total[given])
        lower = _outer_weights(-total[given])
        found[item] = upper @ shares - lower @ shares
    return found


def reliability(scores: FloatArray) -> Reliability:
    """Cronbach's alpha, alpha without each item, and the standard error of measurement.

    With k items a person, mean variance v and mean covariance c of items,
    alpha = k·c / (v + (k − 1)·c), SEM = sqrt(k·v + k·(k − 1)·c) · sqrt(1 − alpha).
    For 0/1 items alpha is KR-20.

    Parameters
    ----------
    scores : as in ``facility``. Where not everybody was given every item, v and c are
        pooled over those who were given the item or the pair, and k is the mean number
        of items a person; for complete data this is exactly Cronbach's formula.

    Returns
    -------
    See ``Reliability``; NaN without two items a person, two persons or any variance.

    Raises
    ------
    Nothing.

    References
    ----------
    Cronbach (1951); Kuder & Richardson (1937), formula 20; R: psych::alpha, ltm::
    cronbach.alpha; the form by mean variance and covariance is Spearman & Brown's.
    """
    given = (~np.isnan(scores)).astype(float)
    products, pairs = _products(_centred(scores)), given.T @ given
    persons = np.count_nonzero(given.any(axis=1))
    if persons < 2:
        nothing = np.full(scores.shape[1], np.nan)
        return Reliability(np.nan, np.nan, nothing)
    length = given.sum() / persons
    whole = _alpha(_Sums.of(products, pairs), np.array([length]))
    variance = (
        _total_variance(_Sums.of(products, pairs), length) * persons / (persons - 1)
    )
    alpha = float(whole[0])
    return Reliability(
        alpha=alpha,
        sem=float(np.sqrt(max(variance * (1 - alpha), 0)))
        if not np.isnan(alpha)
        else np.nan,
        alpha_if_deleted=_alpha(
            _Sums.without_each(products, pairs),
            length - np.diag(pairs) / persons,
        ),
    )


def unanswered(
    answered: BoolArray, position: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Split what was left unanswered into omitted and not reached.

    Omitted: a later item was answered. Not reached: no later one was, as when the time
    ran out.

    Parameters
    ----------
    answered : shape (n_persons, n_items); whether there is an answer.
    position : shape (n_persons, n_items); place of the item in the person's form, from
        0; −1 = not presented.

    Returns
    -------
    Omitted and not reached, shape (n_items,) each, shares of those who were given the
    item, in [0, 1]; NaN for an item nobody was given.

    Raises
    ------
    ValueError
        If the shapes disagree.

    References
    ----------
    Lord (1980), Applications of Item Response Theory, ch. 15: omitted and not reached.
    """
    if answered.shape != position.shape:
        raise ValueError("answered and position differ in shape")
    given = position >= 0
    last = np.where(answered & given, position, -1).max(axis=1, initial=-1)
    open_ = given & ~answered
    omitted = open_ & (position < last[:, None])
    counts = given.sum(axis=0).astype(float)
    return (
        _share(omitted.sum(axis=0).astype(float), counts),
        _share((open_ & ~omitted).sum(axis=0).astype(float), counts),
    )


def option_figures(
    chosen: BoolArray, rest: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Who chose each option: how many, and how good they are at the rest.

    Parameters
    ----------
    chosen : shape (n_persons, n_options), of those who were given the item.
    rest : shape (n_persons,), of ``rest_shares``; NaN = no other item.

    Returns
    -------
    Share who chose it, shape (n_options,), in [0, 1], and their mean rest share, the same
    shape and bounds; NaN for an option nobody chose.

    Raises
    ------
    ValueError
        If the lengths differ.

    References
    ----------
    Distractor analysis (R: CTT::distractorAnalysis).
    """
    if chosen.shape[0] != rest.shape[0]:
        raise ValueError("chosen and rest differ in length")
    known = ~np.isnan(rest)
    marks = chosen[known].astype(float)
    persons = np.full(chosen.shape[1], float(chosen.shape[0]))
    return (
        _share(chosen.sum(axis=0).astype(float), persons),
        _share(rest[known] @ marks, marks.sum(axis=0)),
    )


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums of squares and of products, and over how many cells each was taken."""

    squares: FloatArray
    square_cells: FloatArray
    crossed: FloatArray
    crossed_cells: FloatArray

    @classmethod
    def of(cls, products: FloatArray, pairs: FloatArray) -> "_Sums":
        squares, cells = np.trace(products), np.trace(pairs)
        return cls(
            np.array([squares]),
            np.array([cells]),
            np.array([products.sum() - squares]),
            np.array([pairs.sum() - cells]),
        )

    @classmethod
    def without_each(cls, products: FloatArray, pairs: FloatArray) -> "_Sums":
        all_ = cls.of(products, pairs)
        own, own_cells = np.diag(products), np.diag(pairs)
        return cls(
            all_.squares - own,
            all_.square_cells - own_cells,
            all_.crossed - 2 * (products.sum(axis=0) - own),
            all_.crossed_cells - 2 * (pairs.sum(axis=0) - own_cells),
        )


def _alpha(sums: _Sums, length: FloatArray) -> FloatArray:
    variance = _share(sums.squares, sums.square_cells)
    covariance = _share(sums.crossed, sums.crossed_cells)
    spread = variance + (length - 1) * covariance
    # what is left of an equal column after rounding is no variance
    nothing = (length <= 1 + 1e-9) | (variance < 1e-12) | (spread < 1e-12)
    return np.where(nothing, np.nan, _share(length * covariance, spread))


def _total_variance(sums: _Sums, length: float) -> float:
    variance = _share(sums.squares, sums.square_cells)[0]
    covariance = _share(sums.crossed, sums.crossed_cells)[0]
    return float(length * variance + length * (length - 1) * np.nan_to_num(covariance))


def _centred(scores: FloatArray) -> FloatArray:
    """Scores less their item's mean; 0 where not presented."""
    means = _share(np.nansum(scores, axis=0), presented(scores).astype(float))
    return np.nan_to_num(scores - means)


def _products(centred: FloatArray) -> FloatArray:
    return centred.T @ centred


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    """The part of a whole; NaN where there is no whole."""
    result = np.full(np.shape(part), np.nan)
    np.divide(part, whole, out=result, where=np.asarray(whole) > 0)
    return result


def _correlation(one: FloatArray, other: FloatArray) -> float:
    known = ~np.isnan(one) & ~np.isnan(other)
    if np.count_nonzero(known) < 2:
        return np.nan
    a, b = one[known] - one[known].mean(), other[known] - other[known].mean()
    scale = np.sqrt((a @ a) * (b @ b))
    if scale < 1e-12 * known.size:
        return np.nan
    return float(np.clip(a @ b / scale, -1, 1))


def _outer_weights(total: FloatArray) -> FloatArray:
    """Weights, adding up to 1, of the persons with the highest totals."""
    wanted = OUTER_SHARE * total.size
    cut = np.sort(total)[::-1][int(np.ceil(wanted)) - 1]
    above, at = total > cut, total == cut
    part = (wanted - np.count_nonzero(above)) / np.count_nonzero(at)
    weights: FloatArray = (above + at * part) / wanted
    return weights


def _check(scores: FloatArray, max_points: FloatArray) -> None:
    if scores.ndim != 2 or max_points.shape != scores.shape[1:]:
        raise ValueError("one maximum for each column is needed")
    if not np.all(max_points > 0):
        raise ValueError("a maximum must be above 0")
    if np.any(scores < 0) or np.any(scores > max_points):
        raise ValueError("a score lies outside [0, its maximum]")
