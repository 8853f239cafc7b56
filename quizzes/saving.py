"""The one statement that saves an answer. Nothing else writes ``Response``.

The statement checks and writes at once: the attempt must be open and its end plus
grace not passed, and a stored answer must still have the sequence that the page last
saw. So no older page overwrites a newer answer, and nothing is acknowledged that the
score doesn't count.

On PostgreSQL the SELECT takes ``FOR SHARE``: without it a save that waits for a submit
would be written (and acknowledged) after the score was computed. With it the waiting
save looks at the attempt again, finds it finished and writes nothing. SQLite has no
such clause and needs none: it has one writer at a time.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery

from quizzes.attempt_life import takes_answers
from quizzes.item_types import Answer
from quizzes.models import Attempt, Response

LONGEST_SAVE_ID = 36
HIGHEST_BASE = 1_000_000

STATEMENT = """
INSERT INTO quizzes_response
    (attempt_id, position, value, sequence, save_id, saved_at)
SELECT id, %s, %s, %s, %s, %s
FROM quizzes_attempt
WHERE id = %s AND state = 'in_progress'
    AND (closes_at IS NULL OR closes_at >= %s)
{lock}
ON CONFLICT (attempt_id, position) DO UPDATE SET
    value = excluded.value, sequence = excluded.sequence,
    save_id = excluded.save_id, saved_at = excluded.saved_at
WHERE quizzes_response.sequence = %s
"""
TYPED = {"postgresql": ("%s::smallint, %s::jsonb, %s::integer, %s, %s::timestamptz")}


class Outcome(StrEnum):
    """What became of a save."""

    SAVED = "saved"
    DUPLICATE = "duplicate"
    STALE = "stale"
    CLOSED = "closed"


class Save(NamedTuple):
    """What the page sends: answer, the sequence it last saw (0: none), a random id."""

    position: int
    answer: Answer
    base: int
    save_id: str


class Saved(NamedTuple):
    """The outcome, and the answer and sequence that are stored now."""

    outcome: Outcome
    answer: Answer
    sequence: int


def save_response(
    *, attempt_id: int, save: Save, at: datetime, grace: timedelta
) -> Saved:
    """Save one answer, or say why not.

    One query when it is accepted, one more when it is not. The caller has checked that
    the attempt is the person's own and that the position exists.

    Parameters
    ----------
    at : the server's time; the browser's is never used.
    grace : how long after the attempt's end saves are still taken.

    Returns
    -------
    ``SAVED`` with sequence base + 1; ``DUPLICATE`` if this save_id is stored already;
    ``STALE`` with the newer answer and its sequence; ``CLOSED`` if the attempt takes
    nothing more, with what is stored.
    """
    sequence = save.base + 1
    with connection.cursor() as cursor:
        cursor.execute(_statement(), _parameters(attempt_id, save, at, grace))
        if cursor.rowcount == 1:
            return Saved(Outcome.SAVED, save.answer, sequence)
    return _why_not(attempt_id, save, at, grace)


def _statement() -> str:
    statement = STATEMENT
    typed = TYPED.get(connection.vendor)
    if typed is not None:
        statement = statement.replace("%s, %s, %s, %s, %s", typed, 1)
    lock = "FOR SHARE" if connection.features.has_select_for_update else ""
    return statement.format(lock=lock)


def _parameters(
    attempt_id: int, save: Save, at: datetime, grace: timedelta
) -> list[Any]:
    operations = connection.ops
    value = Response._meta.get_field("value").get_db_prep_value(
        save.answer.to_json(), connection
    )
    return [
        save.position,
        value,
        save.base + 1,
        save.save_id,
        operations.adapt_datetimefield_value(at),
        attempt_id,
        operations.adapt_datetimefield_value(at - grace),
        save.base,
    ]


def _stored(position: int, field: str) -> Subquery:
    rows = Response.objects.filter(attempt=OuterRef("pk"), position=position)
    return Subquery(rows.values(field)[:1])


def _why_not(attempt_id: int, save: Save, at: datetime, grace: timedelta) -> Saved:
    row = (
        Attempt.objects.filter(pk=attempt_id)
        .values_list("state", "closes_at")
        .annotate(
            stored=_stored(save.position, "value"),
            sequence=_stored(save.position, "sequence"),
            save_id=_stored(save.position, "save_id"),
        )
        .get()
    )
    state, closes_at, stored, sequence, save_id = row
    answer = Answer.from_json(stored or {})
    if save_id == save.save_id:
        return Saved(Outcome.DUPLICATE, answer, sequence)
    is_open = takes_answers(state, closes_at, at, grace)
    outcome = Outcome.STALE if is_open else Outcome.CLOSED
    return Saved(outcome, answer, sequence or 0)
