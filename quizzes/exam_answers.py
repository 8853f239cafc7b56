"""Reads the sittings of a mock examination as a matrix for calibrating its items."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from quizzes.attempt_form import AttemptForm
from quizzes.item_analysis.irt import FloatArray
from quizzes.models import Attempt, MockExam

# An item answered by fewer, or by all alike, is left out.
LEAST_ANSWERS = 30


@dataclass(frozen=True, slots=True)
class ExamAnswers:
    """One row a person, one column an item version: 1, 0 or NaN (not drawn)."""

    person_count: int
    version_ids: tuple[int, ...]
    scores: FloatArray


def answers_to(exam: MockExam) -> ExamAnswers:
    """Return each person's first finished sitting, items on trial included. One query.

    Items with too few answers, or with only right or only wrong ones, are left out.
    """
    rows = (
        Attempt.objects.finished()
        .filter(quiz_id=exam.quiz_id)
        .order_by("employee_id", "number")
        .values_list("employee_id", "form", "points")
    )
    first: dict[int, dict[int, float]] = {}
    for employee, form, points in rows.iterator():
        if employee not in first and points:
            first[employee] = _row(form, points)
    ids = sorted({version for row in first.values() for version in row})
    scores = np.full((len(first), len(ids)), np.nan)
    column = {version: place for place, version in enumerate(ids)}
    for place, row in enumerate(first.values()):
        for version, right in row.items():
            scores[place, column[version]] = right
    return _usable(len(first), tuple(ids), scores)


def _row(form: dict, points: list[str]) -> dict[int, float]:
    items = AttemptForm.from_json(form).items
    return {
        item.version_id: float(Decimal(point) > 0)
        for item, point in zip(items, points, strict=True)
    }


def _usable(persons: int, ids: tuple[int, ...], scores: FloatArray) -> ExamAnswers:
    given = np.count_nonzero(~np.isnan(scores), axis=0)
    right = np.nansum(scores, axis=0)
    kept = (given >= LEAST_ANSWERS) & (right > 0) & (right < given)
    return ExamAnswers(
        persons,
        tuple(each for each, keep in zip(ids, kept, strict=True) if keep),
        scores[:, kept],
    )
