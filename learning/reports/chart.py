"""Bars of one measure in the units of a drawing; the table beside it has the numbers.

Knows places and lengths; must not make figures. Shares become lengths, nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from learning.reports.measures import Measure
from learning.reports.report import DepartmentReport, Figure, ReportLine

BAR_HEIGHT = 26
LABEL_WIDTH = 190
BAR_WIDTH = 400
MAX_BARS = 40


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
    return f"{figure.share * 100:.1f} %（{figure.attained:,}／{figure.audience:,}）"
