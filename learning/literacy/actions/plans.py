"""Changes to plans: taking in a plan as a new revision. Revisions are never edited."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from learning.city.models import City
from learning.literacy.audiences import audience_to_data
from learning.literacy.models import (
    ExpectedEffect,
    Literacy,
    Plan,
    PlanRevision,
    Qualification,
    StateLink,
    TargetState,
    Term,
    TermTarget,
)
from learning.literacy.plan_document import PlanDocument
from learning.literacy.rules import pathways_to_data
from learning.log.actions import write
from learning.people.models import User


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """What an import came to; ``is_new`` is False where nothing had changed."""

    revision: PlanRevision
    is_new: bool


@transaction.atomic
def import_plan(
    *,
    document: PlanDocument,
    by: User | None,
    at: datetime,
    effective_on: date | None = None,
    is_correction: bool = False,
) -> ImportedPlan:
    """Take in a plan; a changed one becomes a new revision, an equal one changes nothing.

    ``effective_on`` (default: the file's) is the first day on which it is in force;
    ``is_correction`` says that past figures move on purpose, for the log. The plan's
    name and its qualifications are brought up to date. Attainment is not recomputed
    here: ``plan_taking.take_in`` does both.
    """
    plan = _plan_of(document)
    latest = plan.revisions.order_by("-number").first()
    if latest is not None and _is_same(latest, document, effective_on):
        return ImportedPlan(latest, is_new=False)
    revision = PlanRevision.objects.create(
        plan=plan,
        number=latest.number + 1 if latest else 1,
        effective_on=effective_on or document.effective_on,
        recorded_at=at,
        digest=document.digest(),
        document=document.to_data(),
    )
    _write_parts(revision, document)
    _bring_qualifications_up_to_date(document)
    _become_active_if_first(plan, document)
    write(
        "plan.revise",
        by=by,
        at=at,
        subject=("plan", plan.code, plan.name),
        detail={
            "revision": revision.number,
            "digest": revision.digest,
            "effective_on": revision.effective_on.isoformat(),
            "is_correction": is_correction,
        },
    )
    return ImportedPlan(revision, is_new=True)


def _is_same(
    revision: PlanRevision, document: PlanDocument, effective_on: date | None
) -> bool:
    same_day = effective_on is None or effective_on == revision.effective_on
    return same_day and revision.digest == document.digest()


def _plan_of(document: PlanDocument) -> Plan:
    plan, _ = Plan.objects.update_or_create(
        code=document.code,
        defaults={"name": document.name, "city_name": document.city_name},
    )
    return plan


def _write_parts(revision: PlanRevision, document: PlanDocument) -> None:
    states = _write_states(revision, document)
    literacies = _write_literacies(revision, document)
    _write_effects(revision, document, states)
    StateLink.objects.bulk_create(
        StateLink(
            revision=revision,
            literacy=literacies[link.literacy],
            state=states[link.state],
            certainty=link.certainty,
            source=link.source,
        )
        for link in document.links
    )
    terms = _write_terms(revision, document)
    TermTarget.objects.bulk_create(
        TermTarget(
            term=terms[target.term],
            literacy=literacies[target.literacy],
            share=target.share,
            is_provisional=target.is_provisional,
        )
        for target in document.targets
    )


def _write_states(
    revision: PlanRevision, document: PlanDocument
) -> dict[str, TargetState]:
    rows = TargetState.objects.bulk_create(
        TargetState(
            revision=revision,
            code=state.code,
            name=state.name,
            aliases=list(state.aliases),
            needs=state.needs,
            order=order,
        )
        for order, state in enumerate(document.states)
    )
    return {row.code: row for row in rows}


def _write_literacies(
    revision: PlanRevision, document: PlanDocument
) -> dict[str, Literacy]:
    rows = Literacy.objects.bulk_create(
        Literacy(
            revision=revision,
            code=literacy.code,
            name=literacy.name,
            order=order,
            audience=audience_to_data(literacy.audience),
            audience_is_provisional=literacy.audience_is_provisional,
            pathways=pathways_to_data(literacy.pathways),
            tiers=list(literacy.tiers),
            objectives=list(literacy.objectives),
        )
        for order, literacy in enumerate(document.literacies)
    )
    return {row.code: row for row in rows}


def _write_terms(revision: PlanRevision, document: PlanDocument) -> dict[str, Term]:
    rows = Term.objects.bulk_create(
        Term(
            revision=revision,
            code=term.code,
            name=term.name,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
        )
        for term in document.terms
    )
    return {row.code: row for row in rows}


def _write_effects(
    revision: PlanRevision, document: PlanDocument, states: dict[str, TargetState]
) -> None:
    for order, effect in enumerate(document.effects):
        row = ExpectedEffect.objects.create(
            revision=revision, code=effect.code, name=effect.name, order=order
        )
        row.states.set(states[code] for code in effect.states)


def _bring_qualifications_up_to_date(document: PlanDocument) -> None:
    named = [n for n in document.named_codes if n.kind == "qualification"]
    for order, qualification in enumerate(named):
        Qualification.objects.update_or_create(
            code=qualification.code,
            defaults={"name": qualification.name, "order": order},
        )


def _become_active_if_first(plan: Plan, document: PlanDocument) -> None:
    """The first plan of an installation is the city's; later ones are chosen there."""
    city, is_new = City.objects.get_or_create(pk=1)
    if city.active_plan:
        return
    city.active_plan = plan.code
    if is_new:
        city.name = document.city_name
    city.save(update_fields=["active_plan", "name"])
