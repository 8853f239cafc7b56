"""What higher apps know of one person over time, for the person's page.

Higher apps register a reader when they start; people knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from learning.people.listing import may_be_opened
from learning.people.models import Employee, User
from learning.people.permissions import Permission, scope_of


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that a person did or has to do. ``on`` is its day, or the day due."""

    kind: str
    text: str
    note: str
    on: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class HistorySource:
    """Who may see it, and how to read it: (person, day) -> what was so on that day."""

    permission: Permission
    read: Callable[[Employee, date], list[HistoryLine]]


_sources: list[HistorySource] = []


def register(source: HistorySource) -> None:
    """Offer a part of every person's history; again changes nothing."""
    if source not in _sources:
        _sources.append(source)


def history_of(
    employee: Employee, *, reader: User, on: date, today: date
) -> list[HistoryLine]:
    """All that ``reader`` may see today, as it was on ``on``, the latest first."""
    lines: list[HistoryLine] = []
    for source in _sources:
        scope = scope_of(reader, source.permission, today=today)
        if not scope.is_empty and may_be_opened(employee, scope=scope, day=today):
            lines += source.read(employee, min(on, today))
    return sorted(lines, key=lambda line: line.on, reverse=True)
