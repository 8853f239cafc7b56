"""A correction restates 採用年月日; no other file does."""

from dataclasses import replace
from datetime import date

from learning.people.roster.columns import Field
from tests.unit.learning.people.roster.sample import (
    CITIZENS,
    OLD,
    compared,
    found,
    person,
    row,
    spans,
)

LATER = date(2021, 4, 1)
EARLIER = date(2015, 4, 1)
COLUMNS = (Field.HIRED_ON, Field.TERM_FROM, Field.EFFECTIVE_ON)


def corrected(stored, *rows, correction=True):
    return compared([stored], rows, columns=COLUMNS, correction=correction)


def test_a_later_first_day_moves_employment_posting_and_name():
    changes = corrected(person(), row(hired_on=LATER))
    assert found(changes) == [("correction", "000101")]
    (change,) = changes.changes
    assert (change.before, change.after) == ("2020-04-01", "2021-04-01")
    after = changes.people[0].after
    assert after.employments[0].starts_on == LATER
    assert spans(after) == [(CITIZENS, LATER, None, "appointed")]
    assert after.names[0].starts_on == LATER
    assert not changes.errors


def test_an_earlier_first_day_does_not_open_a_post_before_its_department():
    # 市民課 is known since 2020-04-01
    changes = corrected(person(), row(hired_on=EARLIER))
    after = changes.people[0].after
    assert after.employments[0].starts_on == EARLIER
    assert spans(after) == [(CITIZENS, OLD, None, "appointed")]


def test_the_present_post_begins_with_its_own_order():
    both = row(hired_on=LATER, effective_on=date(2023, 4, 1))
    after = corrected(person(), both).people[0].after
    assert after.employments[0].starts_on == LATER
    assert spans(after) == [(CITIZENS, date(2023, 4, 1), None, "appointed")]


def test_without_the_mark_of_a_correction_nothing_is_restated():
    assert found(corrected(person(), row(hired_on=LATER), correction=False)) == []


def test_the_first_day_in_the_city_is_not_that_of_a_renewal():
    stored = person()
    renewed = replace(stored.employments[0], cause="renewed")
    stored = replace(stored, employments=(renewed,))
    assert found(corrected(stored, row(hired_on=EARLIER))) == []
    assert found(corrected(stored, row(hired_on=EARLIER, term_from=LATER))) == [
        ("correction", "000101")
    ]


def test_a_first_day_after_the_day_of_the_file_is_left_alone():
    changes = corrected(person(), row(hired_on=date(2026, 5, 1)))
    assert ("correction", "000101") not in found(changes)


def test_the_same_correction_twice_changes_nothing():
    said = row(hired_on=LATER)
    after = corrected(person(), said).people[0].after
    stored = replace(
        after,
        employments=tuple(replace(e, id=1) for e in after.employments),
        postings=tuple(replace(p, id=1) for p in after.postings),
        names=tuple(replace(n, id=1) for n in after.names),
    )
    assert found(corrected(stored, said)) == []
