"""Preparing attempts before a quiz opens, so that a start reads one row.

Quizzes don't know who must take them: the caller names the people.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from learning.log import actions as log
from learning.people.models import User
from quizzes import attempt_life
from quizzes.actions.starting import Source, draw, source_of
from quizzes.errors import QuizRetired
from quizzes.models import Attempt, Quiz
from quizzes.terms import terms_of

STATE = Attempt.State
BATCH = 200


@dataclass(frozen=True, slots=True)
class Prepared:
    """For how many an attempt was made, and why not for the others."""

    made: int = 0
    unfinished: int = 0
    passed: int = 0
    used_up: int = 0

    def __add__(self, other: "Prepared") -> "Prepared":
        return Prepared(
            self.made + other.made,
            self.unfinished + other.unfinished,
            self.passed + other.passed,
            self.used_up + other.used_up,
        )


def prepare(
    *,
    quiz: Quiz,
    employees: Iterable[int],
    by: User | None,
    at: datetime,
    skip_passed: bool = True,
) -> Prepared:
    """Draw an attempt for each person who has none that is prepared or running.

    Running it again makes nothing twice. Each batch is a transaction of its own, so
    that nobody who saves an answer waits long.

    Parameters
    ----------
    employees : keys of the people.
    skip_passed : leave out who has ever passed; False where the caller knows who must
        take it again.

    Raises
    ------
    QuizRetired, QuizNotReady
        Nothing is prepared then.
    """
    if quiz.retired_on is not None:
        raise QuizRetired
    source = source_of(quiz)
    draw(quiz, source, 0)  # refuses before anything is written
    done = Prepared()
    people = sorted(set(employees))
    for first in range(0, len(people), BATCH):
        batch = people[first : first + BATCH]
        done += _prepare_batch(quiz, source, batch, by, at, skip_passed=skip_passed)
    return done


@transaction.atomic
def _prepare_batch(
    quiz: Quiz,
    source: Source,
    employees: list[int],
    by: User | None,
    at: datetime,
    *,
    skip_passed: bool,
) -> Prepared:
    taken = _taken(quiz, employees)
    new, unfinished, passed, used_up = [], 0, 0, 0
    for employee_id in employees:
        mine = taken.get(employee_id, [])
        if any(state in (STATE.PREPARED, STATE.IN_PROGRESS) for state, _ in mine):
            unfinished += 1
        elif skip_passed and any(has_passed for _, has_passed in mine):
            passed += 1
        elif not _may_take_another(quiz, employee_id, mine, at):
            used_up += 1
        else:
            new.append(_drawn(quiz, source, employee_id, len(mine) + 1))
    Attempt.objects.bulk_create(new)
    if new:
        subject = ("quiz", quiz.code, quiz.title)
        detail = {"people": len(new)}
        log.write("attempt.prepare", by=by, at=at, subject=subject, detail=detail)
    return Prepared(len(new), unfinished, passed, used_up)


def _taken(
    quiz: Quiz, employees: list[int]
) -> dict[int, list[tuple[str, bool | None]]]:
    rows = Attempt.objects.filter(quiz=quiz, employee_id__in=employees)
    taken: dict[int, list[tuple[str, bool | None]]] = {}
    for employee_id, state, passed in rows.values_list(
        "employee_id", "state", "passed"
    ):
        taken.setdefault(employee_id, []).append((state, passed))
    return taken


def _may_take_another(
    quiz: Quiz, employee_id: int, mine: list[tuple[str, bool | None]], at: datetime
) -> bool:
    used = sum(state == STATE.FINISHED for state, _ in mine)
    if attempt_life.may_start_another(used, quiz.attempts_allowed):
        return True
    allowed = terms_of(quiz, employee_id, at).attempts_allowed
    return attempt_life.may_start_another(used, allowed)


def _drawn(quiz: Quiz, source: Source, employee_id: int, number: int) -> Attempt:
    seed = secrets.randbits(62)
    return Attempt(
        employee_id=employee_id,
        quiz=quiz,
        number=number,
        seed=seed,
        form=draw(quiz, source, seed).to_json(),
        state=STATE.PREPARED,
        pass_mark=quiz.pass_mark,
        floors=source.floors,
    )
