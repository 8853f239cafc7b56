"""What a save does: fresh, repeated, stale, cleared, late. On both databases."""

from datetime import timedelta

import pytest

from quizzes.item_types import Answer
from quizzes.models import Attempt, Response
from quizzes.saving import Outcome, Save, Saved, save_response
from tests.factories.quizzes import START, AttemptFactory

pytestmark = pytest.mark.django_db

GRACE = timedelta(seconds=30)
A, B = Answer(given={"chosen": ("a",)}), Answer(given={"chosen": ("b",)})


@pytest.fixture
def attempt():
    return AttemptFactory(timed=True)


def save(attempt, answer=A, base=0, save_id="one", at=START, position=0):
    return save_response(
        attempt_id=attempt.pk,
        save=Save(position=position, answer=answer, base=base, save_id=save_id),
        at=at,
        grace=GRACE,
    )


def stored(attempt, position=0):
    row = Response.objects.get(attempt=attempt, position=position)
    return row.value, row.sequence, row.save_id, row.saved_at


def test_a_first_save_gets_sequence_1(attempt, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert save(attempt) == Saved(Outcome.SAVED, A, 1)
    assert stored(attempt) == ({"chosen": ["a"]}, 1, "one", START)


def test_a_change_from_what_was_last_seen_replaces_it(attempt):
    save(attempt)
    later = START + timedelta(minutes=1)
    assert save(attempt, B, base=1, save_id="two", at=later).sequence == 2
    assert stored(attempt) == ({"chosen": ["b"]}, 2, "two", later)


def test_the_same_save_again_is_acknowledged_again(attempt, django_assert_num_queries):
    save(attempt)
    with django_assert_num_queries(2):
        again = save(attempt)
    assert again == Saved(Outcome.DUPLICATE, A, 1)
    assert stored(attempt)[1] == 1


def test_an_older_tab_never_overwrites_and_is_told_the_newer_answer(attempt):
    save(attempt)
    save(attempt, B, base=1, save_id="two")
    stale = save(attempt, A, base=1, save_id="three")
    assert stale == Saved(Outcome.STALE, B, 2)
    assert stored(attempt)[0] == {"chosen": ["b"]}


def test_a_page_that_saw_no_answer_is_stale_once_there_is_one(attempt):
    save(attempt)
    assert save(attempt, B, base=0, save_id="two") == Saved(Outcome.STALE, A, 1)


def test_a_cleared_answer_is_a_row_with_an_empty_value(attempt):
    save(attempt)
    assert save(attempt, Answer(), base=1, save_id="two").sequence == 2
    assert stored(attempt)[0] == {}


def test_saves_are_taken_within_the_grace_and_not_after(attempt):
    end = attempt.closes_at
    assert save(attempt, at=end + GRACE).outcome == Outcome.SAVED
    late = save(
        attempt, B, base=1, save_id="two", at=end + GRACE + timedelta(seconds=1)
    )
    assert late == Saved(Outcome.CLOSED, A, 1)
    assert stored(attempt)[0] == {"chosen": ["a"]}


def test_a_save_that_counted_is_acknowledged_even_after_the_end(attempt):
    save(attempt)
    Attempt.objects.filter(pk=attempt.pk).update(state=Attempt.State.WITHDRAWN)
    assert save(attempt).outcome == Outcome.DUPLICATE


def test_without_a_time_limit_there_is_no_end():
    attempt = AttemptFactory()
    assert save(attempt, at=START + timedelta(days=400)).outcome == Outcome.SAVED


@pytest.mark.parametrize("trait", ["passed", "withdrawn", "prepared"])
def test_an_attempt_that_is_not_open_takes_nothing(trait):
    attempt = AttemptFactory(**{trait: True})
    assert save(attempt) == Saved(Outcome.CLOSED, Answer(), 0)
    assert not Response.objects.exists()


def test_positions_are_independent(attempt):
    save(attempt)
    assert save(attempt, B, position=1, save_id="two").sequence == 1
    assert Response.objects.filter(attempt=attempt).count() == 2
