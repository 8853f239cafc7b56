"""Bars of one measure in the units of a drawing; the table beside it has the numbers.

Knows places and lengths; must not make figures. Shares become lengths, nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from learning.reports.measures import Measure
from learning.reports.report import DepartmentReport, Figure, Gap, ReportLine
from learning.tabular.shares import percent, points

BAR_HEIGHT = 26
LABEL_WIDTH = 190
BAR_WIDTH = 400
MAX_BARS = 40
TERM_WIDTH = 240
GAP_ROW = 32


@dataclass(frozen=True, slots=True)
class BarView:
    """One bar of the chart, in units of the drawing."""

    name: str
    label_y: int
    y: int
    width: float
    words: str
    text_x: float
    is_hidden: bool


class Chart:
    """Bars of one literacy, one per bureau or, for a leader, per line."""

    def __init__(self, report: DepartmentReport, measure: Measure) -> None:
        self.measure = measure
        self.lines = _charted(report)[:MAX_BARS]
        self.height = BAR_HEIGHT * len(self.lines) + 8
        self.target = next(
            (one.figures[measure.key].target for one in self.lines), None
        )
        self.label_x = LABEL_WIDTH - 8
        self.left = LABEL_WIDTH
        self.width = LABEL_WIDTH + BAR_WIDTH + 130
        self.bar_width = BAR_WIDTH
        self.target_x = LABEL_WIDTH + BAR_WIDTH * (self.target or 0)

    def bars(self) -> Iterator[BarView]:
        """One bar per line, top to bottom in official order."""
        for position, one in enumerate(self.lines):
            figure = one.figures[self.measure.key]
            y = position * BAR_HEIGHT + 6
            width = round((figure.share or 0) * BAR_WIDTH, 1)
            yield BarView(
                name=one.line.name,
                y=y,
                label_y=y + 14,
                width=width,
                words=_words(figure),
                text_x=LABEL_WIDTH + BAR_WIDTH + 8,
                is_hidden=figure.share is None,
            )


@dataclass(frozen=True, slots=True)
class RangeView:
    """One term of the gap's chart: a thin bar smallest – largest, a thick one P10 – P90."""

    name: str
    y: int
    label_y: int
    reach_x: float
    reach_width: float
    spread_x: float
    spread_width: float
    words: str
    is_empty: bool


class GapChart:
    """How far units lay apart in one measure, one bar per term, on 0 to 100 %."""

    def __init__(self, report: DepartmentReport, measure: Measure) -> None:
        self.measure = measure
        self.terms = report.gaps_by_term
        self.height = GAP_ROW * len(self.terms) + 8
        self.left = TERM_WIDTH
        self.label_x = TERM_WIDTH - 8
        self.bar_width = BAR_WIDTH
        self.width = TERM_WIDTH + BAR_WIDTH + 230

    def ranges(self) -> Iterator[RangeView]:
        """One bar per term, the earliest at the top."""
        for position, one in enumerate(self.terms):
            gap = one.gaps.get(self.measure.key)
            y = position * GAP_ROW + 6
            low, high, smallest, largest = (
                (gap.low, gap.high, gap.smallest, gap.largest) if gap else (0, 0, 0, 0)
            )
            yield RangeView(
                name=one.term,
                y=y,
                label_y=y + 16,
                reach_x=round(TERM_WIDTH + smallest * BAR_WIDTH, 1),
                reach_width=round((largest - smallest) * BAR_WIDTH, 1),
                spread_x=round(TERM_WIDTH + low * BAR_WIDTH, 1),
                spread_width=round((high - low) * BAR_WIDTH, 1),
                words=gap_words(gap),
                is_empty=gap is None,
            )


def gap_words(gap: Gap | None) -> str:
    """P90 − P10 in points and between what it lies; or that there is nothing to compare."""
    if gap is None:
        return _("比べられる所属なし")
    return _("%(spread)s ポイント（%(low)s〜%(high)s）") % {
        "spread": points(gap.spread),
        "low": percent(gap.low),
        "high": percent(gap.high),
    }


def _charted(report: DepartmentReport) -> list[ReportLine]:
    """Lines directly below the only top line, else the top lines themselves."""
    tops = report.top_lines()
    if len(tops) != 1:
        return list(tops)
    below = [one for one in report.lines if one.line.parent == tops[0].line.key]
    return below or list(tops)


def _words(figure: Figure) -> str:
    if figure.suppressed:
        return "－"
    if figure.share is None:
        return _("対象なし")
    return f"{percent(figure.share)}（{figure.attained:,}／{figure.audience:,}）"
