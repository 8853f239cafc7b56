"""Knows what must agree inside one plan: codes that exist once, dates in order.

Pure. What a code means outside the plan (a course, a quiz) is not asked here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from learning.literacy.plan_document import PlanDocument
from learning.literacy.rules import CriterionKind
from learning.literacy.toml_reading import Problem

_DECLARED = {
    CriterionKind.QUALIFICATION: "qualifications",
    CriterionKind.RECOGNISED: "recognitions",
    CriterionKind.ATTENDED: "recognitions",
}


def check_consistency(plan: PlanDocument) -> Iterator[Problem]:
    """Yield every disagreement inside the plan."""
    yield from _codes_are_unique(plan)
    yield from _dates_are_in_order(plan)
    yield from _names_are_known(plan)
    yield from _literacies_can_be_attained(plan)
    yield from _criteria_are_declared(plan)


def _codes_are_unique(plan: PlanDocument) -> Iterator[Problem]:
    named = {
        "terms": [term.code for term in plan.terms],
        "states": [state.code for state in plan.states],
        "effects": [effect.code for effect in plan.effects],
        "literacies": [literacy.code for literacy in plan.literacies],
        "qualifications・recognitions": [n.code for n in plan.named_codes],
        "links": [f"{x.literacy} → {x.state}（{x.certainty}）" for x in plan.links],
        "targets": [f"{t.term} {t.literacy}" for t in plan.targets],
    }
    for key, codes in named.items():
        for code, count in Counter(codes).items():
            if count > 1:
                mend = "一つだけ残してください。"
                yield Problem(key, code, f"が {count} 回書かれています。", mend)


def _dates_are_in_order(plan: PlanDocument) -> Iterator[Problem]:
    mend = "starts_on と last_day を確かめてください。"
    if plan.ends_on <= plan.starts_on:
        written = f"{plan.starts_on} から"
        yield Problem("last_day", written, "の計画の最後の日が先に来ています。", mend)
    previous = plan.starts_on
    for term in sorted(plan.terms, key=lambda term: term.starts_on):
        if term.ends_on <= term.starts_on:
            yield Problem("terms", term.code, "の最後の日が先に来ています。", mend)
        elif term.starts_on < previous or term.ends_on > plan.ends_on:
            reason = "が前の期と重なるか、計画の期間の外に出ています。"
            yield Problem("terms", term.code, reason, mend)
        previous = max(previous, term.ends_on)


def _names_are_known(plan: PlanDocument) -> Iterator[Problem]:
    states = {state.code for state in plan.states}
    literacies = {literacy.code for literacy in plan.literacies}
    terms = {term.code for term in plan.terms}
    yield from _unknown("links › states", (x.state for x in plan.links), states)
    yield from _unknown(
        "links › literacies", (x.literacy for x in plan.links), literacies
    )
    yield from _unknown(
        "targets › shares", (t.literacy for t in plan.targets), literacies
    )
    yield from _unknown("targets › term", (t.term for t in plan.targets), terms)
    named = (state for effect in plan.effects for state in effect.states)
    yield from _unknown("effects › states", named, states)


def _unknown(key: str, codes: Iterable[str], known: set[str]) -> Iterator[Problem]:
    for code in dict.fromkeys(codes):
        if code not in known:
            mend = f"この計画にあるのは {'、'.join(sorted(known)) or '（なし）'} です。"
            yield Problem(key, code, "はこの計画にありません。", mend)


def _literacies_can_be_attained(plan: PlanDocument) -> Iterator[Problem]:
    for number, literacy in enumerate(plan.literacies, 1):
        where = f"literacies の {number} 番目（{literacy.code}）"
        if not literacy.audience.groups:
            mend = "[[literacies.audience.any]] に all_staff = true などを書きます。"
            yield Problem(f"{where} › audience", "", "対象者がありません。", mend)
        for pathway in literacy.pathways:
            if not pathway.criteria:
                mend = "[[literacies.pathways.criteria]] を書いてください。"
                reason = "という道すじに条件がありません。"
                yield Problem(f"{where} › pathways", pathway.name, reason, mend)


def _criteria_are_declared(plan: PlanDocument) -> Iterator[Problem]:
    declared = {(named.kind, named.code) for named in plan.named_codes}
    for literacy in plan.literacies:
        for pathway in literacy.pathways:
            for criterion in pathway.criteria:
                section = _DECLARED.get(criterion.kind)
                if section is None or (criterion.kind, criterion.code) in declared:
                    continue
                reason = "はこの計画に名前がありません。"
                mend = f"[[{section}]] に code と name を書いてください。"
                key = f"{literacy.code} › {pathway.name} › {criterion.kind.value}"
                yield Problem(key, criterion.code, reason, mend)
