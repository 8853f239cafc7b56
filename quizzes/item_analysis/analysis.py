"""Puts the figures of one matrix together: classical, IRT where it can be, DIF. Pure.

Decides what is withheld and says why; the figures themselves are worked out in
``classical``, ``irt``, ``irt_scores`` and ``dif``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from quizzes.item_analysis import classical, dif, irt, irt_scores
from quizzes.item_analysis.classical import FloatArray, Reliability
from quizzes.item_analysis.irt import MINIMUM_PERSONS, Model

# Cells beyond which an estimate takes minutes: 50,000 persons with 100 items.
MOST_CELLS = 5_000_000
# Fewer persons give figures that move by a tenth and more from sample to sample.
FEW_PERSONS = 30


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """Classical figures of one item; NaN where undefined. ``n``: who was given it."""

    name: str
    n: int
    facility: float
    standard_deviation: float
    item_rest_correlation: float
    discrimination_index: float
    alpha_if_deleted: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted model: ``used`` are the columns that were fitted, of ``names``."""

    fitted: irt.Fit
    used: tuple[int, ...]
    n_persons: int
    marginal_reliability: float
    empirical_reliability: float
    fits: tuple[irt_scores.ItemFit, ...]
    theta: FloatArray
    error: FloatArray


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """DIF of every item between two groups of persons."""

    reference: str
    focal: str
    n_reference: int
    n_focal: int
    items: tuple[dif.Dif, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is said about one matrix; ``notes`` are Japanese sentences for people."""

    n_persons: int
    reliability: Reliability
    items: tuple[ItemFigures, ...]
    calibration: Calibration | None = None
    difference: GroupDifference | None = None
    notes: tuple[str, ...] = field(default=())


def analyse(
    names: Sequence[str],
    scores: FloatArray,
    *,
    model: Model | None = None,
    groups: Sequence[str] = (),
) -> Analysis:
    """Work out everything for a table of 0, 1 and NaN.

    Parameters
    ----------
    names : of the items, one a column.
    scores : shape (n_persons, n_items), 0, 1 or NaN (not presented).
    model : which to fit; None takes 2PL, with few persons Rasch.
    groups : the group of each person, two different ones; empty: no DIF.

    Returns
    -------
    Figures, and in ``notes`` what was withheld and why.

    Raises
    ------
    ValueError
        If names, scores and groups disagree in length.

    References
    ----------
    See the modules that work the figures out.
    """
    if scores.shape[1] != len(names) or (groups and len(groups) != len(scores)):
        raise ValueError("names, scores and groups disagree")
    notes: list[str] = []
    calibration = _calibrated(scores, model, notes)
    return Analysis(
        n_persons=len(scores),
        reliability=classical.reliability(scores),
        items=item_figures(names, scores, np.ones(len(names))),
        calibration=calibration,
        difference=_difference(scores, groups, notes) if groups else None,
        notes=tuple(_warnings(names, scores) + notes),
    )


def item_figures(
    names: Sequence[str], scores: FloatArray, max_points: FloatArray
) -> tuple[ItemFigures, ...]:
    """Return the classical figures of every column; ``scores`` in points, NaN allowed."""
    columns = (
        names,
        classical.presented(scores).tolist(),
        classical.facility(scores, max_points).tolist(),
        classical.standard_deviation(scores, max_points).tolist(),
        classical.item_rest_correlation(scores, max_points).tolist(),
        classical.discrimination_index(scores, max_points).tolist(),
        classical.reliability(scores).alpha_if_deleted.tolist(),
    )
    return tuple(ItemFigures(*row) for row in zip(*columns, strict=True))


def _warnings(names: Sequence[str], scores: FloatArray) -> list[str]:
    notes = []
    if len(scores) < FEW_PERSONS:
        notes.append(
            f"{len(scores)} 人の解答です。{FEW_PERSONS} 人より少ないと、"
            "値は人が入れ替わるだけで大きく動きます。"
        )
    right, given = np.nansum(scores, axis=0), classical.presented(scores)
    for reason, found in (
        ("だれにも出題されていません", given == 0),
        ("全員が正答しました", (given > 0) & (right == given)),
        ("全員が誤答しました", (given > 0) & (right == 0)),
    ):
        items = [name for name, is_so in zip(names, found, strict=True) if is_so]
        if items:
            notes.append(
                f"{reason}：{'、'.join(items[:20])}。相関などは計算できません。"
            )
    return notes


def _calibrated(
    scores: FloatArray, asked: Model | None, notes: list[str]
) -> Calibration | None:
    persons = int(np.count_nonzero(~np.isnan(scores).all(axis=1)))
    model = asked or Model.TWO_PARAMETER
    if asked is None and persons < MINIMUM_PERSONS[model]:
        model = Model.RASCH
    right, given = np.nansum(scores, axis=0), classical.presented(scores)
    used = np.flatnonzero((right > 0) & (right < given))
    name = "2PL" if model is Model.TWO_PARAMETER else "ラッシュ"
    refusal = ""
    if persons < MINIMUM_PERSONS[model]:
        refusal = f"{MINIMUM_PERSONS[model]} 人以上の解答が要ります（{persons} 人です）"
    elif used.size < 3:
        refusal = "正答と誤答の両方がある問題が3問以上要ります"
    elif scores.size > MOST_CELLS:
        refusal = f"人数×問題数が {MOST_CELLS:,} を超えます。分けてください"
    if refusal:
        notes.append(f"{name}モデルの推定はしていません：{refusal}。")
        return None
    if used.size < scores.shape[1]:
        notes.append(
            f"{name}モデルは、正答と誤答の両方がある {used.size} 問だけで推定しました。"
        )
    try:
        fitted = irt.fit(scores[:, used], model)
    except irt.NotEstimable:
        notes.append(
            f"{name}モデルの推定は収束しませんでした。"
            "ほかの問題と答えがまったく同じ問題がないか確かめてください。"
        )
        return None
    return _calibration(scores[:, used], fitted, used)


def _calibration(scores: FloatArray, fitted: irt.Fit, used: np.ndarray) -> Calibration:
    theta, error = irt_scores.eap(scores, fitted)
    is_given = ~np.isnan(scores).all(axis=1)
    is_whole = not np.isnan(scores).any()
    return Calibration(
        fitted=fitted,
        used=tuple(used.tolist()),
        n_persons=int(is_given.sum()),
        marginal_reliability=irt_scores.marginal_reliability(fitted),
        empirical_reliability=irt_scores.empirical_reliability(
            theta[is_given], error[is_given]
        ),
        fits=tuple(irt_scores.item_fit(scores, fitted)) if is_whole else (),
        theta=theta,
        error=error,
    )


def _difference(
    scores: FloatArray, groups: Sequence[str], notes: list[str]
) -> GroupDifference | None:
    counts = Counter(group for group in groups if group)
    if len(counts) != 2:
        notes.append(
            f"集団の差は、集団が二つのときだけ調べます（{len(counts)} 種類あります）。"
        )
        return None
    # the larger group is the one to compare with; of equal ones the first in the file
    (reference, _), (focal, _) = counts.most_common()
    labels = np.array(groups)
    whole = ~np.isnan(scores).any(axis=1)
    sizes = [int((whole & (labels == group)).sum()) for group in (reference, focal)]
    if min(sizes) < dif.MINIMUM_IN_GROUP:
        notes.append(
            f"集団の差は調べていません：どちらも {dif.MINIMUM_IN_GROUP} 人以上の、"
            f"空のない解答が要ります（{reference} {sizes[0]} 人、{focal} {sizes[1]} 人）。"
        )
        return None
    kept = np.isin(labels, [reference, focal])
    found = dif.item_difs(scores[kept], labels[kept] == focal)
    return GroupDifference(reference, focal, sizes[0], sizes[1], tuple(found))
