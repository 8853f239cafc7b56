"""Reads one piece of evidence with what it rests on, and a person's list of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from courses.models import CoursePage
from learning.literacy.attainment import counts_until, meets
from learning.literacy.attainment_rows import fact_of
from learning.literacy.current import active_plan
from learning.literacy.models import Evidence, Literacy, PlanRevision
from learning.literacy.revision_rules import rules_of
from learning.literacy.rules import CriterionKind, pathways_from_data
from learning.literacy.words import Titles, titles_of_criteria
from learning.people.models import Employee
from quizzes.attempt_form import AttemptForm
from quizzes.models import Attempt, ItemVersion, Quiz, QuizSection

KINDS = {
    Evidence.Kind.QUIZ_PASSED: CriterionKind.QUIZ,
    Evidence.Kind.COURSE_COMPLETED: CriterionKind.COURSE,
    Evidence.Kind.QUALIFIED: CriterionKind.QUALIFICATION,
    Evidence.Kind.ATTENDED: CriterionKind.ATTENDED,
    Evidence.Kind.RECOGNISED: CriterionKind.RECOGNISED,
}


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence in words. ``withdrawal`` is the row that took it back."""

    evidence: Evidence
    title: str
    last_day: date | None
    withdrawal: Evidence | None


@dataclass(frozen=True, slots=True)
class CountsToward:
    """A literacy that the evidence meets a criterion of; ``last_day`` None: no end."""

    literacy: str
    pathway: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class AnsweredItem:
    """One position of the attempt: which version of which item, and its points."""

    number: int
    code: str
    version: int
    stem: str
    section: str
    points: str


def lines_of(employee: Employee, today: date) -> list[EvidenceLine]:
    """A person's evidence, the latest first, withdrawn ones with their withdrawal."""
    rows = list(
        Evidence.objects.filter(employee=employee, withdraws__isnull=True)
        .select_related("withdrawn_by", "attempt__quiz", "completion__course")
        .order_by("-on", "-pk")
    )
    titles = titles_of_evidence(rows, today)
    return [line_of(row, titles) for row in rows]


def line_of(evidence: Evidence, titles: Titles) -> EvidenceLine:
    """One piece of evidence in words."""
    until = evidence.valid_until
    return EvidenceLine(
        evidence=evidence,
        title=title_of(evidence, titles),
        last_day=until - timedelta(days=1) if until else None,
        withdrawal=getattr(evidence, "withdrawn_by", None),
    )


def one_line(evidence: Evidence, today: date) -> EvidenceLine:
    """The same for one that stands alone on its page."""
    return line_of(evidence, titles_of_evidence([evidence], today))


def titles_of_evidence(rows: Iterable[Evidence], today: date) -> Titles:
    """Titles of what evidence is about, as the active plan names it.

    A session that was attended may be about a course or a quiz of ours.
    """
    codes = {row.subject_code for row in rows if row.kind == Evidence.Kind.ATTENDED}
    named = _titles(today)
    if not codes:
        return named
    found: dict[tuple[str, str], str] = {}
    for about in (Quiz.objects.all(), CoursePage.objects.all()):
        for code, title in about.filter(code__in=codes).values_list("code", "title"):
            found[CriterionKind.ATTENDED.value, code] = title
    return Titles({**found, **named.by_code})


def title_of(evidence: Evidence, titles: Titles) -> str:
    """What one piece of evidence is about."""
    if evidence.attempt is not None:
        return evidence.attempt.quiz.title
    if evidence.completion is not None:
        return evidence.completion.course.title
    kind = KINDS[Evidence.Kind(evidence.kind)]
    return titles.of(kind.value, evidence.subject_code)


def counts_toward(evidence: Evidence, today: date) -> list[CountsToward]:
    """What the evidence counts toward under the active plan's rules of ``today``."""
    revision = _revision(today)
    fact = fact_of(evidence)
    found = []
    for literacy in _literacies(revision):
        for pathway in pathways_from_data(literacy.pathways):
            for criterion in pathway.criteria:
                if meets(criterion, fact):
                    until = counts_until(fact, pathway.validity_of(criterion))
                    last_day = until - timedelta(days=1) if until else None
                    found.append(CountsToward(literacy.name, pathway.name, last_day))
    return found


def answered_items(attempt: Attempt) -> list[AnsweredItem]:
    """The versions of the items that the attempt drew, in its order."""
    if not attempt.form.get("items"):
        return []
    form = AttemptForm.from_json(attempt.form)
    versions = ItemVersion.objects.select_related("item").in_bulk(
        [item.version_id for item in form.items]
    )
    sections = _sections(attempt)
    points = attempt.points or [None] * len(form)
    return [
        AnsweredItem(
            number=number,
            code=versions[item.version_id].item.code,
            version=versions[item.version_id].number,
            stem=versions[item.version_id].document.get("stem", ""),
            section=sections.get(item.section, item.section),
            points="" if got is None else f"{Decimal(str(got)).normalize():f}",
        )
        for number, (item, got) in enumerate(zip(form.items, points, strict=False), 1)
        if item.version_id in versions
    ]


def section_shares(evidence: Evidence) -> list[tuple[str, Decimal]]:
    """Shares per section by the sections' titles; none without an attempt."""
    if evidence.attempt is None:
        return []
    titles = _sections(evidence.attempt)
    return [
        (titles.get(code, code), Decimal(str(share)))
        for code, share in evidence.section_shares.items()
    ]


def _sections(attempt: Attempt) -> dict[str, str]:
    rows = QuizSection.objects.filter(quiz=attempt.quiz_id)
    return dict(rows.values_list("code", "title"))


def _titles(today: date) -> Titles:
    revision = _revision(today)
    return titles_of_criteria(rules_of(revision)) if revision else Titles({})


def _revision(today: date) -> PlanRevision | None:
    plan = active_plan()
    return PlanRevision.objects.in_force(plan, today) if plan else None


def _literacies(revision: PlanRevision | None) -> Iterable[Literacy]:
    return revision.literacies.all() if revision else ()
