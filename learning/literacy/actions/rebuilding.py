"""Writing evidence anew from attempts and completions: adds what is missing, in batches.

Evidence is never changed or deleted. What stands there and differs from its source is
counted and left for a person to look at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from courses.models import CourseCompletion
from learning.literacy.actions import attainment
from learning.literacy.evidence_rows import (
    evidence_rows_from_attempts,
    evidence_rows_from_completions,
)
from learning.literacy.models import Evidence
from quizzes.models import Attempt

BATCH = 500


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many rows were looked at, added, and found to differ from their source."""

    seen: int = 0
    added: int = 0
    differing: int = 0

    def __add__(self, other: "Rebuilt") -> "Rebuilt":
        return Rebuilt(
            self.seen + other.seen,
            self.added + other.added,
            self.differing + other.differing,
        )


def rebuild_evidence(*, batch: int = BATCH) -> Rebuilt:
    """Write the evidence of passed attempts and completed courses that is missing."""
    attempts = (
        Attempt.objects.finished()
        .filter(passed=True)
        .select_related("quiz")
        .defer("form", "points")
    )
    completions = CourseCompletion.objects.select_related("employee", "course")
    rebuilt = Rebuilt()
    for part in _batches(attempts, batch):
        rebuilt += _add_missing(evidence_rows_from_attempts(part))
    for part in _batches(completions, batch):
        rebuilt += _add_missing(evidence_rows_from_completions(part))
    return rebuilt


@transaction.atomic
def _add_missing(rows: list[Evidence]) -> Rebuilt:
    stored = Evidence.objects.in_bulk(
        [row.source_key for row in rows], field_name="source_key"
    )
    missing = [row for row in rows if row.source_key not in stored]
    differing = sum(
        _content(row) != _content(stored[row.source_key])
        for row in rows
        if row.source_key in stored
    )
    if missing:
        Evidence.objects.bulk_create(missing)
        attainment.refresh_ids({row.employee_id for row in missing})
    return Rebuilt(len(rows), len(missing), differing)


def _content(row: Evidence) -> tuple[object, ...]:
    return (
        row.employee_id,
        row.kind,
        row.subject_code,
        row.on,
        row.scaled_score,
        row.section_shares,
    )


def _batches(rows: QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """Read by key, so that no cursor stays open while a batch is written."""
    last = 0
    while part := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        yield part
        last = part[-1].pk
