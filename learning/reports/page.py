"""What the report's page shows, ready to be written out: no figure is made here.

Knows addresses and the order of things on the page; figures come from the report
object that the files are made from too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from learning.reports.chart import Chart, GapChart, gap_words
from learning.reports.ground import Question
from learning.reports.measures import Measure
from learning.reports.report import DepartmentReport, Figure, Gap, ReportLine
from learning.reports.report_table import note_of, notes, title
from learning.tabular.shares import points


@dataclass(frozen=True, slots=True)
class CellView:
    """One figure of the page; ``url`` leads to its people where they may be opened."""

    figure: Figure
    url: str = ""
    is_linked: bool = True
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a table with its cells.

    ``below`` counts the lines under it that can be folded, ``toggle`` is the address
    that opens them, or closes them where ``is_open``.
    """

    line: ReportLine
    note: str
    cells: tuple[CellView, ...]
    depth: int
    below: int = 0
    is_open: bool = False
    toggle: str = ""


@dataclass(frozen=True, slots=True)
class StateView:
    """One row of the state map: what the state rests on, and its own figure."""

    state: Measure
    cells: tuple[CellView, ...]
    own: CellView


@dataclass(frozen=True, slots=True)
class GapView:
    """One line of the table of gaps."""

    measure: Measure
    gap: Gap

    @property
    def points(self) -> str:
        """P90 − P10 in points of percentage."""
        return _("%(points)s ポイント") % {"points": points(self.gap.spread)}


@dataclass(frozen=True, slots=True)
class GapCourseView:
    """One line of the table of gaps over terms: words and range per term."""

    measure: Measure
    cells: tuple[tuple[Gap | None, str], ...]


ALL = "all"
MANY_LINES = 40
"""More than these are folded by 部局: a page of thirty screens helps nobody."""


class ReportPage:
    """The page of one report; templates ask it for its parts.

    ``charted`` is the code of the literacy in the charts; ``opened`` the key of the
    line whose lines below are unfolded, or "all".
    """

    def __init__(
        self,
        report: DepartmentReport,
        question: Question,
        *,
        charted: str = "",
        opened: str = "",
    ) -> None:
        self.report = report
        self.question = question
        self.is_folded = len(report.lines) > MANY_LINES and opened != ALL
        self.opened = opened
        self.notes = list(notes(report))
        self.charted = self._measure_to_chart(charted)

    @property
    def query(self) -> str:
        """The address' part that asks for this report."""
        return urlencode(query_of(self.question))

    @property
    def title(self) -> str:
        """The report's name with its day in both calendars."""
        return title(self.report)

    @property
    def top(self) -> ReportLine | None:
        """The one line that stands for all that this reader sees, if there is one."""
        tops = self.report.top_lines()
        return tops[0] if len(tops) == 1 else None

    def state_map(self) -> list[StateView]:
        """States as rows, literacies as columns, for the top line."""
        top = self.top
        if top is None:
            return []
        return [self._state_view(top, state) for state in self.report.states]

    def literacy_lines(self) -> list[LineView]:
        """Every line with its figures of literacies."""
        return self._line_views(self.report.literacies)

    def state_lines(self) -> list[LineView]:
        """Every line with its figures of states."""
        return self._line_views(self.report.states)

    def chart(self) -> Chart | None:
        """Bars of the chosen literacy; None where there is nothing to compare."""
        if self.charted is None or not self.report.lines:
            return None
        return Chart(self.report, self.charted)

    def chart_tabs(self) -> list[dict[str, Any]]:
        """One address per literacy that can be charted."""
        return [
            {
                "url": f"?{self.query}&chart={one.code}#chart",
                "label": one.code,
                "current": one is self.charted,
            }
            for one in self.report.literacies
        ]

    def gap_tabs(self) -> list[dict[str, Any]]:
        """One address per literacy whose gap can be drawn."""
        return [
            {**tab, "url": tab["url"].replace("#chart", "#gap-course")}
            for tab in self.chart_tabs()
        ]

    def gap_chart(self) -> GapChart | None:
        """The gap over the terms of the charted literacy; None where not asked for."""
        if self.charted is None or not self.report.gaps_by_term:
            return None
        return GapChart(self.report, self.charted)

    def gap_course(self) -> list[GapCourseView]:
        """How the gap went, per literacy and state, term by term."""
        return [
            GapCourseView(
                measure,
                tuple(
                    (gap := one.gaps.get(measure.key), gap_words(gap))
                    for one in self.report.gaps_by_term
                ),
            )
            for measure in self.report.measures
            if self.report.gaps_by_term
        ]

    @property
    def terms_url(self) -> str:
        """Where the gap over the terms is shown too."""
        asked = {**query_of(self.question), "terms": "1"}
        return f"?{urlencode(asked)}#gaps"

    def files(self) -> list[dict[str, str]]:
        """The files of this report, as the links name them."""
        address = reverse("reports:departments_file", args=["xlsx"])
        csv = reverse("reports:departments_file", args=["csv"])
        json = reverse("reports:departments_file", args=["json"])
        return [
            {"label": "Excel", "url": f"{address}?{self.query}"},
            {"label": "CSV", "url": f"{csv}?{self.query}"},
            {"label": "CSV（Shift_JIS）", "url": f"{csv}?{self.query}&encoding=cp932"},
            {"label": "JSON", "url": f"{json}?{self.query}"},
        ]

    def _measure_to_chart(self, code: str) -> Measure | None:
        """The asked literacy, else the one that most people are in audience for."""
        literacies = self.report.literacies
        for literacy in literacies:
            if literacy.code == code:
                return literacy
        if not literacies or not self.report.lines:
            return None
        first = self.report.lines[0].figures
        return max(literacies, key=lambda one: first[one.key].audience or 0)

    def gaps(self) -> list[GapView]:
        """How far units lie apart, per literacy and state."""
        return [
            GapView(measure, self.report.gaps[measure.key])
            for measure in self.report.measures
            if measure.key in self.report.gaps
        ]

    def _line_views(self, measures: Sequence[Measure]) -> list[LineView]:
        if not self.report.lines:
            return []
        outermost = min(one.line.depth for one in self.report.lines)
        below = Counter(self._fold_of.values())
        return [
            LineView(
                line=one,
                note=note_of(one),
                cells=tuple(self._cell(one, measure) for measure in measures),
                depth=one.line.depth - outermost,
                below=below[one.line.key] if self.is_folded else 0,
                is_open=one.line.key == self.opened,
                toggle=self._toggle(one.line.key),
            )
            for one in self.report.lines
            if not self.is_folded
            or self._fold_of.get(one.line.key, self.opened) == self.opened
        ]

    @cached_property
    def _fold_of(self) -> dict[str, str]:
        """For each line two or more steps below the outermost: the one that folds it."""
        depths = {one.line.key: one.line.depth for one in self.report.lines}
        outermost = min(depths.values(), default=0)
        folds: dict[str, str] = {}
        for one in self.report.lines:
            above = one.line.parent
            if above is not None and depths[above] > outermost:
                folds[one.line.key] = folds.get(above, above)
        return folds

    def _toggle(self, key: str) -> str:
        query = self.query if key == self.opened else f"{self.query}&open={quote(key)}"
        return f"?{query}#line-{quote(key)}"

    @property
    def unfold_url(self) -> str:
        """Where every line is shown."""
        return f"?{self.query}&open={ALL}#departments"

    def _state_view(self, top: ReportLine, state: Measure) -> StateView:
        certainties = {link.literacy: link.certainty for link in state.links}
        cells = tuple(
            self._cell(top, literacy, certainties.get(literacy.code, ""))
            if literacy.code in certainties
            else CellView(top.figures[literacy.key], is_linked=False)
            for literacy in self.report.literacies
        )
        return StateView(state, cells, self._cell(top, state, state.certainty or ""))

    def _cell(self, one: ReportLine, measure: Measure, certainty: str = "") -> CellView:
        figure = one.figures[measure.key]
        if not one.may_open_names or not figure.audience:
            return CellView(figure, certainty=certainty)
        asked = {"department": one.line.key, "measure": measure.key}
        query = urlencode({**query_of(self.question), **asked})
        return CellView(figure, f"{reverse('reports:people')}?{query}", True, certainty)


def query_of(question: Question) -> dict[str, Any]:
    """The question as an address asks it."""
    query = {
        "plan": question.plan.code,
        "as_of": question.as_of.isoformat(),
        "organisation": question.organisation.value,
        "level": question.level.value,
    }
    return {**query, "terms": "1"} if question.with_terms else query
