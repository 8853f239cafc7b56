"""For whom a report is made: where figures may be seen, and where names behind them.

Knows permissions; must not know figures. Scope is who is posted there today, so for
other days a leader gets figures of the unit and its predecessors and no names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from learning.people.models import Department, User
from learning.people.permissions import NOWHERE, Permission, Scope, scope_of
from learning.reports.organisation import Unit

EVERYWHERE = Scope(is_whole_city=True)


@dataclass(frozen=True, slots=True)
class Reader:
    """What one reader may see. ``is_exact`` hides nothing (logged by its caller)."""

    figures: Scope
    names: Scope
    scores: Scope
    sees_unannounced: bool = False
    is_exact: bool = False

    def sees_figures_of(
        self, unit: Unit, units: Mapping[int, Unit], after: Mapping[int, Sequence[int]]
    ) -> bool:
        """Whether the unit, or what became of it, lies in the reader's scope."""
        return any(_covers(self.figures, units[id_]) for id_ in _later(unit.id, after))

    def may_open_names_of(self, unit: Unit | None, *, as_of: date, today: date) -> bool:
        """Whether the whole list of names behind a line may be opened.

        ``unit`` None is the whole city.
        """
        if self.names.is_whole_city:
            return True
        if unit is None:
            return False
        if unit.authority_id in self.names.authorities:
            return True
        return as_of == today and _covers(self.names, unit)


PUBLIC = Reader(figures=EVERYWHERE, names=NOWHERE, scores=NOWHERE)
"""Whoever a file may be passed on to: small figures are hidden."""

UNSUPPRESSED = Reader(figures=EVERYWHERE, names=NOWHERE, scores=NOWHERE, is_exact=True)


def reader_of(user: User, *, today: date) -> Reader:
    """What ``user`` may see today."""
    return Reader(
        figures=scope_of(user, Permission.SEE_FIGURES, today=today),
        names=scope_of(user, Permission.SEE_NAMES, today=today),
        scores=scope_of(user, Permission.SEE_SCORES, today=today),
        sees_unannounced=not scope_of(
            user, Permission.SEE_UNANNOUNCED, today=today
        ).is_empty,
    )


def _covers(scope: Scope, unit: Unit) -> bool:
    # a unit has what a scope asks of a department: its path and its authority
    return scope.covers(cast(Department, unit))


def _later(unit_id: int, after: Mapping[int, Sequence[int]]) -> set[int]:
    """The unit and everything that took over from it, whole or in part."""
    found, waiting = {unit_id}, [unit_id]
    while waiting:
        for successor in after.get(waiting.pop(), ()):
            if successor not in found:
                found.add(successor)
                waiting.append(successor)
    return found
