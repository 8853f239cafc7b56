"""Evidence follows where scores were worked out anew: withdrawn, and recorded again.

Rows are only added: a withdrawal for what no longer holds, new evidence for the score
that counts now, of the same day on which the attempt was submitted.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from learning.literacy.actions import attainment
from learning.literacy.evidence_rows import (
    evidence_of_attempt,
    local_day,
    public_id_of,
)
from learning.literacy.models import Evidence
from learning.literacy.signals import evidence_recorded
from learning.people.models import User
from quizzes.models import Attempt

BY_REGRADE = "regraded:"
"""How the source key of a withdrawal begins that a regrade wrote, and no person."""


@transaction.atomic
def follow(
    *, attempts: Collection[Attempt], reason: str, by: User | None, at: datetime
) -> list[Evidence]:
    """Bring the evidence of regraded attempts up to date; returns the new rows.

    A fixed number of queries beside the refresh of attainment. Evidence that a person
    had withdrawn stays withdrawn: what is recorded anew for the same attempt is
    withdrawn with it, for the same reason. Not logged: the regrade is the record.
    """
    stood = _latest(attempts)
    wanted = {each.pk: evidence_of_attempt(each) for each in attempts if each.passed}
    keys = {row.source_key for row in wanted.values()}
    known = {row.source_key for row in stood.values()}
    news = [row for row in wanted.values() if row.source_key not in known]
    Evidence.objects.bulk_create(news)
    ends = [
        _withdrawal(row, f"{BY_REGRADE}{row.public_id}", reason, by, at)
        for row in stood.values()
        if row.source_key not in keys and not hasattr(row, "withdrawn_by")
    ]
    for row in news:
        earlier = stood.get(row.attempt_id)
        if earlier is not None and _was_withdrawn_by_a_person(earlier):
            key = f"withdraws:{row.public_id}"
            note = earlier.withdrawn_by.note
            ends.append(_withdrawal(row, key, note, by, at))
    Evidence.objects.bulk_create(ends)
    attainment.refresh_ids({each.employee_id for each in attempts})
    for row in [*news, *ends]:
        evidence_recorded.send(sender=Evidence, evidence=row)
    return [*news, *ends]


def _latest(attempts: Collection[Attempt]) -> dict[int | None, Evidence]:
    """The last evidence of each attempt that has any."""
    rows = Evidence.objects.filter(attempt__in=attempts, withdraws__isnull=True)
    rows = rows.select_related("withdrawn_by").order_by("pk")
    return {row.attempt_id: row for row in rows}


def _was_withdrawn_by_a_person(row: Evidence) -> bool:
    if not hasattr(row, "withdrawn_by"):
        return False
    return not row.withdrawn_by.source_key.startswith(BY_REGRADE)


def _withdrawal(
    row: Evidence, key: str, reason: str, by: User | None, at: datetime
) -> Evidence:
    return Evidence(
        public_id=public_id_of(key),
        employee_id=row.employee_id,
        kind=row.kind,
        subject_code=row.subject_code,
        on=local_day(at),
        source_key=key,
        note=reason[:200],
        withdraws=row,
        recorded_at=at,
        recorded_by=by,
    )
