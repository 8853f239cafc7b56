"""Changes to quizzes: their sections, marks and limits."""

from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from learning.log import actions as log
from learning.objectives.models import Objective
from learning.people.models import User
from quizzes.definitions import QuizDefinition, SectionDefinition
from quizzes.errors import QuizInvalid
from quizzes.models import Attempt, Quiz, QuizSection

Status = Literal["created", "updated", "unchanged"]


@transaction.atomic
def upsert(
    *, definition: QuizDefinition, by: User | None, at: datetime
) -> tuple[Quiz, Status]:
    """Make the quiz of this code be as defined. Running attempts don't change.

    Attempts that were only prepared, from what it was before, are taken away: nobody
    has seen them, and a start draws a new one.

    Returns
    -------
    The quiz, and whether it was created, updated or already so (nothing written).

    Raises
    ------
    QuizInvalid
        With every fault, unknown objectives included; nothing is written.
    """
    problems = definition.problems() + unknown_objectives(definition)
    if problems:
        raise QuizInvalid(problems)
    quiz = Quiz.objects.filter(code=definition.code).first()
    if quiz is not None and definition_of(quiz) == _comparable(definition):
        return quiz, "unchanged"
    status: Status = "updated" if quiz else "created"
    quiz = quiz or Quiz(code=definition.code)
    for name, value in _fields(definition).items():
        setattr(quiz, name, value)
    quiz.save()
    _write_sections(quiz, definition)
    quiz.attempts.filter(state=Attempt.State.PREPARED).delete()
    log.write(
        "quiz.change" if status == "updated" else "quiz.create",
        by=by,
        at=at,
        subject=("quiz", quiz.code, quiz.title),
    )
    return quiz, status


@transaction.atomic
def retire(*, quiz: Quiz, by: User | None, at: datetime) -> Quiz:
    """Start no new attempt of this quiz. Open ones may be finished."""
    quiz.retired_on = timezone.localdate(at)
    quiz.save(update_fields=["retired_on"])
    log.write("quiz.retire", by=by, at=at, subject=("quiz", quiz.code, quiz.title))
    return quiz


@transaction.atomic
def restore(*, quiz: Quiz, by: User | None, at: datetime) -> Quiz:
    """Give a retired quiz again."""
    quiz.retired_on = None
    quiz.save(update_fields=["retired_on"])
    log.write("quiz.restore", by=by, at=at, subject=("quiz", quiz.code, quiz.title))
    return quiz


def definition_of(quiz: Quiz) -> QuizDefinition:
    """Return the stored quiz as a definition."""
    sections = quiz.sections.order_by("order").prefetch_related("objectives")
    return QuizDefinition(
        code=quiz.code,
        sections=tuple(
            SectionDefinition(
                code=section.code,
                title=section.title,
                count=section.count,
                floor=section.floor,
                objectives=tuple(sorted(o.code for o in section.objectives.all())),
            )
            for section in sections
        ),
        **_fields(quiz),
    )


def unknown_objectives(definition: QuizDefinition) -> list[str]:
    """Return a sentence for each objective that doesn't exist. One query."""
    found = _objectives(definition)
    wanted = {code for section in definition.sections for code in section.objectives}
    return [
        f"学習目標「{code}」はありません。コードを確かめてください。"
        for code in sorted(wanted - set(found))
    ]


def _fields(source: Quiz | QuizDefinition) -> dict[str, Any]:
    return {
        "title": source.title,
        "wording": str(source.wording),
        "time_limit_minutes": source.time_limit_minutes,
        "attempts_allowed": source.attempts_allowed,
        "pass_mark": source.pass_mark,
        "shuffle_options": source.shuffle_options,
        "asks_confidence": source.asks_confidence,
        "feedback": str(source.feedback),
    }


def _comparable(definition: QuizDefinition) -> QuizDefinition:
    return QuizDefinition(
        code=definition.code,
        sections=tuple(
            SectionDefinition(
                code=section.code,
                title=section.title,
                count=section.count,
                floor=section.floor,
                objectives=tuple(sorted(section.objectives)),
            )
            for section in definition.sections
        ),
        **_fields(definition),
    )


def _objectives(definition: QuizDefinition) -> dict[str, Objective]:
    wanted = {code for section in definition.sections for code in section.objectives}
    return Objective.objects.in_bulk(wanted, field_name="code")


def _write_sections(quiz: Quiz, definition: QuizDefinition) -> None:
    objectives = _objectives(definition)
    codes = [section.code for section in definition.sections]
    quiz.sections.exclude(code__in=codes).delete()
    for order, section in enumerate(definition.sections):
        row, _created = QuizSection.objects.update_or_create(
            quiz=quiz,
            code=section.code,
            defaults={
                "title": section.title,
                "order": order,
                "count": section.count,
                "floor": section.floor,
            },
        )
        row.objectives.set([objectives[code] for code in section.objectives])
