"""What one save looks at before it writes, in one query. Decides and writes nothing."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import (
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from learning.composed import composed
from quizzes.attempt_form import variables_of
from quizzes.item_types import Answer
from quizzes.models import Attempt, Response

MOST_POSITIONS = 32767  # what the column holds


class Target(NamedTuple):
    """One position of a person's own attempt, and what is stored for it.

    ``variables`` is how many response variables the item has, ``sequence`` 0 if nothing
    is stored, ``others`` how many of the other positions have an answer on disk.
    """

    attempt_id: int
    closes_at: datetime | None
    position: int
    variables: int
    total: int
    answer: Answer
    sequence: int
    others: int


@composed(UUID, int, int)
def _targets(public_id: UUID, employee_id: int, position: int) -> QuerySet:
    others = Response.objects.filter(attempt=OuterRef("pk")).exclude(position=position)
    # Count() would group by every column of the attempt.
    counted = others.answered().annotate(n=Func(F("pk"), function="COUNT"))
    return (
        Attempt.objects.filter(public_id=public_id, employee_id=employee_id)
        .annotate(
            here=FilteredRelation(
                "responses", condition=Q(responses__position=position)
            ),
            others=Subquery(counted.values("n"), output_field=IntegerField()),
        )
        .values_list(
            *("pk", "closes_at", "form", "here__value", "here__sequence", "others")
        )
    )


def target_of(*, public_id: UUID, employee_id: int, position: int) -> Target | None:
    """Return what a save to this position meets. One query.

    None if there is no such attempt, if it is another person's, or if it has no such
    position (counted from 0).
    """
    if not 0 <= position < MOST_POSITIONS:
        return None
    for pk, closes_at, form, value, sequence, others in _targets(
        public_id, employee_id, position
    ):
        variables = variables_of(form)
        if position < len(variables):
            return Target(
                attempt_id=pk,
                closes_at=closes_at,
                position=position,
                variables=variables[position],
                total=len(variables),
                answer=Answer.from_json(value or {}),
                sequence=sequence or 0,
                others=others,
            )
    return None
