"""Taking in a plan's file as a person wishes it: the revision, then who has attained.

Not one transaction: attainment follows in batches, so that nobody waits for the plan.
An interruption is mended by ``rebuild_attainment``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from learning.literacy.actions import attainment
from learning.literacy.actions.plans import import_plan
from learning.literacy.attainment_rows import LiteracyRules, literacy_rules
from learning.literacy.models import Plan, PlanRevision
from learning.literacy.plan_document import PlanDocument
from learning.literacy.plan_start import Start, Wish, start_of
from learning.people.models import User


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in came to; ``start`` is None where nothing had changed."""

    revision: PlanRevision
    start: Start | None
    changed: attainment.Changed


def take_in(
    *,
    document: PlanDocument,
    wish: Wish,
    today: date,
    by: User | None,
    at: datetime,
) -> Taken:
    """Make a plan's changed text a revision, and bring attainment up to date.

    The same text with the same wish changes nothing. Only literacies whose rules differ
    are computed anew.
    """
    latest = unchanged(document, wish)
    if latest is not None:
        return Taken(latest, None, attainment.Changed())
    start = planned_start(document, wish, today)
    before = _rules(document)
    imported = import_plan(
        document=document,
        effective_on=start.day,
        is_correction=wish.is_correction,
        by=by,
        at=at,
    )
    moved = differing(before, _rules(document))
    plan = imported.revision.plan
    changed = attainment.rebuild(plan=plan, literacies=moved)
    return Taken(imported.revision, start, changed)


def unchanged(document: PlanDocument, wish: Wish) -> PlanRevision | None:
    """The newest revision, if the document says the same from the wished day."""
    revisions = PlanRevision.objects.filter(plan__code=document.code)
    latest = revisions.order_by("number").last()
    if latest is None or latest.digest != document.digest():
        return None
    day = wish.effective_on
    if day is None and wish.is_correction:
        day = document.effective_on
    return latest if day in (None, latest.effective_on) else None


def planned_start(document: PlanDocument, wish: Wish, today: date) -> Start:
    """From which day the document would be in force."""
    revisions = PlanRevision.objects.filter(plan__code=document.code)
    days = revisions.values_list("effective_on", flat=True)
    return start_of(document.effective_on, wish, days, today)


def differing(
    before: tuple[LiteracyRules, ...], after: tuple[LiteracyRules, ...]
) -> frozenset[str]:
    """Codes of the literacies of one plan whose rules are not the same in both."""
    was = {one.literacy_code: one.rules for one in before}
    becomes = {one.literacy_code: one.rules for one in after}
    codes = was.keys() | becomes.keys()
    return frozenset(code for code in codes if was.get(code) != becomes.get(code))


def _rules(document: PlanDocument) -> tuple[LiteracyRules, ...]:
    plan = Plan.objects.filter(code=document.code).first()
    return literacy_rules(plan) if plan else ()
