"""The states of an attempt, which may follow which, and what the clock means for it."""

from datetime import datetime, timedelta
from enum import StrEnum

DEFAULT_GRACE = timedelta(seconds=30)


class State(StrEnum):
    """Where an attempt stands; the model stores these values."""

    PREPARED = "prepared"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


# A finished attempt is a fact: it never changes again. What rests on it is corrected
# by withdrawing the evidence.
MOVES = {
    State.PREPARED: frozenset({State.IN_PROGRESS, State.WITHDRAWN}),
    State.IN_PROGRESS: frozenset({State.FINISHED, State.WITHDRAWN}),
    State.FINISHED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


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
