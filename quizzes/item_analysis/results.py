"""Results per person and question of one quiz as one Table, for CSV and XLSX.

Knows attempts, names and numbers; not who may see them: ``people`` says whose.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.people.models import EmployeeName, Employment
from learning.tabular.table import Cell, Column, Kind, Table
from quizzes.item_analysis.responses import QuizAnswers, read_answers
from quizzes.models import Attempt, Quiz

NO_MARK = None


def results_table(quiz: Quiz, *, today: date, people: QuerySet | None = None) -> Table:
    """Put one row for every finished attempt, one column for every scored item.

    Parameters
    ----------
    quiz : of which.
    today : names and numbers are those announced by then, the latest of each person.
    people : keys of the employees that the reader may see; None: everybody.

    Returns
    -------
    Points per item; empty where the item was not in the attempt's form.
    """
    answers = read_answers(quiz, all_attempts=True, with_responses=False)
    heads = _heads(quiz, people)
    kept = [at for at, pk in enumerate(answers.attempt_ids.tolist()) if pk in heads]
    marks = _marks(answers, kept)
    employees = {heads[pk][0] for pk in answers.attempt_ids[kept].tolist()}
    names, numbers = _names(quiz, today), _numbers(quiz, today)
    rows = [
        _row(heads[pk], names, numbers, points)
        for pk, points in zip(answers.attempt_ids[kept].tolist(), marks, strict=True)
    ]
    codes = list(
        dict.fromkeys(each.code for each in answers.versions if each.is_scored)
    )
    return Table(
        columns=(*_columns(), *(Column(f"item:{c}", c, Kind.NUMBER) for c in codes)),
        rows=tuple(rows),
        title=_("%(quiz)s 問題ごとの結果") % {"quiz": quiz.title},
        notes=(
            _("%(people)s 人、%(attempts)s 回。提出されたすべての回です。")
            % {"people": f"{len(employees):,}", "attempts": f"{len(rows):,}"},
            _(
                "空の欄は、その回に出題されていない問題です。採点しない問題は含みません。"
            ),
        ),
        named_by=2,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("職員番号")),
        Column("name", _("氏名")),
        Column("attempt", _("回"), Kind.INT),
        Column("submitted", _("提出日時")),
        Column("raw_score", _("得点"), Kind.NUMBER),
        Column("max_score", _("満点"), Kind.NUMBER),
        Column("scaled_score", _("得点の割合"), Kind.SHARE),
        Column("passed", _("合否")),
    )


def _heads(quiz: Quiz, people: QuerySet | None) -> dict[int, tuple]:
    """What stands before the points, by attempt."""
    rows = Attempt.objects.finished().filter(quiz=quiz)
    if people is not None:
        rows = rows.filter(employee_id__in=people)
    fields = ("number", "submitted_at", "raw_score", "max_score", "scaled_score")
    found = rows.values_list("pk", "employee_id", *fields, "passed")
    return {pk: rest for pk, *rest in found.iterator(chunk_size=2_000)}


def _row(
    head: Any,
    names: dict[int, str],
    numbers: dict[int, str],
    points: list[float | None],
) -> tuple[Cell, ...]:
    employee, attempt, submitted, raw, top, share, passed = head
    return (
        numbers.get(employee, ""),
        names.get(employee, ""),
        attempt,
        timezone.localtime(submitted).strftime("%Y-%m-%d %H:%M"),
        None if raw is None else float(raw),
        None if top is None else float(top),
        None if share is None else float(share),
        _("合格") if passed else _("不合格"),
        *points,
    )


def _marks(answers: QuizAnswers, kept: list[int]) -> Iterable[list[float | None]]:
    """Points per item of each kept attempt, versions of one item in one column."""
    columns: dict[str, list[int]] = {}
    for at, version in enumerate(answers.versions):
        if version.is_scored:
            columns.setdefault(version.code, []).append(at)
    points = np.full((len(kept), len(columns)), np.nan)
    for column, places in enumerate(columns.values()):
        for place in places:
            here = answers.points[kept, place]
            points[:, column] = np.where(np.isnan(here), points[:, column], here)
    for row in points.tolist():
        yield [NO_MARK if mark != mark else mark for mark in row]


def _names(quiz: Quiz, today: date) -> dict[int, str]:
    """The name at work, the latest announced one."""
    rows = EmployeeName.objects.announced(today).order_by("starts_on")
    takers = rows.filter(employee__attempts__quiz=quiz)
    return dict(takers.values_list("employee_id", "name"))


def _numbers(quiz: Quiz, today: date) -> dict[int, str]:
    """The staff number, the latest announced one."""
    rows = Employment.objects.announced(today).order_by("starts_on", "pk")
    takers = rows.filter(employee__attempts__quiz=quiz)
    return dict(takers.values_list("employee_id", "number"))
