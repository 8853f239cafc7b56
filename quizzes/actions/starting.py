"""Starting an attempt: one that was prepared, one that runs, or a new one.

What can be read and drawn before the transaction is: at the top of the hour many start
at once, and SQLite has one writer. Two starts at once meet in the unique constraints.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from learning.composed import composed
from learning.log import actions as log
from learning.people.models import Employee, User
from quizzes import attempt_life, bank, exam_bank
from quizzes.actions.attempts import subject_of, submit
from quizzes.attempt_form import AttemptForm
from quizzes.attempt_life import Terms
from quizzes.durability import require_safe_storage
from quizzes.errors import (
    AttemptLimitReached,
    NotYetOpen,
    QuizNotReady,
    QuizRetired,
    WindowClosed,
)
from quizzes.exams import ExamShortage
from quizzes.models import Attempt, ItemVersion, Quiz
from quizzes.selection import BankItem, NotEnoughItems, SectionRule, draw_form
from quizzes.terms import terms_of

STATE = Attempt.State
UNFINISHED = (STATE.PREPARED, STATE.IN_PROGRESS)


class Source(NamedTuple):
    """What forms of one quiz are drawn from: its sections and the bank as it is now.

    ``exam`` takes the place of sections and items where the quiz is a mock examination.
    """

    rules: Sequence[SectionRule]
    items: Sequence[BankItem]
    floors: dict[str, str]
    exam: exam_bank.ExamSource | None = None


class Starter(NamedTuple):
    """Who starts, for whom, when, and how the person is known."""

    employee: Employee
    by: User | None
    at: datetime
    identified_by: str

    @property
    def entered_by(self) -> User | None:
        """Who answers for the person, if it is not the person."""
        is_own = self.by is None or self.by.employee_id == self.employee.pk
        return None if is_own else self.by


@composed(int, int)
def _mine(quiz_id: int, employee_id: int) -> QuerySet:
    return Attempt.objects.filter(quiz_id=quiz_id, employee_id=employee_id)


@composed(list[int])
def _drawable(version_ids: list[int]) -> QuerySet:
    rows = ItemVersion.objects.drawable().filter(pk__in=version_ids)
    return rows.values_list("pk")


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

    An open attempt whose time is up is closed and scored first. A prepared one is
    begun as it was drawn; if one of its items was retired or published anew since, it
    is drawn again. ``seed`` is random unless given. Two starts at once give one attempt.

    Raises
    ------
    QuizRetired, AttemptLimitReached, NotYetOpen, WindowClosed, QuizNotReady, StorageUnsafe
        Nothing is started then.
    """
    require_safe_storage()
    who = Starter(employee, by, at, identified_by)
    mine = _mine(quiz.pk, employee.pk)
    unfinished = next((each for each in mine if each.state in UNFINISHED), None)
    if unfinished is not None and unfinished.state == STATE.IN_PROGRESS:
        if not attempt_life.is_time_up(unfinished.closes_at, at):
            return unfinished
        submit(attempt=unfinished, by=None, at=at)
        mine, unfinished = _mine(quiz.pk, employee.pk), None
    terms = _require_may_start(quiz, mine, who)
    if unfinished is not None:
        return _begin(unfinished, quiz, who, terms)
    new = _drawn(quiz, seed if seed is not None else secrets.randbits(62))
    new.number = len(mine) + 1
    return _insert(new, quiz, who, terms)


def source_of(quiz: Quiz) -> Source:
    """Read what forms of this quiz are drawn from. Three queries."""
    floors = {each.code: str(each.floor) for each in quiz.sections.all()}
    exam = exam_bank.exam_of(quiz)
    if exam is not None:
        return Source([], [], floors, exam_bank.source_of(exam))
    rules = bank.section_rules(quiz)
    return Source(rules, bank.items_for(rules), floors)


def draw(quiz: Quiz, source: Source, seed: int) -> AttemptForm:
    """Draw a form.

    Raises
    ------
    QuizNotReady
        If the bank can't fill a section.
    """
    try:
        form = _form(quiz, source, seed)
    except (NotEnoughItems, ExamShortage) as error:
        raise QuizNotReady from error
    if not form.items:
        raise QuizNotReady
    return form


def _form(quiz: Quiz, source: Source, seed: int) -> AttemptForm:
    shuffle = quiz.shuffle_options
    if source.exam is not None:
        return source.exam.draw(seed=seed, shuffle=shuffle)
    return draw_form(
        seed=seed, sections=source.rules, bank=source.items, shuffle=shuffle
    )


def _require_may_start(quiz: Quiz, mine: Sequence[Attempt], who: Starter) -> Terms:
    """Return the person's terms, or refuse."""
    if quiz.retired_on is not None:
        raise QuizRetired
    terms = terms_of(quiz, who.employee.pk, who.at)
    used = sum(each.state == STATE.FINISHED for each in mine)
    if not attempt_life.may_start_another(used, terms.attempts_allowed):
        raise AttemptLimitReached
    if not terms.has_opened(who.at):
        raise NotYetOpen
    if terms.has_closed(who.at):
        raise WindowClosed
    return terms


def _drawn(quiz: Quiz, seed: int) -> Attempt:
    source = source_of(quiz)
    return Attempt(
        quiz=quiz,
        seed=seed,
        form=draw(quiz, source, seed).to_json(),
        pass_mark=quiz.pass_mark,
        floors=source.floors,
    )


def _insert(new: Attempt, quiz: Quiz, who: Starter, terms: Terms) -> Attempt:
    """Write a new attempt, or return the one that another start has made meanwhile."""
    new.employee = who.employee
    new.state = STATE.IN_PROGRESS
    _run(new, who, terms)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
            _log(new, quiz, who)
    except IntegrityError:
        for other in _mine(quiz.pk, who.employee.pk):
            if other.state == STATE.IN_PROGRESS:
                return other
            if other.state == STATE.PREPARED:
                return _begin(other, quiz, who, terms)
        raise
    return new


def _begin(prepared: Attempt, quiz: Quiz, who: Starter, terms: Terms) -> Attempt:
    """Let the clock of a prepared attempt start now: one read, one update."""
    fields = ["state", "started_at", "closes_at", "identified_by", "entered_by"]
    if not _can_be_asked(prepared):
        anew = _drawn(quiz, prepared.seed)
        prepared.form, prepared.floors = anew.form, anew.floors
        fields += ["form", "floors"]
    _run(prepared, who, terms)
    values = {name: getattr(prepared, name) for name in fields[1:]}
    with transaction.atomic():
        rows = Attempt.objects.filter(pk=prepared.pk, state=STATE.PREPARED)
        if rows.update(state=STATE.IN_PROGRESS, **values):
            prepared.state = STATE.IN_PROGRESS
            _log(prepared, quiz, who)
            return prepared
    return Attempt.objects.get(pk=prepared.pk)


def _can_be_asked(prepared: Attempt) -> bool:
    """Whether every version that was drawn is still the one that would be."""
    wanted = {each.version_id for each in AttemptForm.from_json(prepared.form).items}
    return len(_drawable(sorted(wanted))) == len(wanted)


def _run(attempt: Attempt, who: Starter, terms: Terms) -> None:
    attempt.started_at = who.at
    attempt.closes_at = terms.end_of(who.at)
    attempt.identified_by = who.identified_by
    attempt.entered_by = who.entered_by


def _log(attempt: Attempt, quiz: Quiz, who: Starter) -> None:
    attempt.quiz = quiz
    subject = subject_of(attempt)
    log.write("attempt.start", by=who.by, at=who.at, subject=subject)
