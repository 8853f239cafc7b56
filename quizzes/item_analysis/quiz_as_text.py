"""Writes the statistics of a quiz as a Japanese table for a terminal."""

from collections.abc import Iterable

from quizzes.item_analysis.as_text import figure, irt_lines, table
from quizzes.item_analysis.exclusion_words import exclusion_words
from quizzes.item_analysis.summary import ItemSummary, QuizSummary
from quizzes.item_analysis.verdict_words import advice
from quizzes.models import Quiz

NAN = float("nan")


def quiz_lines(
    quiz: Quiz, summary: QuizSummary, *, all_attempts: bool
) -> Iterable[str]:
    """Yield the lines that the command prints, the weakest items first."""
    which = "すべての回" if all_attempts else "初回"
    reliability = summary.reliability
    yield f"{quiz.title}（{quiz.code}）：{which}、{summary.n_attempts:,} 回"
    yield (
        f"信頼性係数 α {figure(reliability.alpha if reliability else NAN, 3)}、"
        f"測定の標準誤差 {figure(reliability.sem if reliability else NAN)} 点"
    )
    yield ""
    yield from table(
        ["問題", "回数", "正答率", "残りとの相関", "弁別指数", "除くとα"],
        [_row(item) for item in summary.weakest_first],
    )
    yield ""
    yield from exclusion_words(summary.exclusions, all_attempts=all_attempts)
    for item in summary.weakest_first:
        found = [advice(verdict) for verdict in item.newest.verdicts]
        if found:
            yield ""
            yield f"{item.code}"
            yield from (f"  {each.what}{each.todo}" for each in found)
    if summary.analysis:
        if summary.analysis.calibration:
            names = [item.code for item in summary.items]
            yield from irt_lines(summary.analysis.calibration, names)
        yield from summary.analysis.notes


def _row(item: ItemSummary) -> list[str]:
    found = item.figures
    if found is None:
        return [item.code, str(item.n), "−", "−", "−", "−"]
    return [
        item.code,
        str(item.n),
        figure(found.facility),
        figure(found.item_rest_correlation),
        figure(found.discrimination_index),
        figure(found.alpha_if_deleted, 3),
    ]
