"""Which literacies a piece of evidence counts toward, as the plan in force says."""

from dataclasses import dataclass
from datetime import date

from learning.city.current import city
from learning.literacy.models import Evidence, Literacy, Plan, PlanRevision

# Kind of evidence to the kind of criterion it can meet.
CRITERION_OF = {
    Evidence.Kind.QUIZ_PASSED: "quiz",
    Evidence.Kind.COURSE_COMPLETED: "course",
    Evidence.Kind.QUALIFIED: "qualification",
    Evidence.Kind.ATTENDED: "attended",
    Evidence.Kind.RECOGNISED: "recognised",
}


@dataclass(frozen=True, slots=True)
class Counting:
    """Names of literacies by (kind of criterion, code of course, quiz …)."""

    by_criterion: dict[tuple[str, str], tuple[str, ...]]

    def names(self, kind: str, code: str) -> tuple[str, ...]:
        """Literacies that evidence of this kind about ``code`` counts toward."""
        return self.by_criterion.get((CRITERION_OF[Evidence.Kind(kind)], code), ())


def counting_on(today: date) -> Counting:
    """Read the city's plan in force today; nothing counts where there is none."""
    revision = revision_on(today)
    if revision is None:
        return Counting({})
    found: dict[tuple[str, str], list[str]] = {}
    for literacy in Literacy.objects.filter(revision=revision):
        for criterion in _criteria(literacy):
            names = found.setdefault(criterion, [])
            if literacy.name not in names:
                names.append(literacy.name)
    return Counting({criterion: tuple(names) for criterion, names in found.items()})


def active_plan() -> Plan | None:
    """The plan that the city uses, if it has said which."""
    return Plan.objects.filter(code=city().active_plan).first()


def revision_on(today: date) -> PlanRevision | None:
    """The revision of the city's plan in force today."""
    plan = active_plan()
    return PlanRevision.objects.in_force(plan, today) if plan else None


def _criteria(literacy: Literacy) -> list[tuple[str, str]]:
    return [
        (criterion["kind"], criterion["code"])
        for pathway in literacy.pathways
        for criterion in pathway["criteria"]
    ]
