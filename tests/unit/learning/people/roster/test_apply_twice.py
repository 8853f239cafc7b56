"""Property: after applying what a comparison found, comparing again finds nothing."""

from dataclasses import replace
from datetime import date
from itertools import count, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.people.roster.columns import Field
from learning.people.roster.compare import compare
from learning.people.roster.rows import ParsedRoster
from learning.people.roster.state import State

from .sample import (
    APRIL,
    COLUMNS,
    DEPARTMENTS,
    GONE,
    NEXT,
    OCTOBER,
    OLD,
    Terms,
    person,
    row,
)

ALL = COLUMNS | {Field.TERM_UNTIL, Field.ABSENCE, Field.POSTING_KIND, Field.LEFT_ON}
DAYS = st.sampled_from([None, date(2026, 2, 1), APRIL, date(2026, 6, 15), OCTOBER])
ENDS = st.sampled_from([None, None, APRIL, OCTOBER, date(2027, 4, 1)])


def applied(state, changes):
    """The state with every changed person's rows recorded: as the action does it."""
    ids = count(1000)
    people = {p.key: p for p in state.people}
    for change in changes.people:
        people[change.after.key] = recorded(change.after, ids)
    return replace(state, people=list(people.values()))


def recorded(one, ids):
    def saved(rows):
        return tuple(r if r.id else replace(r, id=next(ids)) for r in rows)

    return replace(
        one,
        id=one.id or next(ids),
        names=saved(one.names),
        employments=saved(one.employments),
        postings=saved(one.postings),
        absences=saved(one.absences),
    )


@st.composite
def files(draw):
    rows = []
    for line, number in enumerate(draw(st.lists(st.integers(1, 6), unique=True)), 2):
        code = draw(st.sampled_from(["0101", "0102", "0104"]))
        hired_on, effective_on, ends_on = draw(DAYS), draw(DAYS), draw(ENDS)
        if ends_on and ends_on <= max(hired_on or OLD, effective_on or OLD):
            ends_on = None  # such a row is an error of its own
        rows.append(
            row(
                f"{number:06d}",
                f"職員　{number}",
                f"ショクイン　{'アイウエオカキ'[number] * 3}",
                line=line,
                department_code=code,
                post_title=draw(st.sampled_from(["主事", "係長"])),
                employment_type=draw(st.sampled_from(["regular", "fixed_term"])),
                effective_on=effective_on,
                hired_on=hired_on,
                ends_on=ends_on,
                left=ends_on is not None and draw(st.booleans()),
                absence=draw(st.sampled_from(["none", "leave", "dispatched"])),
            )
        )
    return rows


def stored_people(numbers):
    kana = "アイウエオカキ"
    return [
        person(
            f"{n:06d}",
            f"職員　{n}",
            f"ショクイン　{kana[n] * 3}",
            department=GONE if n == 1 else NEXT if n == 2 else 1,
            starts_on=APRIL if n == 2 else date(2020, 4, 1),
        )
        for n in numbers
    ]


@pytest.mark.slow
@settings(max_examples=200)
@given(files(), st.sets(st.integers(1, 6)), st.sampled_from([APRIL, date(2026, 7, 1)]))
def test_applying_twice_is_applying_once(rows, numbers, as_of):
    state = State(
        stored_people(sorted(numbers)), DEPARTMENTS, {GONE: frozenset({NEXT})}
    )
    roster = ParsedRoster("名簿.csv", rows, [], (), frozenset(ALL))
    terms = Terms("main", as_of)
    first = compare(state=state, roster=roster, terms=terms)
    if not first.is_applicable:
        return
    again = compare(state=applied(state, first), roster=roster, terms=terms)
    assert list(again.people) == []
    assert [c for c in again.changes if c.category != "awaiting"] == []


@pytest.mark.slow
@settings(max_examples=100)
@given(files(), st.sets(st.integers(1, 6)))
def test_no_two_main_postings_of_a_person_meet(rows, numbers):
    state = State(stored_people(sorted(numbers)), DEPARTMENTS, {})
    roster = ParsedRoster("名簿.csv", rows, [], (), frozenset(ALL))
    changes = compare(state=state, roster=roster, terms=Terms("main", APRIL))
    if not changes.is_applicable:
        return
    for change in changes.people:
        mains = sorted(
            (p for p in change.after.postings if p.kind == "main"),
            key=lambda p: p.starts_on,
        )
        for one, other in pairwise(mains):
            assert one.ends_on is not None
            assert one.ends_on <= other.starts_on
        for rows_of in (change.after.employments, change.after.postings):
            assert all(r.ends_on is None or r.starts_on < r.ends_on for r in rows_of)
        for posting in change.after.postings:
            around = change.after.employment(posting.employment)
            assert around.starts_on <= posting.starts_on
