"""From rows to rows: evidence and plans as stored -> attainment as it should be stored.

Between the pure rules (``attainment``) and the actions that write. Reads rules and
evidence by a few queries, whatever the number of people; writes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from learning.composed import composed
from learning.literacy.attainment import (
    EvidenceFact,
    RulesInForce,
    attainment_intervals,
    rules_in_force,
)
from learning.literacy.models import Attainment, Evidence, Literacy, Plan, PlanRevision
from learning.literacy.plan_document import PlanDocument
from learning.literacy.rules import Pathway, pathways_from_data

_FACT_FIELDS = (
    "employee_id",
    "public_id",
    "kind",
    "subject_code",
    "on",
    "valid_until",
    "scaled_score",
    "section_shares",
)


@dataclass(frozen=True, slots=True)
class LiteracyRules:
    """The rules of one literacy of one plan through all its revisions."""

    plan_id: int
    literacy_code: str
    rules: tuple[RulesInForce, ...]


def literacy_rules(plan: Plan | None = None) -> tuple[LiteracyRules, ...]:
    """Read the rules of one plan, or of all plans: two queries."""
    revisions = PlanRevision.objects.order_by("plan_id", "number")
    if plan is not None:
        revisions = revisions.filter(plan=plan)
    texts = {
        pk: _RevisionText(plan_id, day, number, {})
        for pk, plan_id, day, number in revisions.values_list(
            "pk", "plan_id", "effective_on", "number"
        )
    }
    literacies = Literacy.objects.filter(revision__in=list(texts)).order_by("code")
    for revision_id, code, data in literacies.values_list(
        "revision_id", "code", "pathways"
    ):
        texts[revision_id].pathways[code] = pathways_from_data(data)
    return _by_literacy(list(texts.values()))


def rules_after(
    plan: Plan, document: PlanDocument, effective_on: date
) -> tuple[LiteracyRules, ...]:
    """The rules of a plan as they would be with ``document`` as its next revision."""
    texts = [
        _RevisionText(
            plan.pk,
            revision.effective_on,
            revision.number,
            {
                literacy.code: pathways_from_data(literacy.pathways)
                for literacy in revision.literacies.all()
            },
        )
        for revision in plan.revisions.prefetch_related("literacies")
    ]
    number = max((text.number for text in texts), default=0) + 1
    pathways = {literacy.code: literacy.pathways for literacy in document.literacies}
    return _by_literacy(
        [*texts, _RevisionText(plan.pk, effective_on, number, pathways)]
    )


@dataclass(frozen=True, slots=True)
class _RevisionText:
    """What one revision says about pathways, by the literacy's code."""

    plan_id: int
    effective_on: date
    number: int
    pathways: dict[str, tuple[Pathway, ...]]


def _by_literacy(texts: list[_RevisionText]) -> tuple[LiteracyRules, ...]:
    """A literacy that a revision doesn't know has no pathways while it is in force."""
    keys = sorted({(text.plan_id, code) for text in texts for code in text.pathways})
    return tuple(
        LiteracyRules(
            plan_id,
            code,
            rules_in_force(
                (text.effective_on, text.number, text.pathways.get(code, ()))
                for text in texts
                if text.plan_id == plan_id
            ),
        )
        for plan_id, code in keys
    )


@composed(int)
def _standing(employee_id: int) -> QuerySet:
    rows = Evidence.objects.standing().filter(employee_id=employee_id)
    return rows.values_list(*_FACT_FIELDS)


def facts_of(employee_ids: Collection[int]) -> dict[int, list[EvidenceFact]]:
    """Read the standing evidence of some people: one query."""
    found: dict[int, list[EvidenceFact]] = defaultdict(list)
    rows: Iterable[Any]
    if len(employee_ids) == 1:
        rows = _standing(*employee_ids)
    else:
        standing = Evidence.objects.standing().filter(employee_id__in=employee_ids)
        rows = standing.values_list(*_FACT_FIELDS)
    for person, public_id, kind, code, on, until, score, shares in rows:
        found[person].append(
            EvidenceFact(str(public_id), kind, code, on, until, score, _shares(shares))
        )
    return found


def fact_of(evidence: Evidence) -> EvidenceFact:
    """One row of evidence as the rules see it."""
    return EvidenceFact(
        public_id=str(evidence.public_id),
        kind=evidence.kind,
        subject_code=evidence.subject_code,
        on=evidence.on,
        valid_until=evidence.valid_until,
        scaled_score=evidence.scaled_score,
        section_shares=_shares(evidence.section_shares),
    )


def _shares(stored: Mapping[str, str]) -> dict[str, Decimal]:
    return {section: Decimal(str(share)) for section, share in stored.items()}


def attainment_rows(
    facts: Mapping[int, Sequence[EvidenceFact]], rules: Iterable[LiteracyRules]
) -> list[Attainment]:
    """Unsaved attainment of some people.

    Parameters
    ----------
    facts : standing evidence by employee id; a person without any may be left out.
    rules : as ``literacy_rules`` reads them.

    Returns
    -------
    One row per person, literacy and interval, by employee id, then in rules' order.
    """
    ordered = list(rules)
    return [
        Attainment(
            employee_id=employee_id,
            plan_id=literacy.plan_id,
            literacy_code=literacy.literacy_code,
            starts_on=interval.starts_on,
            ends_on=interval.ends_on,
            rests_on=list(interval.rests_on),
        )
        for employee_id in sorted(facts)
        for literacy in ordered
        for interval in attainment_intervals(literacy.rules, facts[employee_id])
    ]
