"""The life of an attempt: started, submitted or closed, withdrawn."""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction

from learning.log import actions as log
from learning.people.models import Employee, User
from quizzes import attempt_life, bank
from quizzes.attempt_form import AttemptForm
from quizzes.durability import require_safe_storage
from quizzes.errors import (
    AttemptClosed,
    AttemptLimitReached,
    QuizNotReady,
    QuizRetired,
)
from quizzes.item_types import Answer, Document, read_document
from quizzes.models import Attempt, ItemVersion, Quiz
from quizzes.scoring import SCORING_VERSION, Score, score_attempt
from quizzes.selection import NotEnoughItems, draw_form
from quizzes.signals import attempt_finished

STATE = Attempt.State


def start(
    *,
    quiz: Quiz,
    employee: Employee,
    by: User | None,
    at: datetime,
    identified_by: str = Attempt.IdentifiedBy.SIGN_IN,
    seed: int | None = None,
) -> Attempt:
    """Start an attempt, or return the open one to resume.

    An open attempt whose time is up is closed and scored first. ``seed`` is random
    unless given. Two starts at once give one attempt.

    Raises
    ------
    QuizRetired, AttemptLimitReached, QuizNotReady, StorageUnsafe
        Nothing is started then.
    """
    require_safe_storage()
    mine = Attempt.objects.filter(quiz=quiz, employee=employee)
    running = mine.unfinished().first()
    if running is not None and attempt_life.is_time_up(running.closes_at, at):
        # In its own transaction: a refusal below must not undo it.
        submit(attempt=running, by=None, at=at)
    seed = secrets.randbits(62) if seed is None else seed
    try:
        return _start(
            quiz, employee, by=by, at=at, identified_by=identified_by, seed=seed
        )
    except IntegrityError:
        running = mine.unfinished().first()
        if running is None:
            raise
        return running


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
    write_score(locked, score_of(locked))
    locked.state = STATE.FINISHED
    locked.submitted_at = attempt_life.submitted_at(at, locked.closes_at)
    locked.save()
    log.write("attempt.submit", by=by, at=at, subject=_subject(locked))
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
        subject=_subject(locked),
        detail={"reason": reason},
    )
    return locked


def score_of(attempt: Attempt) -> Score:
    """Score an attempt from its saved responses. Two queries, nothing written."""
    form = AttemptForm.from_json(attempt.form)
    return score_attempt(
        form=form,
        documents=documents_of(form),
        responses={
            position: Answer.from_json(value).given
            for position, value in attempt.responses.values_list("position", "value")
        },
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


@transaction.atomic
def _start(
    quiz: Quiz,
    employee: Employee,
    *,
    by: User | None,
    at: datetime,
    identified_by: str,
    seed: int,
) -> Attempt:
    mine = Attempt.objects.filter(quiz=quiz, employee=employee)
    running = mine.unfinished().first()
    if running is not None:
        return _resume(running, quiz, at=at)
    if quiz.retired_on is not None:
        raise QuizRetired
    if not attempt_life.may_start_another(
        mine.finished().count(), quiz.attempts_allowed
    ):
        raise AttemptLimitReached
    attempt = Attempt(
        employee=employee,
        quiz=quiz,
        number=mine.count() + 1,
        seed=seed,
        form=_draw(quiz, seed).to_json(),
        state=STATE.IN_PROGRESS,
        started_at=at,
        closes_at=attempt_life.closes_at(at, quiz.time_limit_minutes),
        pass_mark=quiz.pass_mark,
        floors={each.code: str(each.floor) for each in quiz.sections.all()},
        identified_by=identified_by,
        entered_by=by if by is not None and by.employee_id != employee.pk else None,
    )
    attempt.save(force_insert=True)
    log.write("attempt.start", by=by, at=at, subject=_subject(attempt))
    return attempt


def _resume(running: Attempt, quiz: Quiz, *, at: datetime) -> Attempt:
    """Return the attempt to go on with; the clock of a prepared one starts now."""
    if running.state == STATE.PREPARED:
        running.state = STATE.IN_PROGRESS
        running.started_at = at
        running.closes_at = attempt_life.closes_at(at, quiz.time_limit_minutes)
        running.save(update_fields=["state", "started_at", "closes_at"])
    return running


def _draw(quiz: Quiz, seed: int) -> AttemptForm:
    rules = bank.section_rules(quiz)
    try:
        form = draw_form(
            seed=seed,
            sections=rules,
            bank=bank.items_for(rules),
            shuffle=quiz.shuffle_options,
        )
    except NotEnoughItems as error:
        raise QuizNotReady from error
    if not form.items:
        raise QuizNotReady
    return form


def _subject(attempt: Attempt) -> tuple[str, str, str]:
    return ("attempt", str(attempt.public_id), attempt.quiz.title)
