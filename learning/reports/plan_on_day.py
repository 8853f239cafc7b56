"""The plan as it is in force on a day: what is counted, for whom, against which target.

Knows the plan's tables; must not know people or frames.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from learning.literacy.audiences import Audience, audience_from_data
from learning.literacy.models import (
    Literacy,
    Plan,
    PlanRevision,
    StateLink,
    TargetState,
    Term,
    TermTarget,
)
from learning.literacy.states import CountedLink
from learning.reports.measures import Measure, MeasureKind


@dataclass(frozen=True, slots=True)
class PlanOnDay:
    """What the revision in force on a day says, as far as figures need it."""

    plan: Plan
    revision: PlanRevision
    term_name: str
    measures: tuple[Measure, ...]
    audiences: tuple[Audience, ...]
    """By position of the literacy, like the bits of a mask."""
    authorities: frozenset[str]
    """Codes of the authorities in the plan's scope; empty: all."""

    @property
    def literacies(self) -> tuple[Measure, ...]:
        """Measures of literacies, in the plan's order."""
        return tuple(m for m in self.measures if m.kind is MeasureKind.LITERACY)

    @property
    def states(self) -> tuple[Measure, ...]:
        """Measures of states, in the plan's order."""
        return tuple(m for m in self.measures if m.kind is MeasureKind.STATE)


def plan_on(plan: Plan, day: date) -> PlanOnDay | None:
    """Read the plan as it is in force on ``day``; None before its first revision."""
    revision = PlanRevision.objects.in_force(plan, day)
    if revision is None:
        return None
    literacies = list(Literacy.objects.filter(revision=revision).order_by("order"))
    terms = Term.objects.filter(revision=revision)
    term = terms.filter(starts_on__lte=day, ends_on__gt=day).first()
    targets = {
        target.literacy_id: target for target in TermTarget.objects.filter(term=term)
    }
    measures = [
        _literacy_measure(literacy, 1 << position, targets.get(literacy.pk))
        for position, literacy in enumerate(literacies)
    ]
    return PlanOnDay(
        plan=plan,
        revision=revision,
        term_name="" if term is None else term.name,
        measures=(*measures, *_state_measures(revision, literacies)),
        audiences=tuple(audience_from_data(one.audience) for one in literacies),
        authorities=frozenset(revision.document.get("authorities") or ()),
    )


def _literacy_measure(
    literacy: Literacy, bit: int, target: TermTarget | None
) -> Measure:
    return Measure(
        kind=MeasureKind.LITERACY,
        code=literacy.code,
        name=literacy.name,
        mask=bit,
        target=None if target is None else float(target.share),
        is_target_provisional=target is not None and target.is_provisional,
    )


def _state_measures(
    revision: PlanRevision, literacies: list[Literacy]
) -> Iterator[Measure]:
    bits = {literacy.pk: 1 << i for i, literacy in enumerate(literacies)}
    codes = {literacy.pk: literacy.code for literacy in literacies}
    links: dict[int, list[StateLink]] = defaultdict(list)
    for link in StateLink.objects.filter(revision=revision):
        if link.counts:
            links[link.state_id].append(link)
    for state in TargetState.objects.filter(revision=revision).order_by("order"):
        found = links[state.pk]
        yield Measure(
            kind=MeasureKind.STATE,
            code=state.code,
            name=state.name,
            mask=sum({bits[link.literacy_id] for link in found}),
            needs=state.needs,
            links=tuple(
                CountedLink(codes[one.literacy_id], one.certainty) for one in found
            ),
        )
