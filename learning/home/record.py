"""Puts a person's own record together: attempts, completions and other evidence.

Composes what lower apps keep; owns no rule. A fixed number of queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CourseCompletion
from learning.composed import composed
from learning.home.counting import Counting, counting_on
from learning.home.templatetags.figures import percent
from learning.japanese.fiscal_year import fiscal_year
from learning.japanese.wareki import fiscal_year_label
from learning.literacy.evidence_page import title_of, titles_of_evidence
from learning.literacy.models import Evidence
from learning.people.models import Employee
from quizzes.models import Attempt

Kind = Evidence.Kind


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One thing done: when, what, with which result, and where it counts."""

    on: date
    kind: str
    what: str
    result: str
    counts_toward: tuple[str, ...] = ()
    basis: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class RecordYear:
    """One fiscal year of the record, the latest line first."""

    label: str
    lines: tuple[RecordLine, ...]


@composed(int)
def _evidence(employee_id: int) -> QuerySet:
    own = Evidence.objects.filter(employee_id=employee_id, withdraws__isnull=True)
    return own.select_related("withdrawn_by").order_by("on", "pk")


@composed(int)
def _finished(employee_id: int) -> QuerySet:
    fields = ("public_id", "submitted_at", "number", "scaled_score", "passed", "quiz")
    more = ("regraded_at",)
    own = Attempt.objects.finished().filter(employee_id=employee_id)
    return own.select_related("quiz").only(
        *fields, *more, "quiz__code", "quiz__title", "employee_id"
    )


@composed(int)
def _completed(employee_id: int) -> QuerySet:
    own = CourseCompletion.objects.filter(employee_id=employee_id)
    return own.values_list("pk", "completed_at", "course__title")


def record_of(employee: Employee, *, today: date) -> list[RecordYear]:
    """Return all that ``employee`` did, by fiscal year, the latest first."""
    counting = counting_on(today)
    evidence = _evidence(employee.pk)
    lines = [
        *_attempt_lines(employee, evidence, counting),
        *_completion_lines(employee, evidence, counting),
        *_other_lines(evidence, counting, today),
    ]
    return _by_year(lines)


def _attempt_lines(
    employee: Employee, evidence: list[Evidence], counting: Counting
) -> Iterable[RecordLine]:
    by_attempt = {fact.attempt_id: fact for fact in evidence if fact.attempt_id}
    for attempt in _finished(employee.pk):
        fact = by_attempt.get(attempt.pk)
        yield RecordLine(
            on=timezone.localdate(attempt.submitted_at),
            kind=_("テスト"),
            what=attempt.quiz.title,
            result=_result(attempt, fact),
            counts_toward=_counts(fact, counting),
            basis=_("%(number)s 回目の解答と採点") % {"number": attempt.number},
            url=reverse("quizzes:result", args=[attempt.public_id]),
        )


def _result(attempt: Attempt, fact: Evidence | None) -> str:
    """Verdict and share; evidence that a lost pass took away is no withdrawal of it."""
    passed = bool(attempt.passed)
    if passed and _withdrawn(fact):
        return _withdrawn(fact)
    verdict = _("合格") if passed else _("不合格")
    result = f"{verdict} {percent(attempt.scaled_score)}"
    if attempt.regraded_at is None:
        return result
    return _("%(result)s（採点し直し）") % {"result": result}


def _completion_lines(
    employee: Employee, evidence: list[Evidence], counting: Counting
) -> Iterable[RecordLine]:
    by_completion = {fact.completion_id: fact for fact in evidence}
    for pk, completed_at, title in _completed(employee.pk):
        fact = by_completion.get(pk)
        yield RecordLine(
            on=timezone.localdate(completed_at),
            kind=_("コース"),
            what=title,
            result=_withdrawn(fact) or _("修了"),
            counts_toward=_counts(fact, counting),
            basis=_("すべてのレッスンの修了"),
            url=_page_of(fact),
        )


def _other_lines(
    evidence: list[Evidence], counting: Counting, today: date
) -> Iterable[RecordLine]:
    others = [e for e in evidence if not (e.attempt_id or e.completion_id)]
    if not others:
        return
    titles = titles_of_evidence(others, today)
    for fact in others:
        attended = fact.kind == Kind.ATTENDED
        yield RecordLine(
            on=fact.on,
            kind=fact.get_kind_display(),
            what=title_of(fact, titles),
            result=_withdrawn(fact) or (_("出席") if attended else _("登録済み")),
            counts_toward=_counts(fact, counting),
            basis=fact.note or _("登録された実績"),
            url=_page_of(fact),
        )


def _page_of(fact: Evidence | None) -> str:
    return reverse("literacy:evidence", args=[fact.public_id]) if fact else ""


def _withdrawn(fact: Evidence | None) -> str:
    """The words for evidence that was taken back; empty for evidence that stands."""
    if fact is None or not hasattr(fact, "withdrawn_by"):
        return ""
    return _("取消")


def _counts(fact: Evidence | None, counting: Counting) -> tuple[str, ...]:
    if fact is None or _withdrawn(fact):
        return ()
    return counting.names(fact)


def _by_year(lines: list[RecordLine]) -> list[RecordYear]:
    years: dict[int, list[RecordLine]] = {}
    for line in sorted(lines, key=lambda line: line.on, reverse=True):
        years.setdefault(fiscal_year(line.on), []).append(line)
    return [
        RecordYear(fiscal_year_label(year), tuple(within))
        for year, within in years.items()
    ]
