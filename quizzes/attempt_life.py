"""The states of an attempt, which may follow which, and what the clock means for it.

The one place that knows: saving explains a refusal by it, actions ask it before they
change anything, and a stateful test drives both against a model of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

DEFAULT_GRACE = timedelta(seconds=30)
NO_FACTOR = Decimal(1)


class State(StrEnum):
    """Where an attempt stands; the model stores these values."""

    PREPARED = "prepared"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


# A finished attempt stays finished. Its answers are a fact; its score is worked out
# anew only where an item's key was wrong (regrading), with before and after kept.
MOVES = {
    State.PREPARED: frozenset({State.IN_PROGRESS, State.WITHDRAWN}),
    State.IN_PROGRESS: frozenset({State.FINISHED, State.WITHDRAWN}),
    State.FINISHED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Exemption:
    """What one override adds; a window replaces an earlier one."""

    extra_minutes: int = 0
    extra_attempts: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one person and one quiz; None: no limit.

    ``opens_at`` and ``closes_at`` are the window in which the person may answer.
    """

    limit_minutes: int | None = None
    attempts_allowed: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    def has_opened(self, at: datetime) -> bool:
        """Whether the window, if there is one, has begun."""
        return self.opens_at is None or self.opens_at <= at

    def has_closed(self, at: datetime) -> bool:
        """Whether the window, if there is one, is over."""
        return self.closes_at is not None and self.closes_at <= at

    def end_of(self, started_at: datetime) -> datetime | None:
        """The end of an attempt that starts now: of its time or of the window."""
        ends = [closes_at(started_at, self.limit_minutes), self.closes_at]
        return min((end for end in ends if end is not None), default=None)


def terms(
    *,
    limit_minutes: int | None,
    attempts_allowed: int | None,
    time_factor: Decimal = NO_FACTOR,
    exemptions: Iterable[Exemption] = (),
) -> Terms:
    """Return the quiz's limits with the person's accommodation and overrides.

    The limit is multiplied first, rounded up to whole minutes, and the extra minutes
    added; extra attempts add up; the last window given holds. What has no limit stays
    without one.
    """
    opens_at = ends_at = None
    minutes = attempts = 0
    for each in exemptions:
        minutes += each.extra_minutes
        attempts += each.extra_attempts
        if each.opens_at is not None or each.closes_at is not None:
            opens_at, ends_at = each.opens_at, each.closes_at
    if limit_minutes is not None:
        longer = (limit_minutes * time_factor).to_integral_value(ROUND_CEILING)
        limit_minutes = int(longer) + minutes
    if attempts_allowed is not None:
        attempts_allowed += attempts
    return Terms(limit_minutes, attempts_allowed, opens_at, ends_at)


def takes_answers(
    state: str, end: datetime | None, at: datetime, grace: timedelta
) -> bool:
    """Whether a save that comes now is taken; ``saving`` says the same in SQL."""
    return State(state) is State.IN_PROGRESS and not is_overdue(end, at, grace)


def may_extend(
    state: str, end: datetime | None, at: datetime, grace: timedelta
) -> bool:
    """Whether time may be added: it runs against a clock that is not yet over."""
    return end is not None and takes_answers(state, end, at, grace)


def may_regrade(state: str) -> bool:
    """Whether a corrected key may change the score: only what has one."""
    return State(state) is State.FINISHED


def may_move(state: str, target: str) -> bool:
    """Whether an attempt in ``state`` may go to ``target``."""
    return State(target) in MOVES[State(state)]


def may_start_another(used: int, allowed: int | None) -> bool:
    """Whether one more attempt is allowed.

    ``used`` counts finished attempts (withdrawn ones don't count); None: no limit.
    """
    return allowed is None or used < allowed


def closes_at(started_at: datetime, limit_minutes: int | None) -> datetime | None:
    """Return the end of an attempt, or None without a time limit."""
    if limit_minutes is None:
        return None
    return started_at + timedelta(minutes=limit_minutes)


def extended(end: datetime | None, minutes: int) -> datetime | None:
    """Return the end with minutes added; counted from the end, not from now."""
    return None if end is None else end + timedelta(minutes=minutes)


def submitted_at(at: datetime, end: datetime | None) -> datetime:
    """Return the time that counts: of the submission, at the latest the end."""
    return at if end is None else min(at, end)


def is_time_up(end: datetime | None, at: datetime) -> bool:
    """Whether the end has come; saves are still taken during the grace."""
    return end is not None and at >= end


def is_overdue(end: datetime | None, at: datetime, grace: timedelta) -> bool:
    """Whether no save may come any more, so that the attempt is to be closed."""
    return end is not None and end + grace < at


def remaining_seconds(end: datetime | None, at: datetime) -> int | None:
    """Whole seconds until the end, never below 0; None without a time limit."""
    if end is None:
        return None
    return max(0, int((end - at).total_seconds()))
