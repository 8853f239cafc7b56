"""Knows when a person has a literacy: rules + evidence -> attainment intervals.

Pure: no Django, no clock, no settings. A literacy is attained on a day if, under the
rules in force on that day, all criteria of some pathway are met by evidence that counts
on that day. Withdrawn evidence must not be passed in.

All intervals are half-open, ``[starts_on, ends_on)``; an end of None never comes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from learning.literacy.rules import Criterion, CriterionKind, Pathway, Validity

EVIDENCE_KIND = {
    CriterionKind.COURSE: "course_completed",
    CriterionKind.QUIZ: "quiz_passed",
    CriterionKind.QUALIFICATION: "qualified",
    CriterionKind.RECOGNISED: "recognised",
    CriterionKind.ATTENDED: "attended",
}


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """One standing piece of evidence of one person.

    ``valid_until`` is the first day on which it no longer counts of itself;
    ``scaled_score`` and the section shares are 0..1.
    """

    public_id: str
    kind: str
    subject_code: str
    on: date
    valid_until: date | None = None
    scaled_score: Decimal | None = None
    section_shares: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """The pathways of one literacy from a day until the next revision's first day."""

    starts_on: date
    ends_on: date | None
    pathways: tuple[Pathway, ...]


@dataclass(frozen=True, slots=True)
class AttainmentInterval:
    """Attained from a day until a day, and the public ids of the evidence it rests on."""

    starts_on: date
    ends_on: date | None
    rests_on: tuple[str, ...]

    def covers(self, day: date) -> bool:
        """Whether it is attained on ``day``."""
        return self.starts_on <= day and _is_after(self.ends_on, day)


@dataclass(frozen=True, slots=True)
class _Counting:
    """One piece of evidence while it counts for one criterion."""

    public_id: str
    starts_on: date
    ends_on: date | None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


_FactsBySubject = dict[tuple[str, str], list[EvidenceFact]]
_Options = tuple[tuple[_Counting, ...], ...]
"""Per criterion of one pathway the evidence that meets it, earliest first."""


def rules_in_force(
    revisions: Iterable[tuple[date, int, tuple[Pathway, ...]]],
) -> tuple[RulesInForce, ...]:
    """Lay the revisions of one literacy on the calendar.

    Parameters
    ----------
    revisions : (effective_on, number, pathways) in any order. A revision that doesn't
        know the literacy is passed with no pathways. Of two with one effective day the
        higher number holds. Revisions in a row that say the same of it are one stretch,
        so that a revision which leaves a literacy's rules alone moves none of its rows.
    """
    by_day: dict[date, tuple[Pathway, ...]] = {}
    for effective_on, _, pathways in sorted(revisions, key=lambda r: (r[0], r[1])):
        by_day[effective_on] = pathways
    days: list[date] = []
    for day in by_day:
        if not days or by_day[day] != by_day[days[-1]]:
            days.append(day)
    return tuple(
        RulesInForce(day, end, by_day[day]) for day, end in zip_longest(days, days[1:])
    )


def attainment_intervals(
    rules: Sequence[RulesInForce], evidence: Iterable[EvidenceFact]
) -> tuple[AttainmentInterval, ...]:
    """Compute when one person has one literacy.

    Parameters
    ----------
    rules : in order of time, not overlapping, as ``rules_in_force`` gives them.
    evidence : of one person, in any order, without what was withdrawn.

    Returns
    -------
    Intervals in order, not touching each other. ``rests_on`` names, in order of use,
    the earliest evidence that suffices, of the first pathway that is met; where that
    ends before the interval does, the evidence that takes over follows.

    Notes
    -----
    Evidence counts from its day until the earlier of its own ``valid_until`` and the
    rule's validity. More evidence never shrinks the attained days.
    """
    facts: _FactsBySubject = defaultdict(list)
    for fact in sorted(evidence, key=lambda fact: (fact.on, fact.public_id)):
        facts[fact.kind, fact.subject_code].append(fact)
    merged: list[AttainmentInterval] = []
    for rule in rules:
        options = [_options(pathway, facts) for pathway in rule.pathways]
        for interval in _within(rule, options):
            _append(merged, interval)
    return tuple(merged)


def meets(criterion: Criterion, fact: EvidenceFact) -> bool:
    """Whether a piece of evidence shows what the criterion asks, at whatever time.

    A quiz must be passed; its scaled score must reach the mark and each named section
    its floor. A section that the evidence doesn't have is not met.
    """
    if (EVIDENCE_KIND[criterion.kind], criterion.code) != (
        fact.kind,
        fact.subject_code,
    ):
        return False
    if criterion.mark is not None and (fact.scaled_score or 0) < criterion.mark:
        return False
    return all(
        fact.section_shares.get(section, Decimal(-1)) >= floor
        for section, floor in criterion.floors
    )


def counts_until(fact: EvidenceFact, validity: Validity) -> date | None:
    """First day on which the evidence no longer counts under a validity."""
    ends = [validity.ends_on(fact.on), fact.valid_until]
    return min((end for end in ends if end is not None), default=None)


def _options(pathway: Pathway, facts: _FactsBySubject) -> _Options:
    return tuple(
        tuple(
            _Counting(fact.public_id, fact.on, end)
            for fact in facts.get((EVIDENCE_KIND[criterion.kind], criterion.code), ())
            if meets(criterion, fact)
            and _is_after(
                end := counts_until(fact, pathway.validity_of(criterion)), fact.on
            )
        )
        for criterion in pathway.criteria
    )


def _within(
    rule: RulesInForce, options: list[_Options]
) -> Iterable[AttainmentInterval]:
    """Walk from one change of support to the next while the rule is in force."""
    starts = {rule.starts_on} | {
        counting.starts_on
        for pathway in options
        for criterion in pathway
        for counting in criterion
        if rule.starts_on < counting.starts_on
    }
    covered_until: date | None = rule.starts_on
    for start in sorted(starts):
        while covered_until is not None and start >= covered_until:
            if not _is_after(rule.ends_on, start):
                return
            support = _support(options, start)
            if support is None:
                break
            end = _earliest([s.ends_on for s in support] + [rule.ends_on])
            ids = tuple(dict.fromkeys(s.public_id for s in support))
            yield AttainmentInterval(start, end, ids)
            covered_until = end
            if end is None:
                return
            start = end


def _support(options: list[_Options], day: date) -> list[_Counting] | None:
    """The earliest sufficient evidence of the first pathway met on ``day``."""
    for pathway in options:
        chosen = [
            next((c for c in counting if c.covers(day)), None) for counting in pathway
        ]
        found = [c for c in chosen if c is not None]
        if pathway and len(found) == len(pathway):
            return found
    return None


def _append(merged: list[AttainmentInterval], interval: AttainmentInterval) -> None:
    """Join an interval to the last one where they touch."""
    last = merged[-1] if merged else None
    if last is None or last.ends_on != interval.starts_on:
        merged.append(interval)
        return
    rests_on = tuple(dict.fromkeys((*last.rests_on, *interval.rests_on)))
    merged[-1] = AttainmentInterval(last.starts_on, interval.ends_on, rests_on)


def _is_after(end: date | None, day: date) -> bool:
    return end is None or end > day


def _earliest(ends: list[date | None]) -> date | None:
    return min((end for end in ends if end is not None), default=None)
