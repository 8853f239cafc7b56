"""Reads how one person stands toward each literacy of a plan: for マイページ.

What is attained until when, what counts, what is missing, which states it serves.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from learning.composed import composed
from learning.japanese.wareki import format_wareki_short
from learning.literacy.attainment import EvidenceFact, counts_until, meets
from learning.literacy.attainment_rows import facts_of
from learning.literacy.models import Attainment, Plan, PlanRevision
from learning.literacy.person_facts import person_facts
from learning.literacy.revision_rules import RevisionRules, rules_of
from learning.literacy.rules import Criterion, CriterionKind, Pathway
from learning.literacy.states import state_standing
from learning.literacy.words import (
    Titles,
    criterion_in_words,
    titles_of_criteria,
    validity_in_words,
)
from learning.people.models import Employee

PAGES = {
    CriterionKind.COURSE.value: "courses:resume",
    CriterionKind.QUIZ.value: "quizzes:intro",
}
"""Where what a criterion asks for begins."""


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion in words, and the evidence that meets it today (None: missing).

    ``is_possible`` is False where what it names doesn't exist now. ``last_day`` is the
    last day on which the evidence counts, None for ever.
    """

    words: str
    kind: str
    code: str
    evidence_id: str | None
    on: date | None
    last_day: date | None
    is_possible: bool

    @property
    def is_met(self) -> bool:
        """Whether evidence meets it today."""
        return self.evidence_id is not None

    @property
    def standing(self) -> str:
        """Whether and when it was met, in words."""
        if self.on is None:
            return _("まだ")
        return _("済み（%(day)s）") % {"day": format_wareki_short(self.on)}

    @property
    def url(self) -> str:
        """Where it can be met; empty where it is met or there is no such page."""
        if self.is_met or not self.is_possible or self.kind not in PAGES:
            return ""
        return reverse(PAGES[self.kind], args=[self.code])

    @property
    def note(self) -> str:
        """Until when it counts, or that it can't be met now; empty for most."""
        if self.last_day is not None:
            last_day = format_wareki_short(self.last_day)
            return _("%(day)s まで数えます") % {"day": last_day}
        return "" if self.is_met or self.is_possible else _("今はありません")


@dataclass(frozen=True, slots=True)
class PathwayLine:
    """One way to attain a literacy."""

    name: str
    validity: str
    criteria: tuple[CriterionLine, ...]

    @property
    def met(self) -> int:
        """How many of the criteria are met."""
        return sum(criterion.is_met for criterion in self.criteria)

    @property
    def missing(self) -> tuple[CriterionLine, ...]:
        """Criteria that are not met today."""
        return tuple(c for c in self.criteria if not c.is_met)


@dataclass(frozen=True, slots=True)
class StateLine:
    """A state that a literacy serves, and whether the person has reached it."""

    code: str
    name: str
    reached: bool | None
    certainty: str


@dataclass(frozen=True, slots=True)
class LiteracyLine:
    """How a person stands toward one literacy today.

    ``since`` is the first day of the attainment, ``last_day`` its last (None: no end).
    """

    code: str
    name: str
    is_for_me: bool
    is_attained: bool
    since: date | None
    last_day: date | None
    pathways: tuple[PathwayLine, ...]
    states: tuple[StateLine, ...]

    @property
    def nearest(self) -> PathwayLine | None:
        """The pathway with the fewest criteria missing, the plan's first among equals."""
        possible = [p for p in self.pathways if all(c.is_possible for c in p.missing)]
        candidates = possible or self.pathways
        return min(candidates, key=lambda p: (len(p.missing), -p.met), default=None)

    @property
    def is_begun(self) -> bool:
        """Whether anything counts toward it that is not yet enough."""
        return not self.is_attained and any(p.met for p in self.pathways)


@composed(int, int, date)
def _attained(employee_id: int, plan_id: int, day: date) -> QuerySet:
    return Attainment.objects.on(day).filter(employee_id=employee_id, plan_id=plan_id)


def literacy_standing(
    employee: Employee, plan: Plan, today: date
) -> list[LiteracyLine]:
    """How ``employee`` stands toward each literacy of the plan in force today.

    In the plan's order, those meant for the person and others alike (``is_for_me``);
    empty before the plan's first revision. At most ten queries.
    """
    revision = PlanRevision.objects.in_force(plan, today)
    if revision is None:
        return []
    rules = rules_of(revision)
    attained = {
        row.literacy_code: row for row in _attained(employee.pk, plan.pk, today)
    }
    person = person_facts(employee, today)
    mine = {
        literacy.code
        for literacy in rules.literacies
        if person and literacy.audience.includes(person)
    }
    found = facts_of([employee.pk]).get(employee.pk, [])
    facts = sorted(found, key=lambda fact: (fact.on, fact.public_id))
    titles = titles_of_criteria(rules)
    states = _states(rules, in_audience=mine, attained=set(attained))
    return [
        LiteracyLine(
            code=literacy.code,
            name=literacy.name,
            is_for_me=literacy.code in mine,
            is_attained=literacy.code in attained,
            since=_since(attained.get(literacy.code)),
            last_day=_last_day(attained.get(literacy.code)),
            pathways=tuple(
                _pathway_line(pathway, facts, titles, today)
                for pathway in literacy.pathways
            ),
            states=tuple(states.get(literacy.code, ())),
        )
        for literacy in rules.literacies
    ]


def _pathway_line(
    pathway: Pathway, facts: list[EvidenceFact], titles: Titles, today: date
) -> PathwayLine:
    return PathwayLine(
        name=pathway.name,
        validity=validity_in_words(pathway.validity),
        criteria=tuple(
            _criterion_line(criterion, pathway, facts, titles, today)
            for criterion in pathway.criteria
        ),
    )


def _criterion_line(
    criterion: Criterion,
    pathway: Pathway,
    facts: list[EvidenceFact],
    titles: Titles,
    today: date,
) -> CriterionLine:
    counting = [
        (until, fact)
        for fact in facts
        if meets(criterion, fact) and fact.on <= today
        if (until := counts_until(fact, pathway.validity_of(criterion))) is None
        or until > today
    ]
    until, fact = max(
        counting, key=lambda pair: pair[0] or date.max, default=(None, None)
    )
    return CriterionLine(
        words=criterion_in_words(criterion, titles),
        kind=criterion.kind.value,
        code=criterion.code,
        evidence_id=fact.public_id if fact else None,
        on=fact.on if fact else None,
        last_day=until - timedelta(days=1) if until else None,
        is_possible=titles.knows(criterion.kind.value, criterion.code),
    )


def _states(
    rules: RevisionRules, *, in_audience: set[str], attained: set[str]
) -> dict[str, list[StateLine]]:
    """The states by the code of each literacy that serves them, in the plan's order."""
    found: dict[str, list[StateLine]] = {}
    for state in rules.states:
        stands = state_standing(
            state.links, needs=state.needs, in_audience=in_audience, attained=attained
        )
        for link in state.links:
            line = StateLine(state.code, state.name, stands.reached, link.certainty)
            found.setdefault(link.literacy, []).append(line)
    return found


def _since(row: Attainment | None) -> date | None:
    return row.starts_on if row else None


def _last_day(row: Attainment | None) -> date | None:
    return row.ends_on - timedelta(days=1) if row and row.ends_on else None
