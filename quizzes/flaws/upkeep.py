"""Rules on what an item needs beside its text: objective, explanations, dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quizzes.flaws.flaw import HALADYNA, Rule
from quizzes.flaws.question import Question


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What is known of an item beside its document; ``day`` is the day of looking."""

    day: date
    objective: str = ""
    objective_retired: bool = False
    review_on: date | None = None


def missing_explanation(question: Question) -> Iterator[str]:
    """Who answers wrongly isn't told why."""
    if question.unexplained:
        yield f"{'、'.join(question.unexplained)}に解説がありません。"


def no_objective(upkeep: Upkeep) -> Iterator[str]:
    """The item tests nothing that is to be learnt, or what is learnt no longer."""
    if not upkeep.objective:
        yield "学習目標がありません。"
    elif upkeep.objective_retired:
        yield "学習目標が、使用をやめたものです。"


def review_past(upkeep: Upkeep) -> Iterator[str]:
    """Nobody has looked at it by the day they meant to."""
    if upkeep.review_on is not None and upkeep.review_on < upkeep.day:
        day = upkeep.review_on
        yield f"見直し期限（{day.year}年{day.month}月{day.day}日）を過ぎています。"


EXPLAINED: tuple[Rule[Question], ...] = (
    Rule(
        "missing-explanation",
        "解説がない",
        "error",
        "項目作成の慣行（規則表 40：各選択肢に理由のある解説）",
        "正しい理由と、違う理由を書いてください。",
        missing_explanation,
    ),
)

UPKEEP: tuple[Rule[Upkeep], ...] = (
    Rule(
        "no-objective",
        "学習目標がない",
        "error",
        f"{HALADYNA} 1",
        "どの学習目標を確かめる問題かを選んでください。",
        no_objective,
    ),
    Rule(
        "review-past",
        "見直し期限切れ",
        "warning",
        "項目作成の慣行（規則表 41：期限内の見直し）",
        "内容が今も正しいかを確かめ、新しい期限を入れてください。",
        review_past,
    ),
)
