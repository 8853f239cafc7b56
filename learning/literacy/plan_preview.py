"""Shows what a new text of a plan would change before anything is saved."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from learning.literacy.attainment import attainment_intervals
from learning.literacy.attainment_rows import facts_of, rules_after
from learning.literacy.models import Attainment, Evidence, Plan
from learning.literacy.plan_changes import PlanChange, changes
from learning.literacy.plan_document import PlanDocument

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Moved:
    """How many people have a literacy on the day, now and under the new text."""

    code: str
    name: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """People gained; negative for lost."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """What would change; ``plan`` is None for a plan that is new here."""

    plan: Plan | None
    changes: tuple[PlanChange, ...]
    moved: tuple[Moved, ...]


def preview(document: PlanDocument, effective_on: date, day: date) -> PlanPreview:
    """Compare a document with the plan's latest revision, and count people on ``day``.

    People are counted over everybody with evidence, whoever is in audience.
    """
    plan = Plan.objects.filter(code=document.code).first()
    if plan is None:
        return PlanPreview(None, (), ())
    latest = plan.revisions.order_by("-number").first()
    found = changes(latest.document if latest else {}, document.to_data())
    now = _attained(plan, day)
    then = _would_be_attained(plan, document, effective_on, day)
    names = {literacy.code: literacy.name for literacy in document.literacies}
    codes = dict.fromkeys([*names, *sorted(now)])
    moved = tuple(
        Moved(code, names.get(code, code), now[code], then[code]) for code in codes
    )
    return PlanPreview(plan, tuple(found), moved)


def _attained(plan: Plan, day: date) -> Counter[str]:
    rows = Attainment.objects.on(day).filter(plan=plan).values_list("literacy_code")
    return Counter(dict(rows.annotate(people=Count("pk"))))


def _would_be_attained(
    plan: Plan, document: PlanDocument, effective_on: date, day: date
) -> Counter[str]:
    rules = rules_after(plan, document, effective_on)
    people = list(
        Evidence.objects.order_by().values_list("employee_id", flat=True).distinct()
    )
    counts: Counter[str] = Counter()
    for start in range(0, len(people), BATCH):
        for facts in facts_of(people[start : start + BATCH]).values():
            for literacy in rules:
                for interval in attainment_intervals(literacy.rules, facts):
                    ends_on = interval.ends_on
                    if interval.starts_on <= day and (ends_on is None or day < ends_on):
                        counts[literacy.literacy_code] += 1
    return counts
