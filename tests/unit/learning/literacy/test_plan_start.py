"""From which day a changed plan is in force."""

from datetime import date

import pytest

from learning.literacy.plan_start import Start, Wish, start_of

TODAY = date(2026, 11, 20)
OLD = date(2022, 4, 1)
SPRING = date(2026, 4, 1)
NEXT = date(2027, 4, 1)


def test_the_first_text_holds_from_its_own_day():
    assert start_of(OLD, Wish(), [], TODAY) == Start(OLD)


@pytest.mark.parametrize("in_file", [OLD, SPRING])
def test_a_file_that_repeats_an_old_day_holds_from_today(in_file):
    start = start_of(in_file, Wish(), [OLD, SPRING], TODAY)
    assert start == Start(TODAY, postponed_from=in_file)


def test_a_raised_day_is_taken_and_said_to_restate_what_is_past():
    assert start_of(SPRING, Wish(), [OLD], TODAY) == Start(SPRING, restates_from=SPRING)
    assert start_of(NEXT, Wish(), [OLD], TODAY) == Start(NEXT)


def test_a_correction_holds_from_the_files_day():
    start = start_of(OLD, Wish(is_correction=True), [OLD], TODAY)
    assert start == Start(OLD, restates_from=OLD)


def test_a_correction_before_a_later_revision_ends_where_that_begins():
    start = start_of(OLD, Wish(is_correction=True), [OLD, SPRING], TODAY)
    assert start == Start(OLD, restates_from=OLD, holds_until=SPRING)


def test_a_chosen_day_is_taken():
    assert start_of(OLD, Wish(effective_on=NEXT), [OLD], TODAY) == Start(NEXT)
    assert start_of(OLD, Wish(effective_on=TODAY), [OLD], TODAY) == Start(TODAY)
    past = start_of(OLD, Wish(effective_on=SPRING), [OLD], TODAY)
    assert past == Start(SPRING, restates_from=SPRING)


def test_a_text_that_has_not_begun_is_replaced_on_its_own_day():
    assert start_of(NEXT, Wish(), [OLD, NEXT], TODAY) == Start(NEXT)
    assert start_of(OLD, Wish(), [OLD, NEXT], TODAY) == Start(NEXT, postponed_from=OLD)
