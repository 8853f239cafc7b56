"""Says a plan's rules in words: criteria, validities, audiences, with titles for codes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.models import CoursePage
from learning.composed import composed
from learning.literacy.audiences import Audience, AudienceGroup, audience_from_data
from learning.literacy.models import Literacy, Qualification
from learning.literacy.revision_rules import RevisionRules
from learning.literacy.rules import (
    Criterion,
    CriterionKind,
    Validity,
    ValidityKind,
    pathways_from_data,
)
from learning.people.models import (
    Department,
    DesignationType,
    EmploymentType,
    RankClass,
    Role,
)
from quizzes.models import Quiz

Kind = CriterionKind


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles by (what it is, code); an unknown code stands for itself."""

    by_code: dict[tuple[str, str], str]

    def of(self, kind: str, code: str) -> str:
        """The title, or the code where nothing of that code is known."""
        return self.by_code.get((kind, code), code)

    def knows(self, kind: str, code: str) -> bool:
        """Whether the code resolves to something."""
        return (kind, code) in self.by_code


@composed(list[str])
def _courses(codes: list[str]) -> QuerySet:
    live = CoursePage.objects.live().filter(code__in=codes)
    return live.values_list("code", "title")


@composed(list[str])
def _qualifications(codes: list[str]) -> QuerySet:
    return Qualification.objects.filter(code__in=codes).values_list("code", "name")


@composed(list[str])
def _quizzes(codes: list[str]) -> QuerySet:
    return Quiz.objects.filter(code__in=codes, retired_on=None).values_list(
        "code", "title", "sections__code", "sections__title"
    )


def titles_of_criteria(rules: RevisionRules) -> Titles:
    """Titles of all that the pathways of a revision name: three queries."""
    wanted = {
        kind: sorted({one.code for one in rules.criteria if one.kind is kind})
        for kind in CriterionKind
    }
    titles = dict(rules.named)
    for kind, read in ((Kind.COURSE, _courses), (Kind.QUALIFICATION, _qualifications)):
        titles |= {(kind.value, code): title for code, title in read(wanted[kind])}
    for quiz, name, section, title in _quizzes(wanted[Kind.QUIZ]):
        titles[Kind.QUIZ.value, quiz] = name
        titles["section", f"{quiz} › {section}"] = title
    return Titles(titles)


def titles_of_audiences(literacies: Iterable[Literacy]) -> Titles:
    """Titles of all that the audiences of some literacies name: three queries."""
    groups = [
        group
        for literacy in literacies
        for group in audience_from_data(literacy.audience).groups
    ]
    titles: dict[tuple[str, str], str] = {}
    for kind, model, codes in (
        (
            "employment_type",
            EmploymentType,
            [c for g in groups for c in g.employment_types],
        ),
        ("designation", DesignationType, [c for g in groups for c in g.designations]),
        ("department", Department, [c for g in groups for c in g.departments]),
    ):
        found = model.objects.filter(code__in=codes).values_list("code", "name")
        titles |= {(kind, code): name for code, name in found}
    return Titles(titles)


def criterion_in_words(criterion: Criterion, titles: Titles) -> str:
    """Say what a criterion asks for."""
    title = titles.of(criterion.kind.value, criterion.code)
    if criterion.kind is Kind.COURSE:
        return _("コース「%(title)s」の修了") % {"title": title}
    if criterion.kind is Kind.QUALIFICATION:
        return _("資格「%(title)s」") % {"title": title}
    if criterion.kind is Kind.ATTENDED:
        return _("「%(title)s」の受講") % {"title": title}
    if criterion.kind is Kind.RECOGNISED:
        return _("「%(title)s」の認定") % {"title": title}
    words = _("テスト「%(title)s」の合格") % {"title": title}
    marks = _marks_in_words(criterion, titles)
    return (
        _("%(quiz)s（%(marks)s）") % {"quiz": words, "marks": marks} if marks else words
    )


def validity_in_words(validity: Validity) -> str:
    """Say how long evidence counts."""
    if validity.kind is ValidityKind.NONE:
        return _("期限なし")
    if validity.kind is ValidityKind.FISCAL_YEAR:
        return _("その年度の末まで")
    return _("%(months)s か月") % {"months": validity.months}


def audience_in_words(audience: Audience, titles: Titles) -> list[str]:
    """Say whom a literacy is for, a line per group; any of them is enough."""
    return [_group_in_words(group, titles) for group in audience.groups]


def rule_words() -> dict[str, Callable[[Any], str]]:
    """How stored rules are said, with codes as the plan's file has them."""
    return {"pathways": _stored_pathways, "audience": _stored_audience}


def _stored_pathways(data: list[dict[str, Any]] | None) -> str:
    codes = Titles({})
    lines = []
    for pathway in pathways_from_data(data or []):
        criteria = [
            f"{criterion_in_words(criterion, codes)}"
            f"［{validity_in_words(pathway.validity_of(criterion))}］"
            for criterion in pathway.criteria
        ]
        lines.append(f"{pathway.name}：{_(' と ').join(criteria)}")
    return "／".join(lines)


def _stored_audience(data: dict[str, Any] | None) -> str:
    groups = audience_in_words(audience_from_data(data or {}), Titles({}))
    return _("、または ").join(groups)


def share_in_words(share: Decimal) -> str:
    """Write 0.8 as 80 %, 0.345 as 34.5 %."""
    return f"{(share * 100).normalize():f} %"


def _marks_in_words(criterion: Criterion, titles: Titles) -> str:
    marks = []
    if criterion.mark is not None:
        marks.append(_("%(share)s 以上") % {"share": share_in_words(criterion.mark)})
    for section, floor in criterion.floors:
        name = titles.of("section", f"{criterion.code} › {section}")
        share = share_in_words(floor)
        marks.append(
            _("「%(section)s」%(share)s 以上") % {"section": name, "share": share}
        )
    return "、".join(marks)


def _group_in_words(group: AudienceGroup, titles: Titles) -> str:
    parts = []
    if group.all_staff:
        parts.append(_("全職員"))
    for kind, codes in (
        ("department", group.departments),
        ("employment_type", group.employment_types),
        ("designation", group.designations),
    ):
        if codes:
            parts.append(_("・").join(titles.of(kind, code) for code in codes))
    if group.rank_at_or_above:
        rank = RankClass(group.rank_at_or_above).label
        parts.append(_("%(rank)s以上") % {"rank": rank})
    if group.roles:
        parts.append(_("・").join(str(Role(role).label) for role in group.roles))
    return _(" かつ ").join(parts)
