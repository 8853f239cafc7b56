"""PURE: the figures of a report as one reader may see them.

Knows which additions the printed table allows (lines that add up, states that rest on
one literacy); the rule itself is ``suppression``. Must not know who the reader is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from learning.reports.measures import Measure, equal_figures
from learning.reports.organisation import Chart
from learning.reports.report import Figure
from learning.reports.suppression import Reason, Sum, hide

Cell = tuple[str, str]
"""Line and measure."""

Counts = Mapping[Cell, tuple[int, int]]
"""Audience and attained of each cell."""


def figures_for(
    counts: Counts,
    measures: Sequence[Measure],
    chart: Chart,
    *,
    threshold: int,
    named: Collection[str],
) -> dict[str, dict[str, Figure]]:
    """Make each line's figures, hidden where the reader must not see them.

    Parameters
    ----------
    counts : for every line of ``chart`` and every measure.
    threshold : first denominator that is shown.
    named : lines whose whole list of names the reader may open: exact and marked.
    """
    hidden = hide(
        {cell: audience for cell, (audience, _) in counts.items()},
        list(_sums(counts, measures, chart)),
        threshold=threshold,
        exact={cell for cell in counts if cell[0] in named},
    )
    return {
        line.key: {
            measure.key: _figure(
                counts[line.key, measure.key],
                measure,
                hidden.get((line.key, measure.key)),
                threshold,
            )
            for measure in measures
        }
        for line in chart.lines
    }


def _figure(
    count: tuple[int, int], measure: Measure, reason: Reason | None, threshold: int
) -> Figure:
    if reason is not None:
        return Figure(None, None, measure.target, reason)
    audience, attained = count
    is_small = 0 < audience < threshold
    return Figure(audience, attained, measure.target, is_small=is_small)


def _sums(
    counts: Counts, measures: Sequence[Measure], chart: Chart
) -> Iterator[Sum[Cell]]:
    for total, parts in chart.children().items():
        for measure in measures:
            cells = tuple((part, measure.key) for part in parts)
            yield Sum((total, measure.key), cells)
    for line in chart.lines:
        audiences = {one.key: counts[line.key, one.key][0] for one in measures}
        for state, literacy in equal_figures(measures, audiences):
            yield Sum((line.key, state), ((line.key, literacy),))
