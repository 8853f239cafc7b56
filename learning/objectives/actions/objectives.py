"""Changes objectives: created and changed, retired, never deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from learning.log import actions as log
from learning.log.actions import Actor
from learning.objectives.models import Objective, SchemeCode


@dataclass(frozen=True, slots=True)
class ObjectiveFields:
    """What an objective says."""

    code: str
    title: str
    level: str
    tier: str
    order: int
    schemes: Collection[tuple[str, str]] = ()


@transaction.atomic
def save_objective(
    *, fields: ObjectiveFields, by: Actor | None, at: datetime
) -> Objective:
    """Make the objective of this code be as given.

    Raises
    ------
    SchemeCode.DoesNotExist
        If a pair of scheme and code is not loaded.
    """
    objective, made = Objective.objects.update_or_create(
        code=fields.code,
        defaults={
            "title": fields.title,
            "level": fields.level,
            "tier": fields.tier,
            "order": fields.order,
        },
    )
    objective.scheme_codes.set(
        SchemeCode.objects.get(scheme__code=scheme, code=code)
        for scheme, code in fields.schemes
    )
    log.write(
        "objective.create" if made else "objective.change",
        by=by,
        at=at,
        subject=("objective", objective.code, objective.title),
    )
    return objective


@transaction.atomic
def retire_objective(
    *, objective: Objective, on: date, by: Actor | None, at: datetime
) -> Objective:
    """Teach and test this objective no more from a day on; what was learnt stays."""
    objective.retired_on = on
    objective.save(update_fields=["retired_on"])
    subject = ("objective", objective.code, objective.title)
    log.write("objective.retire", by=by, at=at, subject=subject)
    return objective
