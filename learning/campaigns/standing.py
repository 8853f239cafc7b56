"""Knows how an obligation stands on a day: assignment + facts + day -> a word.

Pure: no Django, no clock. Nothing here is stored: overdue, above all, is computed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How one person's obligation in one cycle stands."""

    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    OVERDUE = "overdue"
    PAUSED = "paused"
    EXEMPTED = "exempted"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Whether something is left to do now."""
        return self in (Standing.ASSIGNED, Standing.IN_PROGRESS, Standing.OVERDUE)

    @property
    def is_counted(self) -> bool:
        """Whether the person is in the denominator."""
        return self.is_open or self is Standing.COMPLETED


@dataclass(frozen=True, slots=True)
class Obligation:
    """What was asked, and whether it was taken back. ``due_on`` is the last day."""

    due_on: date
    exempted_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened: first day of each, and whether the person is absent on the day."""

    completed_on: date | None = None
    started_on: date | None = None
    is_absent: bool = False
    lessons_done: int = 0


NOTHING_YET = Facts()


def standing(obligation: Obligation, facts: Facts, *, day: date) -> Standing:
    """Say how an obligation stands on a day; what comes first here decides.

    Withdrawn, else completed (also by somebody exempt or absent), else exempted, else
    paused, else overdue from the day after the due day, else in progress, else assigned.
    """
    if _happened(obligation.withdrawn_on, day):
        return Standing.WITHDRAWN
    if _happened(facts.completed_on, day):
        return Standing.COMPLETED
    if _happened(obligation.exempted_on, day):
        return Standing.EXEMPTED
    if facts.is_absent:
        return Standing.PAUSED
    if day > obligation.due_on:
        return Standing.OVERDUE
    if _happened(facts.started_on, day):
        return Standing.IN_PROGRESS
    return Standing.ASSIGNED


def _happened(on: date | None, day: date) -> bool:
    return on is not None and on <= day
