"""Which literacies a piece of evidence counts toward, as the plan in force says."""

from dataclasses import dataclass
from datetime import date

from learning.literacy.attainment import meets
from learning.literacy.attainment_rows import fact_of
from learning.literacy.current import active_plan
from learning.literacy.models import Evidence, Literacy, PlanRevision
from learning.literacy.rules import Criterion, pathways_from_data


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
    literacies = Literacy.objects.filter(revision=revision)
    return Counting({literacy.name: _criteria(literacy) for literacy in literacies})


def _criteria(literacy: Literacy) -> tuple[Criterion, ...]:
    return tuple(
        criterion
        for pathway in pathways_from_data(literacy.pathways)
        for criterion in pathway.criteria
    )
