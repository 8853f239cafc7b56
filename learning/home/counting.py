"""Which literacies a piece of evidence counts toward, as the plan in force says."""

from dataclasses import dataclass
from datetime import date

from learning.literacy.attainment import meets
from learning.literacy.attainment_rows import fact_of
from learning.literacy.current import active_plan
from learning.literacy.models import Evidence, PlanRevision
from learning.literacy.revision_rules import rules_of
from learning.literacy.rules import Criterion


@dataclass(frozen=True, slots=True)
class Counting:
    """The criteria of each literacy's pathways, by the literacy's name."""

    criteria: dict[str, tuple[Criterion, ...]]

    def names(self, evidence: Evidence) -> tuple[str, ...]:
        """Literacies with a criterion that this evidence meets, in the plan's order."""
        fact = fact_of(evidence)
        return tuple(
            name
            for name, criteria in self.criteria.items()
            if any(meets(criterion, fact) for criterion in criteria)
        )


def counting_on(today: date) -> Counting:
    """Read the city's plan in force today; nothing counts where there is none."""
    plan = active_plan()
    revision = PlanRevision.objects.in_force(plan, today) if plan else None
    if revision is None:
        return Counting({})
    literacies = rules_of(revision).literacies
    return Counting({literacy.name: literacy.criteria for literacy in literacies})
