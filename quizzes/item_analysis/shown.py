"""The statistics of a quiz as its page shows them: every figure a text. Decides nothing."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from learning.tabular.shares import percent
from quizzes.item_analysis.summary import (
    AnswerRow,
    ItemSummary,
    QuizSummary,
    VersionSummary,
)
from quizzes.item_analysis.verdict_words import Advice, advice
from quizzes.item_analysis.verdicts import Gravity
from quizzes.models import ItemType

NO_FIGURE = "−"


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A line of the table of answers."""

    asked: str
    text: str
    is_key: bool
    n: int
    share: str
    mean_rest: str


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version: its figures by label, and its answers."""

    number: int
    n: int
    figures: list[tuple[str, str]]
    answers: list[ShownAnswer]
    has_asked: bool
    certainty: list[tuple[str, int, str]]


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item with what is wrong with it."""

    item_id: int
    code: str
    stem: str
    type: str
    n: int
    is_withheld: bool
    figures: list[tuple[str, str]]
    gravity: str
    advice: list[Advice]
    versions: list[ShownVersion]
    is_pooled: bool


@dataclass(frozen=True, slots=True)
class ShownQuiz:
    """The whole page."""

    n_attempts: int
    alpha: str
    sem: str
    items: list[ShownItem]
    surveys: list[ShownItem]
    urgent: int


def shown_quiz(summary: QuizSummary) -> ShownQuiz:
    """Return the page's texts; the weakest items first."""
    reliability = summary.reliability
    items = [_item(item) for item in summary.weakest_first]
    return ShownQuiz(
        n_attempts=summary.n_attempts,
        alpha=_number(reliability.alpha) if reliability else NO_FIGURE,
        sem=_number(reliability.sem) if reliability else NO_FIGURE,
        items=items,
        surveys=[_survey(version) for version in summary.surveys],
        urgent=sum(
            any(each.gravity is Gravity.CHECK_KEY for each in item.advice)
            for item in items
        ),
    )


def gravity_words(gravity: Gravity) -> str:
    """Say how soon somebody should look."""
    return {
        Gravity.CHECK_KEY: _("正答を確かめる"),
        Gravity.MEND: _("直すか考える"),
        Gravity.NOTE: _("見ておく"),
    }[gravity]


def certainty_words(level: str) -> str:
    """Say how sure somebody felt."""
    return {"high": _("高"), "middle": _("中"), "low": _("低")}[level]


def _item(item: ItemSummary) -> ShownItem:
    newest = item.newest
    found = [advice(verdict) for verdict in newest.verdicts]
    return ShownItem(
        item_id=newest.version.item_id,
        code=item.code,
        stem=newest.version.document.get("stem", ""),
        type=str(dict(ItemType.choices).get(newest.version.type, newest.version.type)),
        n=item.n,
        is_withheld=item.figures is None,
        figures=_figures(item),
        gravity=gravity_words(max(each.gravity for each in found)) if found else "",
        advice=found,
        versions=[_version(version) for version in reversed(item.versions)],
        is_pooled=len(item.versions) > 1,
    )


def _survey(version: VersionSummary) -> ShownItem:
    return ShownItem(
        item_id=version.version.item_id,
        code=version.version.code,
        stem=version.version.document.get("stem", ""),
        type=str(dict(ItemType.choices).get(version.version.type, "")),
        n=version.n,
        is_withheld=not version.answers,
        figures=[],
        gravity="",
        advice=[],
        versions=[_version(version)],
        is_pooled=False,
    )


def _version(summary: VersionSummary) -> ShownVersion:
    unanswered = [
        (_("飛ばした"), _share(summary.omitted)),
        (_("届かなかった"), _share(summary.not_reached)),
    ]
    return ShownVersion(
        number=summary.version.number,
        n=summary.n,
        figures=[*_figures(summary), *unanswered] if summary.figures else [],
        answers=[_answer(row) for row in summary.answers],
        has_asked=any(row.asked for row in summary.answers),
        certainty=[
            (certainty_words(row.level), row.n, _share(row.right))
            for row in summary.certainty
        ],
    )


def _answer(row: AnswerRow) -> ShownAnswer:
    return ShownAnswer(
        asked=row.asked,
        text=row.text,
        is_key=row.is_key,
        n=row.n,
        share=_share(row.share),
        mean_rest=_share(row.mean_rest),
    )


def _figures(summary: ItemSummary | VersionSummary) -> list[tuple[str, str]]:
    found = summary.figures
    if found is None:
        return []
    return [
        (_("正答率"), _share(found.facility)),
        (_("ほかの問題との相関"), _number(found.item_rest_correlation)),
        (_("上位と下位の差"), _number(found.discrimination_index)),
        (_("標準偏差"), _number(found.standard_deviation)),
        (_("除いたときの信頼性係数"), _number(found.alpha_if_deleted)),
    ]


def _share(value: float) -> str:
    return percent(value) if math.isfinite(value) else NO_FIGURE


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−") if math.isfinite(value) else NO_FIGURE
