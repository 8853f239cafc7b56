"""Knows which codes a plan's revision names, and finds those that resolve to nothing.

Reads courses, quizzes, objectives and people by their codes; changes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from courses.models import CoursePage, TierPage
from learning.literacy.audiences import Audience, audience_from_data
from learning.literacy.models import Literacy, PlanRevision, Qualification
from learning.literacy.rules import (
    Criterion,
    CriterionKind,
    Pathway,
    pathways_from_data,
)
from learning.objectives.models import Objective
from learning.people.models import (
    AppointingAuthority,
    Department,
    DesignationType,
    EmploymentType,
)
from quizzes.models import Quiz, QuizSection


@dataclass(frozen=True, slots=True, order=True)
class NamedByPlan:
    """One code that a plan names: in which literacy (none: the plan), as what."""

    literacy: str
    kind: str
    code: str

    @property
    def where(self) -> str:
        """The literacy's code, or the word for the plan itself."""
        return self.literacy or "計画の範囲"


KINDS = {
    "authority": "任命権者",
    "tier": "段階",
    "objective": "学習目標",
    "course": "コース",
    "quiz": "テスト",
    "section": "テストの区分",
    "qualification": "資格",
    "employment_type": "任用形態",
    "designation": "区分",
    "department": "所属",
}


def unresolved(revision: PlanRevision) -> list[NamedByPlan]:
    """Codes of the revision that resolve to nothing now, in order of the literacies."""
    scope = revision.document.get("authorities", ())
    of_plan = (NamedByPlan("", "authority", code) for code in scope)
    of_literacies = map(_named_by, revision.literacies.all())
    named = list(dict.fromkeys(chain(of_plan, *of_literacies)))
    known = {kind: _known(kind, named) for kind in KINDS}
    return [code for code in named if code.code not in known[code.kind]]


def in_words(codes: Iterable[NamedByPlan]) -> Iterator[str]:
    """One sentence per code that resolves to nothing."""
    for code in codes:
        yield f"{code.where}: {KINDS[code.kind]}「{code.code}」がありません。"


def _named_by(literacy: Literacy) -> Iterator[NamedByPlan]:
    for kind, code in chain(
        (("tier", tier) for tier in literacy.tiers),
        (("objective", objective) for objective in literacy.objectives),
        _codes_of_audience(audience_from_data(literacy.audience)),
        _codes_of_pathways(pathways_from_data(literacy.pathways)),
    ):
        yield NamedByPlan(literacy.code, kind, code)


def _codes_of_audience(audience: Audience) -> Iterator[tuple[str, str]]:
    for group in audience.groups:
        yield from (("employment_type", code) for code in group.employment_types)
        yield from (("designation", code) for code in group.designations)
        yield from (("department", code) for code in group.departments)


def _codes_of_pathways(pathways: tuple[Pathway, ...]) -> Iterator[tuple[str, str]]:
    for pathway in pathways:
        for criterion in pathway.criteria:
            yield from _codes_of(criterion)


def _codes_of(criterion: Criterion) -> Iterator[tuple[str, str]]:
    """Recognised and attended records are declared in the plan file itself."""
    if criterion.kind in (CriterionKind.RECOGNISED, CriterionKind.ATTENDED):
        return
    yield criterion.kind.value, criterion.code
    for section, _ in criterion.floors:
        yield "section", f"{criterion.code} › {section}"


def _known(kind: str, named: Iterable[NamedByPlan]) -> set[str]:
    codes = {code.code for code in named if code.kind == kind}
    if not codes:
        return set()
    if kind == "section":
        pairs = QuizSection.objects.filter(
            quiz__code__in={code.split(" › ")[0] for code in codes}
        ).values_list("quiz__code", "code")
        return {f"{quiz} › {section}" for quiz, section in pairs}
    rows = {
        "authority": AppointingAuthority.objects.all(),
        "tier": TierPage.objects.live(),
        "objective": Objective.objects.filter(retired_on=None),
        "course": CoursePage.objects.live(),
        "quiz": Quiz.objects.filter(retired_on=None),
        "qualification": Qualification.objects.all(),
        "employment_type": EmploymentType.objects.all(),
        "designation": DesignationType.objects.all(),
        "department": Department.objects.known(),
    }[kind]
    return set(rows.filter(code__in=codes).values_list("code", flat=True))
