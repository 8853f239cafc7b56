"""What a report stands on: the question, the plan on its day, the lines it will have.

Knows what is refused and in which organisation lines are drawn; must not know figures.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from learning.literacy.models import Plan
from learning.reports.organisation import (
    Chart,
    Level,
    Line,
    Organisation,
    Unit,
    draw_chart,
    placements,
)
from learning.reports.plan_on_day import PlanOnDay, plan_on
from learning.reports.readers import Reader
from learning.reports.report import ReportRefusedError


@dataclass(frozen=True, slots=True)
class Question:
    """Which report is asked for. ``today`` is the day on which it is asked.

    ``with_terms`` asks for the gap between units in each term too.
    """

    plan: Plan
    as_of: date
    today: date
    level: Level = Level.SECTION
    organisation: Organisation = Organisation.THEN
    with_terms: bool = False

    @property
    def shown_on(self) -> date:
        """The day whose organisation gives the lines."""
        is_now = self.organisation is Organisation.NOW
        return self.today if is_now else self.as_of


@dataclass(frozen=True, slots=True)
class Ground:
    """The organisation, its successions and its lines."""

    units: Mapping[int, Unit]
    after: Mapping[int, Sequence[int]]
    chart: Chart

    def unit_of(self, line: Line) -> Unit | None:
        """The department that a line stands for; None for the city."""
        return None if line.unit_id is None else self.units[line.unit_id]

    def seen_by(self, reader: Reader) -> set[str]:
        """Keys of the lines in the reader's scope."""
        if reader.figures.is_whole_city:
            return {line.key for line in self.chart.lines}
        return {
            line.key
            for line in self.chart.lines
            if (unit := self.unit_of(line)) is not None
            and reader.sees_figures_of(unit, self.units, self.after)
        }

    def named_to(self, reader: Reader, question: Question) -> set[str]:
        """Keys of the lines whose whole list of names the reader may open."""
        return {
            line.key
            for line in self.chart.lines
            if reader.may_open_names_of(
                self.unit_of(line), as_of=question.as_of, today=question.today
            )
        }


def plan_in_force(question: Question, reader: Reader) -> PlanOnDay:
    """Read the plan on the asked day.

    Raises
    ------
    ReportRefusedError
        If the day is not announced to this reader, or no revision is in force on it.
    """
    day = question.as_of.isoformat()
    if question.as_of > question.today and not reader.sees_unannounced:
        raise ReportRefusedError(
            _(
                "基準日 %(day)s はまだ来ていません。発令前の異動を見てよい人だけが、"
                "先の日の報告を作れます。今日（%(today)s）までの日を指定してください。"
            )
            % {"day": day, "today": question.today.isoformat()}
        )
    plan = plan_on(question.plan, question.as_of)
    if plan is None:
        raise ReportRefusedError(
            _(
                "計画「%(plan)s」には、基準日 %(day)s に効力のある版がありません。"
                "最初の版の効力が生じた日から後の日を指定してください。"
            )
            % {"plan": question.plan.name, "day": day}
        )
    return plan


def lay_ground(
    question: Question,
    units: Mapping[int, Unit],
    after: Mapping[int, Sequence[int]],
    posted: Collection[int],
) -> Ground:
    """Draw the lines in the asked organisation; ``posted`` departments hold people."""
    is_now = question.organisation is Organisation.NOW
    chart = draw_chart(
        units,
        level=question.level,
        day=question.shown_on,
        posted=posted,
        places=placements(units, after, question.shown_on) if is_now else None,
    )
    return Ground(units, after, chart)
