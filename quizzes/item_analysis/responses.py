"""From attempts and responses to matrices: bulk reads, numpy, no model instances.

One row an attempt, one column an item version. Knows the database, no statistics.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import F, TextField
from django.db.models.functions import Cast

from quizzes.item_analysis.answers import UNSCORED, certainty, given
from quizzes.item_analysis.classical import BoolArray, FloatArray, IntArray
from quizzes.models import Attempt, ItemVersion, Quiz, Response

NOTHING_SAVED = -1


@dataclass(frozen=True, slots=True)
class Version:
    """One column: a frozen version of an item. ``max_points`` is 0 where unscored."""

    id: int
    item_id: int
    code: str
    number: int
    type: str
    document: dict[str, Any]

    @property
    def is_scored(self) -> bool:
        """Whether the type has points at all."""
        return self.type not in UNSCORED

    @property
    def max_points(self) -> float:
        """What the item can give, in points."""
        if not self.is_scored:
            return 0.0
        if self.type == "scenario" and "points" not in self.document:
            parts = self.document.get("parts", [])
            return float(sum(float(part["document"]["points"]) for part in parts))
        return float(self.document.get("points", 1))


@dataclass(frozen=True, slots=True)
class Exclusions:
    """How many attempts of the quiz don't count, by reason."""

    prepared: int = 0
    in_progress: int = 0
    withdrawn: int = 0
    later: int = 0
    without_points: int = 0


@dataclass(frozen=True, slots=True)
class QuizAnswers:
    """All that statistics of one quiz are made from.

    points, position, saved : shape (n_attempts, n_versions); points in points, NaN = not
    presented or unscored; position from 0, −1 = not presented; ``saved`` is the place in
    ``values`` of what was saved, −1 = nothing. values : what was saved, by variable;
    certainties : how sure of it, beside ``values``, empty where unsaid.
    """

    attempt_ids: IntArray
    versions: tuple[Version, ...]
    points: FloatArray
    position: IntArray
    saved: IntArray
    values: tuple[dict[str, tuple[str, ...]], ...]
    certainties: tuple[str, ...] = ()
    exclusions: Exclusions = field(default_factory=Exclusions)

    @property
    def answered(self) -> BoolArray:
        """Whether there is an answer, shape (n_attempts, n_versions)."""
        has_answer = np.array([bool(value) for value in self.values] + [False])
        return has_answer[self.saved]


def read_answers(
    quiz: Quiz, *, all_attempts: bool = False, with_responses: bool = True
) -> QuizAnswers:
    """Read what was answered in a quiz.

    Parameters
    ----------
    quiz : of which.
    all_attempts : also those after a person's first finished one.
    with_responses : False: points only, nothing counts as answered.

    Returns
    -------
    Finished attempts only; what is left out is counted in ``exclusions``.
    """
    attempts = _finished(quiz)
    counted = attempts if all_attempts else _first(attempts)
    scored = [row for row in counted if row.points]
    exclusions = _exclusions(
        quiz,
        later=len(attempts) - len(counted),
        without_points=len(counted) - len(scored),
    )
    versions = _versions(scored)
    cells = _Cells.of(scored, versions)
    shape = (len(scored), len(versions))
    points, position = np.full(shape, np.nan), np.full(shape, -1)
    points[cells.row, cells.column] = cells.points
    position[cells.row, cells.column] = cells.place
    points[:, [not each.is_scored for each in versions]] = np.nan
    saved, texts = (
        _saved(quiz, scored, cells, shape)
        if with_responses
        else (np.full(shape, NOTHING_SAVED), [])
    )
    return QuizAnswers(
        attempt_ids=np.array([row.id for row in scored], dtype=np.int64),
        versions=tuple(versions),
        points=points,
        position=position,
        saved=saved,
        values=tuple(map(given, texts)),
        certainties=tuple(map(certainty, texts)),
        exclusions=exclusions,
    )


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One finished attempt: the versions it drew, by position, and the points there."""

    id: int
    employee_id: int
    version_ids: list[int]
    points: list[float]


@dataclass(frozen=True, slots=True)
class _Cells:
    """The presented cells one after the other, in the order of attempts and places."""

    row: npt.NDArray[np.intp]
    column: npt.NDArray[np.intp]
    place: npt.NDArray[np.intp]
    points: FloatArray
    starts: npt.NDArray[np.intp]

    @classmethod
    def of(cls, attempts: list[_Attempt], versions: list[Version]) -> "_Cells":
        lengths = np.array([len(row.version_ids) for row in attempts], dtype=np.intp)
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.intp)
        count = int(starts[-1])
        column_of = {each.id: at for at, each in enumerate(versions)}
        ids = chain.from_iterable(row.version_ids for row in attempts)
        points = chain.from_iterable(row.points for row in attempts)
        return cls(
            row=np.repeat(np.arange(len(attempts)), lengths),
            column=np.fromiter(map(column_of.__getitem__, ids), np.intp, count),
            place=np.arange(count) - np.repeat(starts[:-1], lengths),
            points=np.fromiter(points, float, count),
            starts=starts,
        )


def _finished(quiz: Quiz) -> list[_Attempt]:
    """Read without keeping the documents: 10,000 of them would take half the time."""
    rows = (
        Attempt.objects.finished()
        .filter(quiz=quiz)
        .annotate(form_text=_text("form"), points_text=_text("points"))
        .order_by("employee_id", "number")
        .values_list("pk", "employee_id", "form_text", "points_text")
    )
    return [
        _Attempt(pk, employee, ids := _version_ids(form), _points(points, len(ids)))
        for pk, employee, form, points in rows.iterator(chunk_size=2_000)
    ]


def _text(name: str) -> Cast:
    return Cast(F(name), TextField())


def _version_ids(form: str) -> list[int]:
    return [item["v"] for item in json.loads(form)["items"]]


def _points(stored: str | None, count: int) -> list[float]:
    """Points of every position; a missing or unscored one is NaN; none: empty."""
    given = json.loads(stored) if stored else None
    if not given:
        return []
    found = [math.nan if each is None else float(each) for each in given[:count]]
    return found + [math.nan] * (count - len(found))


def _first(attempts: list[_Attempt]) -> list[_Attempt]:
    """Each person's first finished attempt."""
    seen: dict[int, _Attempt] = {}
    for row in attempts:
        seen.setdefault(row.employee_id, row)
    return list(seen.values())


def _exclusions(quiz: Quiz, *, later: int, without_points: int) -> Exclusions:
    states = Counter(
        Attempt.objects.filter(quiz=quiz).order_by().values_list("state", flat=True)
    )
    return Exclusions(
        prepared=states[Attempt.State.PREPARED],
        in_progress=states[Attempt.State.IN_PROGRESS],
        withdrawn=states[Attempt.State.WITHDRAWN],
        later=later,
        without_points=without_points,
    )


def _versions(attempts: list[_Attempt]) -> list[Version]:
    ids = {id_ for row in attempts for id_ in row.version_ids}
    rows = (
        ItemVersion.objects.filter(pk__in=ids)
        .order_by("item__code", "number")
        .values_list("pk", "item_id", "item__code", "number", "type", "document")
    )
    return [Version(*row) for row in rows]


def _saved(
    quiz: Quiz, attempts: list[_Attempt], cells: _Cells, shape: tuple[int, int]
) -> tuple[IntArray, list[str]]:
    """Return the matrix of what was saved, as places in the list of distinct texts."""
    rows = list(_responses(quiz))
    owners = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    positions = np.fromiter((row[1] for row in rows), np.int64, len(rows))
    code_of = {
        text: at for at, text in enumerate(dict.fromkeys(row[2] for row in rows))
    }
    codes = np.fromiter((code_of[row[2]] for row in rows), np.int64, len(rows))
    ids = np.array([row.id for row in attempts], dtype=np.int64)
    order = np.argsort(ids)
    nearest = np.searchsorted(ids, owners, sorter=order).clip(max=max(ids.size - 1, 0))
    owner = order[nearest] if ids.size else nearest
    flat = np.full(cells.row.size, NOTHING_SAVED)
    if ids.size:
        place = cells.starts[owner] + positions
        counts = (ids[owner] == owners) & (place < cells.starts[owner + 1])
        flat[place[counts]] = codes[counts]
    saved = np.full(shape, NOTHING_SAVED)
    saved[cells.row, cells.column] = flat
    return saved, list(code_of)


def _responses(quiz: Quiz) -> Iterable[tuple[int, int, str]]:
    return (
        Response.objects.filter(
            attempt__quiz=quiz, attempt__state=Attempt.State.FINISHED
        )
        .annotate(text=_text("value"))
        .order_by()
        .values_list("attempt_id", "position", "text")
        .iterator(chunk_size=20_000)
    )
