"""Shows what a new text of a plan would change before anything is saved."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from learning.japanese.fiscal_year import fiscal_year, fiscal_year_end
from learning.literacy.actions.plan_taking import differing
from learning.literacy.attainment import attainment_intervals
from learning.literacy.attainment_rows import (
    LiteracyRules,
    facts_of,
    literacy_rules,
    rules_after,
)
from learning.literacy.models import Attainment, Evidence, Plan
from learning.literacy.plan_changes import PlanChange, changes
from learning.literacy.plan_document import PlanDocument
from learning.literacy.plan_start import Start
from learning.literacy.words import rule_words

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Moved:
    """How many people have a literacy on a day, now and under the new text."""

    code: str
    name: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """People gained; negative for lost."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class MovedOn:
    """The figures of one day; ``is_past`` where a report of that day may exist."""

    day: date
    is_past: bool
    lines: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """What would change; ``plan`` is None for a plan that is new here.

    ``recomputed`` names the literacies whose rules differ, ``people`` counts those with
    evidence, whose attainment is computed anew then.
    """

    plan: Plan | None
    changes: tuple[PlanChange, ...]
    moved: tuple[MovedOn, ...]
    recomputed: tuple[str, ...] = ()
    people: int = 0


def preview(document: PlanDocument, start: Start, today: date) -> PlanPreview:
    """Compare a document with the plan's latest revision, and count people.

    Counted are everybody with evidence, whoever is in audience: today, or on the first
    day of a text that begins later; and, where past figures move, on the last 31 March
    that the text restates (else on its first day).
    """
    plan = Plan.objects.filter(code=document.code).first()
    if plan is None:
        return PlanPreview(None, (), ())
    latest = plan.revisions.order_by("-number").first()
    found = changes(latest.document if latest else {}, document.to_data(), rule_words())
    rules = rules_after(plan, document, start.day)
    moving = differing(literacy_rules(plan), rules)
    people = _people_with_evidence() if moving else []
    days = _days(start, today)
    would_be = _would_be_attained(
        [one for one in rules if one.literacy_code in moving], people, days
    )
    names = {literacy.code: literacy.name for literacy in document.literacies}
    return PlanPreview(
        plan=plan,
        changes=tuple(found),
        moved=tuple(
            MovedOn(day, day < today, _lines(names, _attained(plan, day), after))
            for day, after in would_be.items()
        ),
        recomputed=tuple(sorted(moving)),
        people=len(people),
    )


def _days(start: Start, today: date) -> list[date]:
    days = [max(today, start.day)]
    if start.restates_from is not None:
        last = fiscal_year_end(fiscal_year(today) - 1)
        days.append(last if last >= start.restates_from else start.restates_from)
    return days


def _lines(
    names: Mapping[str, str], now: Counter[str], after: Mapping[str, int]
) -> tuple[Moved, ...]:
    """One line per literacy; what no rule touches stays as it is."""
    codes = dict.fromkeys([*names, *sorted(now)])
    return tuple(
        Moved(code, names.get(code, code), now[code], after.get(code, now[code]))
        for code in codes
    )


def _attained(plan: Plan, day: date) -> Counter[str]:
    rows = Attainment.objects.on(day).filter(plan=plan).values_list("literacy_code")
    return Counter(dict(rows.annotate(people=Count("pk"))))


def _people_with_evidence() -> list[int]:
    rows = Evidence.objects.order_by().values_list("employee_id", flat=True)
    return list(rows.distinct())


def _would_be_attained(
    rules: Sequence[LiteracyRules], people: Sequence[int], days: Sequence[date]
) -> dict[date, dict[str, int]]:
    """People by literacy on each day, for the literacies of ``rules``."""
    counts = {day: {one.literacy_code: 0 for one in rules} for day in days}
    for begin in range(0, len(people), BATCH):
        for facts in facts_of(people[begin : begin + BATCH]).values():
            for literacy in rules:
                for interval in attainment_intervals(literacy.rules, facts):
                    for day in days:
                        if interval.covers(day):
                            counts[day][literacy.literacy_code] += 1
    return counts
