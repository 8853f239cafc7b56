"""Limits with accommodation and overrides: the quiz's first, then what is added."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from quizzes.attempt_life import (
    Exemption,
    State,
    Terms,
    extended,
    may_extend,
    may_regrade,
    takes_answers,
    terms,
)

NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
GRACE = timedelta(seconds=30)


@pytest.mark.parametrize(
    ("limit", "factor", "extra", "expected"),
    [
        (20, "1", 0, 20),
        (20, "1.5", 0, 30),
        (25, "1.25", 0, 32),  # 31.25, rounded up for the person
        (20, "1.5", 10, 40),  # 20 × 1.5 + 10, not (20 + 10) × 1.5
        (None, "1.5", 10, None),
    ],
)
def test_time_is_multiplied_then_added(limit, factor, extra, expected):
    found = terms(
        limit_minutes=limit,
        attempts_allowed=None,
        time_factor=Decimal(factor),
        exemptions=[Exemption(extra_minutes=extra)],
    )
    assert found.limit_minutes == expected


def test_extra_attempts_add_up_and_no_limit_stays_none():
    two = [Exemption(extra_attempts=1), Exemption(extra_attempts=2)]
    limited = terms(limit_minutes=None, attempts_allowed=1, exemptions=two)
    free = terms(limit_minutes=None, attempts_allowed=None, exemptions=two)
    assert (limited.attempts_allowed, free.attempts_allowed) == (4, None)


def test_the_last_window_replaces_the_earlier_one():
    given = [
        Exemption(opens_at=NINE, closes_at=NINE + HOUR),
        Exemption(extra_minutes=5),
        Exemption(closes_at=NINE + 3 * HOUR),
    ]
    found = terms(limit_minutes=60, attempts_allowed=None, exemptions=given)
    assert (found.opens_at, found.closes_at) == (None, NINE + 3 * HOUR)


def test_an_attempt_ends_with_its_time_or_with_the_window():
    found = Terms(limit_minutes=60, closes_at=NINE + 90 * MINUTE)
    assert found.end_of(NINE) == NINE + HOUR
    assert found.end_of(NINE + HOUR) == NINE + 90 * MINUTE
    assert Terms().end_of(NINE) is None


def test_a_window_opens_at_its_first_moment_and_closes_at_its_last():
    found = Terms(opens_at=NINE, closes_at=NINE + HOUR)
    assert not found.has_opened(NINE - MINUTE)
    assert found.has_opened(NINE)
    assert not found.has_closed(NINE + HOUR - MINUTE)
    assert found.has_closed(NINE + HOUR)


@pytest.mark.parametrize(
    ("after_the_end", "expected"),
    [(-1, True), (0, True), (30, True), (31, False)],
)
def test_answers_are_taken_and_time_added_until_the_grace_is_over(
    after_the_end, expected
):
    at = NINE + timedelta(seconds=after_the_end)
    assert takes_answers(State.IN_PROGRESS, NINE, at, GRACE) is expected
    assert may_extend(State.IN_PROGRESS, NINE, at, GRACE) is expected


def test_only_a_running_attempt_takes_answers_and_only_a_finished_one_is_regraded():
    taking = {s for s in State if takes_answers(s, None, NINE, GRACE)}
    assert taking == {State.IN_PROGRESS}
    assert {s for s in State if may_regrade(s)} == {State.FINISHED}


def test_what_has_no_end_is_not_extended():
    assert not may_extend(State.IN_PROGRESS, None, NINE, GRACE)
    assert extended(NINE, 10) == NINE + 10 * MINUTE
