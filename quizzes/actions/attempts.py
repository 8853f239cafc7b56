"""The life of a running attempt: extended, submitted or closed, withdrawn."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from learning.log import actions as log
from learning.people.models import User
from quizzes import attempt_life, corrections
from quizzes.attempt_form import AttemptForm
from quizzes.errors import AttemptClosed, NothingToExtend
from quizzes.item_types import Answer, Document, read_document
from quizzes.models import Attempt, ItemVersion
from quizzes.regrading import Corrections, maxima_of, points_of
from quizzes.scoring import SCORING_VERSION, Score, summarise
from quizzes.signals import attempt_finished

STATE = Attempt.State


@transaction.atomic
def submit(*, attempt: Attempt, by: User | None, at: datetime) -> Attempt:
    """Score what is saved and finish; submitting again changes nothing.

    Locks the attempt before it reads the responses, so a save either came before and
    counts or is refused. After the end, the end is the time of submission. Sends
    ``attempt_finished`` inside the transaction; writes a log entry.

    Raises
    ------
    AttemptClosed
        If the attempt was withdrawn or never started.
    """
    locked = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("quiz")
        .get(pk=attempt.pk)
    )
    if locked.state == STATE.FINISHED:
        return locked
    if not attempt_life.may_move(locked.state, STATE.FINISHED):
        raise AttemptClosed
    in_force = corrections.in_force(AttemptForm.from_json(locked.form))
    write_score(locked, score_of(locked, in_force.corrections))
    locked.corrections = in_force.regrades
    locked.state = STATE.FINISHED
    locked.submitted_at = attempt_life.submitted_at(at, locked.closes_at)
    locked.save()
    log.write("attempt.submit", by=by, at=at, subject=subject_of(locked))
    attempt_finished.send(sender=Attempt, attempt=locked)
    return locked


def close_overdue(
    *, at: datetime, grace: timedelta = attempt_life.DEFAULT_GRACE
) -> int:
    """Finish every attempt whose end and grace are over; return how many.

    Each in a transaction of its own, so that none waits for the others.
    """
    overdue = Attempt.objects.past_their_end(at - grace)
    count = 0
    for attempt in overdue.iterator():
        submit(attempt=attempt, by=None, at=at)
        count += 1
    return count


def close_if_overdue(*, attempt: Attempt, at: datetime, grace: timedelta) -> Attempt:
    """Finish this attempt if its end and grace are over, else return it as it is."""
    is_open = attempt.state == STATE.IN_PROGRESS
    if is_open and attempt_life.is_overdue(attempt.closes_at, at, grace):
        return submit(attempt=attempt, by=None, at=at)
    return attempt


@transaction.atomic
def withdraw(
    *, attempt: Attempt, by: User | None, at: datetime, reason: str
) -> Attempt:
    """Take an open attempt back: it is not scored and uses up none of the allowed ones.

    Raises
    ------
    AttemptClosed
        If it is already finished: that is a fact, corrected at its evidence.
    """
    locked = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if locked.state == STATE.WITHDRAWN:
        return locked
    if not attempt_life.may_move(locked.state, STATE.WITHDRAWN):
        raise AttemptClosed
    locked.state = STATE.WITHDRAWN
    locked.save(update_fields=["state"])
    log.write(
        "attempt.withdraw",
        by=by,
        at=at,
        subject=subject_of(locked),
        detail={"reason": reason},
    )
    return locked


@transaction.atomic
def extend(
    *,
    attempt: Attempt,
    minutes: int,
    reason: str,
    by: User | None,
    at: datetime,
    grace: timedelta = attempt_life.DEFAULT_GRACE,
) -> Attempt:
    """Add minutes to a running attempt; its page learns of it with the next save.

    Raises
    ------
    NothingToExtend
        If it has no time limit, is not running, or its end and grace are over: then it
        counts as finished, whether or not anybody has closed it yet.
    """
    locked = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if not attempt_life.may_extend(locked.state, locked.closes_at, at, grace):
        raise NothingToExtend
    locked.closes_at = attempt_life.extended(locked.closes_at, minutes)
    locked.save(update_fields=["closes_at"])
    detail = {"minutes": minutes, "reason": reason}
    log.write("attempt.extend", by=by, at=at, subject=subject_of(locked), detail=detail)
    return locked


def score_of(attempt: Attempt, corrected: Corrections | None = None) -> Score:
    """Score an attempt from its saved responses. Two queries, nothing written.

    ``corrected`` is what counts for versions whose key was found to be wrong.
    """
    form = AttemptForm.from_json(attempt.form)
    documents, corrected = documents_of(form), corrected or {}
    responses = {
        position: Answer.from_json(value).given
        for position, value in attempt.responses.values_list("position", "value")
    }
    return summarise(
        form=form,
        points=points_of(form, documents, corrected, responses),
        maxima=maxima_of(form, documents, corrected),
        pass_mark=attempt.pass_mark,
        floors=floors_of(attempt),
    )


def floors_of(attempt: Attempt) -> dict[str, Decimal]:
    """Return the floors copied at the start, as numbers."""
    return {code: Decimal(share) for code, share in attempt.floors.items()}


def documents_of(form: AttemptForm) -> dict[int, Document]:
    """Return the document of each version in the form. One query."""
    versions = ItemVersion.objects.in_bulk({item.version_id for item in form.items})
    return {
        version.pk: read_document(version.type, version.document)
        for version in versions.values()
    }


def write_score(attempt: Attempt, score: Score) -> None:
    """Set the score's fields on an attempt in memory, as they are stored."""
    attempt.points = [str(points) for points in score.points]
    attempt.section_shares = {part.code: str(part.share) for part in score.sections}
    attempt.raw_score = score.total.raw
    attempt.max_score = score.total.maximum
    attempt.scaled_score = score.total.share
    attempt.passed = score.passed
    attempt.scoring_version = SCORING_VERSION


def subject_of(attempt: Attempt) -> tuple[str, str, str]:
    """Return what a log entry says of an attempt."""
    return ("attempt", str(attempt.public_id), attempt.quiz.title)
