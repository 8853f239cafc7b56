"""Attainment: what must hold whatever the evidence and the rules are."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from learning.literacy.attainment import (
    EvidenceFact,
    attainment_intervals,
    rules_in_force,
)
from learning.literacy.rules import (
    Criterion,
    CriterionKind,
    Pathway,
    Validity,
    ValidityKind,
)

START = date(2024, 4, 1)
HORIZON = 1500

days = st.integers(0, HORIZON).map(lambda n: START + timedelta(days=n))
codes = st.sampled_from("abc")
validities = st.one_of(
    st.just(Validity()),
    st.just(Validity(ValidityKind.FISCAL_YEAR)),
    st.integers(1, 30).map(lambda n: Validity(ValidityKind.MONTHS, n)),
)
pathways = st.lists(
    st.builds(
        lambda wanted, validity: Pathway(
            "", tuple(Criterion(CriterionKind.QUIZ, c) for c in wanted), validity
        ),
        st.lists(codes, min_size=1, max_size=2),
        validities,
    ),
    max_size=2,
).map(tuple)
revisions = st.lists(st.tuples(days, st.integers(1, 9), pathways), max_size=3).map(
    rules_in_force
)


@st.composite
def histories(draw, prefix="e"):
    parts = draw(st.lists(st.tuples(codes, days, st.none() | days), max_size=6))
    return [
        EvidenceFact(f"{prefix}{number}", "quiz_passed", code, on, until)
        for number, (code, on, until) in enumerate(parts)
    ]


def attained_days(intervals):
    found = set()
    for interval in intervals:
        end = interval.ends_on or START + timedelta(days=HORIZON + 1200)
        found.update(
            interval.starts_on + timedelta(days=n)
            for n in range((end - interval.starts_on).days)
        )
    return found


def met_by_definition(rules, evidence, day):
    """The definition, asked of one day."""
    for rule in rules:
        if not (rule.starts_on <= day and (rule.ends_on is None or day < rule.ends_on)):
            continue
        for pathway in rule.pathways:
            if all(
                any(
                    fact.subject_code == criterion.code
                    and fact.on <= day
                    and (fact.valid_until is None or day < fact.valid_until)
                    and (
                        (end := pathway.validity.ends_on(fact.on)) is None or day < end
                    )
                    for fact in evidence
                )
                for criterion in pathway.criteria
            ):
                return True
    return False


@given(revisions, histories())
def test_the_intervals_are_the_days_of_the_definition(rules, evidence):
    found = attained_days(attainment_intervals(rules, evidence))
    changes = {START}
    for rule in rules:
        changes |= {rule.starts_on, rule.ends_on or START}
        for fact in evidence:
            changes |= {fact.on, fact.valid_until or START}
            for pathway in rule.pathways:
                changes.add(pathway.validity.ends_on(fact.on) or START)
    for change in changes:
        for day in (change - timedelta(days=1), change):
            assert (day in found) is met_by_definition(rules, evidence, day)


@given(revisions, histories(), st.randoms(use_true_random=False))
def test_the_order_of_evidence_does_not_matter(rules, evidence, random):
    shuffled = random.sample(evidence, len(evidence))
    assert attainment_intervals(rules, shuffled) == attainment_intervals(
        rules, evidence
    )


@given(revisions, histories(), histories("more"))
def test_more_evidence_never_shrinks_the_attained_days(rules, evidence, more):
    before = attained_days(attainment_intervals(rules, evidence))
    assert before <= attained_days(attainment_intervals(rules, evidence + more))


@given(revisions, histories())
def test_intervals_are_in_order_and_never_touch(rules, evidence):
    intervals = attainment_intervals(rules, evidence)
    for first, second in pairwise(intervals):
        assert first.ends_on is not None
        assert first.ends_on < second.starts_on
    for interval in intervals:
        assert interval.ends_on is None or interval.starts_on < interval.ends_on


@given(revisions, histories())
def test_what_an_interval_rests_on_suffices_for_it(rules, evidence):
    for interval in attainment_intervals(rules, evidence):
        rests_on = [fact for fact in evidence if fact.public_id in interval.rests_on]
        assert len(rests_on) == len(set(interval.rests_on))
        enough = attained_days(attainment_intervals(rules, rests_on))
        assert attained_days([interval]) <= enough
