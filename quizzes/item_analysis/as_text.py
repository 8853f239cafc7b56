"""Writes an analysis as a Japanese table for a terminal. Pure; decides nothing."""

import math
import unicodedata
from collections.abc import Iterable, Sequence

from quizzes.item_analysis.analysis import Analysis, Calibration, GroupDifference
from quizzes.item_analysis.irt import Model

NO_FIGURE = "−"


def figure(value: float, digits: int = 2) -> str:
    """Write a figure, or − where there is none."""
    if not math.isfinite(value):
        return NO_FIGURE
    return f"{value:.{digits}f}"


def to_lines(analysis: Analysis, source: str) -> Iterable[str]:
    """Yield the lines that the command prints."""
    reliability = analysis.reliability
    yield f"{source}：{analysis.n_persons:,} 人、{len(analysis.items)} 問"
    yield (
        f"信頼性係数 α {figure(reliability.alpha, 3)}、"
        f"測定の標準誤差 {figure(reliability.sem)} 点"
    )
    yield ""
    yield from table(
        ["問題", "人数", "正答率", "標準偏差", "残りとの相関", "弁別指数", "除くとα"],
        [
            [
                item.name,
                str(item.n),
                figure(item.facility),
                figure(item.standard_deviation),
                figure(item.item_rest_correlation),
                figure(item.discrimination_index),
                figure(item.alpha_if_deleted, 3),
            ]
            for item in analysis.items
        ],
    )
    names = [item.name for item in analysis.items]
    if analysis.calibration is not None:
        yield from irt_lines(analysis.calibration, names)
    if analysis.difference is not None:
        yield from _dif(analysis.difference, names)
    if analysis.notes:
        yield ""
        yield from analysis.notes


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield lines with columns below each other; the first column is text."""
    widths = [
        max(_width(row[place]) for row in [header, *rows])
        for place in range(len(header))
    ]
    for row in [header, *rows]:
        first = row[0] + " " * (widths[0] - _width(row[0]))
        rest = [
            " " * (width - _width(cell)) + cell
            for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        yield "  ".join([first, *rest]).rstrip()


def irt_lines(calibration: Calibration, names: list[str]) -> Iterable[str]:
    """Yield the lines about a fitted model."""
    fitted = calibration.fitted
    name = "2PL" if fitted.model is Model.TWO_PARAMETER else "ラッシュ"
    yield ""
    yield (
        f"{name}モデル（{calibration.n_persons:,} 人）："
        f"対数尤度 {figure(fitted.log_likelihood, 3)}、"
        f"周辺信頼性 {figure(calibration.marginal_reliability, 3)}"
    )
    columns = zip(
        calibration.used,
        fitted.discrimination,
        fitted.se_discrimination,
        fitted.difficulty,
        fitted.se_difficulty,
        strict=True,
    )
    yield from table(
        ["問題", "識別力", "標準誤差", "困難度", "標準誤差"],
        [
            [names[column], *(figure(each, 3) for each in figures)]
            for column, *figures in columns
        ],
    )


def _dif(difference: GroupDifference, names: list[str]) -> Iterable[str]:
    yield ""
    yield (
        f"集団の差（同じ点の人どうし）：基準 {difference.reference} "
        f"{difference.n_reference:,} 人、対象 {difference.focal} "
        f"{difference.n_focal:,} 人。Δ が負なら対象に難しい"
    )
    yield from table(
        ["問題", "Δ", "標準誤差", "区分"],
        [
            [
                name,
                figure(found.delta),
                figure(found.se_delta),
                found.verdict.value if found.verdict else NO_FIGURE,
            ]
            for name, found in zip(names, difference.items, strict=True)
        ],
    )
    yield "区分：A 差は小さい、B 中くらい、C 大きい（問題を見直す）"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
