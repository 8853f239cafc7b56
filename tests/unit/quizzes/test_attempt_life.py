"""States of an attempt and what the clock means."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes import attempt_life

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
END = datetime(2026, 11, 20, 9, 20, tzinfo=UTC)
GRACE = timedelta(seconds=30)

ALLOWED = {
    ("prepared", "in_progress"),
    ("prepared", "withdrawn"),
    ("in_progress", "finished"),
    ("in_progress", "withdrawn"),
}


@pytest.mark.parametrize("state", list(attempt_life.State))
@pytest.mark.parametrize("target", list(attempt_life.State))
def test_only_these_moves_are_allowed(state, target):
    assert attempt_life.may_move(state, target) is ((state, target) in ALLOWED)


def test_end_follows_the_limit():
    assert attempt_life.closes_at(START, 20) == END
    assert attempt_life.closes_at(START, None) is None


@pytest.mark.parametrize(
    ("used", "allowed", "may"), [(0, 1, True), (1, 1, False), (99, None, True)]
)
def test_attempts_allowed(used, allowed, may):
    assert attempt_life.may_start_another(used, allowed) is may


def test_the_time_that_counts_is_never_after_the_end():
    assert attempt_life.submitted_at(START, END) == START
    assert attempt_life.submitted_at(END + GRACE, END) == END
    assert attempt_life.submitted_at(END, None) == END


def test_time_is_up_at_the_end_and_overdue_only_after_the_grace():
    assert not attempt_life.is_time_up(END, END - timedelta(seconds=1))
    assert attempt_life.is_time_up(END, END)
    assert not attempt_life.is_overdue(END, END + GRACE, GRACE)
    assert attempt_life.is_overdue(END, END + timedelta(seconds=31), GRACE)
    assert not attempt_life.is_overdue(None, END, GRACE)


def test_remaining_seconds_stop_at_zero():
    assert attempt_life.remaining_seconds(END, START) == 20 * 60
    assert attempt_life.remaining_seconds(END, END + GRACE) == 0
    assert attempt_life.remaining_seconds(None, START) is None
