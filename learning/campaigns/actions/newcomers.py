"""Obliging whoever has come into an audience since it was last looked at."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from learning.campaigns.actions.requirements import assign
from learning.campaigns.models import Cycle
from learning.people.models import User


@dataclass(frozen=True, slots=True)
class Joined:
    """How many people one cycle gained."""

    cycle: Cycle
    people: int


def assign_newcomers(*, by: User | None, at: datetime) -> list[Joined]:
    """Oblige the newcomers of every running cycle whose last day is not over.

    Each cycle is a transaction of its own, so that nobody's answer waits long; a second
    time adds nobody. The log says how many, cycle by cycle.
    """
    day = timezone.localdate(at)
    cycles = Cycle.objects.running(day).filter(due_on__gte=day)
    return [
        Joined(cycle, assign(cycle=cycle, by=by, at=at))
        for cycle in cycles.select_related("requirement")
    ]
