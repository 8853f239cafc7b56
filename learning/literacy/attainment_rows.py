"""From rows to rows: evidence and plans as stored -> attainment as it should be stored.

Between the pure rules (``attainment``) and the actions that write. Reads rules and
evidence by a few queries, whatever the number of people; writes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from learning.literacy.attainment import (
    EvidenceFact,
    RulesInForce,
    attainment_intervals,
    rules_in_force,
)
from learning.literacy.models import Attainment, Evidence, Literacy, Plan, PlanRevision
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
    literacies = Literacy.objects.order_by("revision__plan_id", "code")
    if plan is not None:
        revisions = revisions.filter(plan=plan)
        literacies = literacies.filter(revision__plan=plan)
    days: dict[int, list[tuple[int, date, int]]] = defaultdict(list)
    for pk, plan_id, day, number in revisions.values_list(
        "pk", "plan_id", "effective_on", "number"
    ):
        days[plan_id].append((pk, day, number))
    pathways: dict[tuple[int, str], dict[int, tuple[Pathway, ...]]] = defaultdict(dict)
    for plan_id, revision_id, code, data in literacies.values_list(
        "revision__plan_id", "revision_id", "code", "pathways"
    ):
        pathways[plan_id, code][revision_id] = pathways_from_data(data)
    return tuple(
        LiteracyRules(
            plan_id,
            code,
            rules_in_force(
                (day, number, by_revision.get(pk, ()))
                for pk, day, number in days[plan_id]
            ),
        )
        for (plan_id, code), by_revision in pathways.items()
    )


def facts_of(employee_ids: Collection[int]) -> dict[int, list[EvidenceFact]]:
    """Read the standing evidence of some people: one query."""
    found: dict[int, list[EvidenceFact]] = defaultdict(list)
    rows = Evidence.objects.standing().filter(employee_id__in=employee_ids)
    for row in rows.only(*_FACT_FIELDS):
        found[row.employee_id].append(fact_of(row))
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
        section_shares={
            section: Decimal(str(share))
            for section, share in evidence.section_shares.items()
        },
    )


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
