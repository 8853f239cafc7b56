"""Turns an analysis into the JSON that ``analyse_items --json`` writes. Pure.

A figure that is undefined or withheld is null, never NaN.
"""

import math
from collections.abc import Sequence
from typing import Any

from quizzes.item_analysis import dif
from quizzes.item_analysis.analysis import Analysis, Calibration, GroupDifference
from quizzes.item_analysis.irt import MINIMUM_PERSONS


def number(value: float, digits: int = 6) -> float | None:
    """Round a figure for JSON; None for NaN and infinities."""
    return round(float(value), digits) if math.isfinite(value) else None


def to_document(
    analysis: Analysis, *, source: str, lines: Sequence[int] = ()
) -> dict[str, Any]:
    """Return the JSON object of one table.

    Parameters
    ----------
    analysis : the figures.
    source : where the answers came from.
    lines : of each person in the file; named: each person's EAP score is listed.
    """
    reliability, names = analysis.reliability, [each.name for each in analysis.items]
    return {
        "source": source,
        "n_persons": analysis.n_persons,
        "n_items": len(names),
        "alpha": number(reliability.alpha),
        "sem": number(reliability.sem),
        "items": [
            {
                "name": item.name,
                "n": item.n,
                "facility": number(item.facility),
                "sd": number(item.standard_deviation),
                "item_rest_correlation": number(item.item_rest_correlation),
                "discrimination_index": number(item.discrimination_index),
                "alpha_if_deleted": number(item.alpha_if_deleted),
            }
            for item in analysis.items
        ],
        "irt": _irt(analysis.calibration, names, lines),
        "dif": _dif(analysis.difference, names),
        "minimum_n": minimum_persons(),
        "notes": list(analysis.notes),
    }


def minimum_persons() -> dict[str, int]:
    """How many persons each model, and each of two groups, must have."""
    least = {model.value: count for model, count in MINIMUM_PERSONS.items()}
    return {**least, "dif_group": dif.MINIMUM_IN_GROUP}


def _irt(
    calibration: Calibration | None, names: list[str], lines: Sequence[int]
) -> dict[str, Any] | None:
    if calibration is None:
        return None
    fitted = calibration.fitted
    place = {column: index for index, column in enumerate(calibration.used)}
    found = {
        "model": fitted.model.value,
        "n_persons": calibration.n_persons,
        "n_parameters": fitted.n_parameters,
        "log_likelihood": number(fitted.log_likelihood),
        "theta_sd": number(fitted.sd),
        "marginal_reliability": number(calibration.marginal_reliability),
        "empirical_reliability": number(calibration.empirical_reliability),
        "items": [
            _irt_item(name, calibration, place.get(column))
            for column, name in enumerate(names)
        ],
    }
    if lines:
        found["scores"] = [
            {"line": line, "theta": number(theta), "se": number(error)}
            for line, theta, error in zip(
                lines, calibration.theta, calibration.error, strict=True
            )
        ]
    return found


def _irt_item(name: str, calibration: Calibration, place: int | None) -> dict[str, Any]:
    figures = ("discrimination", "difficulty", "se_discrimination", "se_difficulty")
    if place is None:
        return {"name": name, **dict.fromkeys(figures), "fit": None}
    fitted, fits = calibration.fitted, calibration.fits
    return {
        "name": name,
        **{figure: number(getattr(fitted, figure)[place]) for figure in figures},
        "fit": {
            "s_x2": number(fits[place].statistic),
            "df": fits[place].degrees,
            "p": number(fits[place].p),
        }
        if fits
        else None,
    }


def _dif(difference: GroupDifference | None, names: list[str]) -> dict[str, Any] | None:
    if difference is None:
        return None
    return {
        "reference": difference.reference,
        "focal": difference.focal,
        "n_reference": difference.n_reference,
        "n_focal": difference.n_focal,
        "items": [
            {
                "name": name,
                "odds_ratio": number(found.odds_ratio),
                "delta": number(found.delta),
                "se_delta": number(found.se_delta),
                "chi_square": number(found.chi_square),
                "p": number(found.p),
                "class": found.verdict.value if found.verdict else None,
            }
            for name, found in zip(names, difference.items, strict=True)
        ],
    }
