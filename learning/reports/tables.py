"""PURE pandas: counts of people alike to headcounts and figures per line.

Knows sums only; must not know the database, levels, readers or suppression. Frames are
those declared in ``frames``; none is changed in place.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from learning.reports.frames import (
    ANCESTORS,
    COUNTS,
    FIGURES,
    HEADCOUNTS,
    MEANINGS,
    check,
)

ABSENT = "absent"
OUTSIDE = "outside"
COUNTED = "counted"


def headcounts(counts: pd.DataFrame, ancestors: pd.DataFrame) -> pd.DataFrame:
    """Headcount and who of it is excluded, per line, with everybody below it.

    Parameters
    ----------
    counts : COUNTS, people by the line in which they themselves count.
    ancestors : ANCESTORS, every line of the report.

    Returns
    -------
    HEADCOUNTS, one row for every line, 0 where nobody is.
    """
    check(counts, COUNTS)
    own = counts.assign(
        headcount=counts["people"],
        absent=counts["people"].where(counts["standing"] == ABSENT, 0),
        outside=counts["people"].where(counts["standing"] == OUTSIDE, 0),
    )
    values = ["headcount", "absent", "outside"]
    return check(_roll_up(own, ancestors, [], values), HEADCOUNTS)


def figures(
    counts: pd.DataFrame, meanings: pd.DataFrame, ancestors: pd.DataFrame
) -> pd.DataFrame:
    """People in audience and people who attained, per line and measure.

    Parameters
    ----------
    counts : COUNTS; absent and outside people are in no denominator.
    meanings : MEANINGS for every combination of masks in ``counts``.
    ancestors : ANCESTORS, every line of the report.

    Returns
    -------
    FIGURES, one row for every line × measure; 0 ≤ attained ≤ audience.
    """
    check(counts, COUNTS)
    check(meanings, MEANINGS)
    counted = counts[counts["standing"] == COUNTED]
    own = counted.merge(
        meanings, on=["audience", "attained"], how="inner", validate="many_to_many"
    )
    own = own.assign(
        audience=own["people"] * own["in_audience"],
        attained=own["people"] * own["has_attained"],
    )
    summed = _roll_up(own, ancestors, ["measure"], ["audience", "attained"])
    return check(_complete(summed, ancestors, meanings), FIGURES)


def gap(shares: Sequence[float]) -> tuple[float, float, float, float] | None:
    """How far units lie apart: P10, P90, smallest and largest share (0..1).

    Parameters
    ----------
    shares : one share per unit, in 0..1.

    Returns
    -------
    None where fewer than two units have a share.

    References
    ----------
    Percentiles by linear interpolation between order statistics (Hyndman and Fan 1996,
    definition 7; numpy's and Excel's PERCENTILE.INC).
    """
    if len(shares) < 2:
        return None
    low, high = np.percentile(shares, [10, 90])
    return float(low), float(high), min(shares), max(shares)


def _roll_up(
    own: pd.DataFrame, ancestors: pd.DataFrame, by: list[str], values: list[str]
) -> pd.DataFrame:
    """Add each line's own values to every line above it; every line gets a row."""
    check(ancestors, ANCESTORS)
    summed = own.groupby(["line", *by], as_index=False)[values].sum()
    spread = ancestors.merge(summed, on="line", how="inner", validate="many_to_many")
    rolled = spread.groupby(["above", *by], as_index=False)[values].sum()
    rolled = rolled.rename(columns={"above": "line"})
    if by:
        return rolled
    lines = ancestors[["above"]].drop_duplicates().rename(columns={"above": "line"})
    complete = lines.merge(rolled, on="line", how="left", validate="one_to_one")
    filled = complete.fillna(dict.fromkeys(values, 0))
    return filled.astype(dict.fromkeys(values, "int64")).reset_index(drop=True)


def _complete(
    summed: pd.DataFrame, ancestors: pd.DataFrame, meanings: pd.DataFrame
) -> pd.DataFrame:
    """Give every line × measure a row, 0 where nobody is in audience."""
    lines = ancestors[["above"]].drop_duplicates().rename(columns={"above": "line"})
    measures = meanings[["measure"]].drop_duplicates()
    grid = lines.merge(measures, how="cross")
    found = grid.merge(
        summed, on=["line", "measure"], how="left", validate="one_to_one"
    )
    filled = found.fillna({"audience": 0, "attained": 0})
    return filled.astype({"audience": "int64", "attained": "int64"})
