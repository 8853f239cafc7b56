"""The first day on which two tellings of one person differ, by hand."""

from dataclasses import replace

from learning.people.roster.state import PostingRow, first_difference

from .sample import APRIL, CITIZENS, OCTOBER, OLD, TAX

HERE = PostingRow("e1", CITIZENS, OLD, id=1)


def test_the_same_rows_do_not_differ_whatever_their_ids():
    assert first_difference([HERE], [replace(HERE, id=None)]) is None


def test_a_move_differs_from_its_day_and_not_from_the_beginning():
    moved = [replace(HERE, ends_on=APRIL), PostingRow("e1", TAX, APRIL)]
    assert first_difference([HERE], moved) == APRIL
    assert first_difference(moved, [HERE]) == APRIL


def test_of_two_ends_the_earlier_is_the_first_day():
    early, late = replace(HERE, ends_on=APRIL), replace(HERE, ends_on=OCTOBER)
    assert first_difference([late], [early]) == APRIL


def test_what_is_new_differs_from_its_start():
    assert first_difference([], [HERE]) == OLD
