"""Turns the statistics of a quiz into the JSON of ``analyse_items QUIZ --json``.

A figure that is undefined or withheld is null, never NaN; withheld says which.
"""

from dataclasses import asdict
from typing import Any

from quizzes.item_analysis.as_json import minimum_persons, number, to_document
from quizzes.item_analysis.summary import (
    AnswerRow,
    ItemSummary,
    QuizSummary,
    VersionSummary,
)
from quizzes.item_analysis.verdict_words import advice
from quizzes.item_analysis.verdicts import MINIMUM_PERSONS
from quizzes.models import Quiz

_FIGURES = {
    "facility": "facility",
    "sd": "standard_deviation",
    "item_rest_correlation": "item_rest_correlation",
    "discrimination_index": "discrimination_index",
    "alpha_if_deleted": "alpha_if_deleted",
}


def quiz_document(
    quiz: Quiz, summary: QuizSummary, *, all_attempts: bool
) -> dict[str, Any]:
    """Return the JSON object of one quiz; items with the weakest first."""
    reliability, analysis = summary.reliability, summary.analysis
    return {
        "quiz": quiz.code,
        "title": quiz.title,
        "attempts": "all" if all_attempts else "first",
        "n_persons": summary.n_attempts,
        "n_items": len(summary.items),
        "alpha": number(reliability.alpha) if reliability else None,
        "sem": number(reliability.sem) if reliability else None,
        "excluded": asdict(summary.exclusions),
        "minimum_n": {"figures": MINIMUM_PERSONS, **minimum_persons()},
        "items": [_item(item) for item in summary.weakest_first],
        "surveys": [_version(version) for version in summary.surveys],
        "irt": to_document(analysis, source=quiz.code)["irt"] if analysis else None,
        "notes": list(analysis.notes) if analysis else [],
    }


def _item(item: ItemSummary) -> dict[str, Any]:
    return {
        "name": item.code,
        "type": item.newest.version.type,
        "stem": item.newest.version.document.get("stem", ""),
        "n": item.n,
        "withheld": item.figures is None,
        **_figures(item),
        "versions": [_version(version) for version in item.versions],
    }


def _version(summary: VersionSummary) -> dict[str, Any]:
    version = summary.version
    return {
        "name": version.code,
        "version": version.number,
        "type": version.type,
        "n": summary.n,
        "withheld": summary.is_withheld,
        **_figures(summary),
        "omitted": number(summary.omitted),
        "not_reached": number(summary.not_reached),
        "answers": [_answer(row) for row in summary.answers],
        "certainty": [
            {"level": row.level, "n": row.n, "facility": number(row.right)}
            for row in summary.certainty
        ],
        "verdicts": [
            {
                "rule": verdict.rule.value,
                "gravity": verdict.gravity.name.lower(),
                "what": said.what,
                "do": said.todo,
            }
            for verdict in summary.verdicts
            if (said := advice(verdict))
        ],
    }


def _figures(summary: ItemSummary | VersionSummary) -> dict[str, float | None]:
    return {
        key: number(getattr(summary.figures, name)) if summary.figures else None
        for key, name in _FIGURES.items()
    }


def _answer(row: AnswerRow) -> dict[str, Any]:
    return {
        "variable": row.variable,
        "asked": row.asked,
        "answer": row.answer,
        "text": row.text,
        "is_key": row.is_key,
        "n": row.n,
        "share": number(row.share),
        "mean_rest": number(row.mean_rest),
    }
