"""Changes to mock examinations: opening one by its blueprint, calibrating its scale."""

from datetime import datetime

from django.db import transaction

from learning.log import actions as log
from learning.objectives.actions.schemes import load_scheme
from learning.objectives.models import Objective, Scheme
from learning.objectives.shipped import shipped_schemes
from learning.people.models import User
from quizzes.exam_bank import headings_by_objective
from quizzes.exams import Blueprint
from quizzes.models import MockExam, Quiz, QuizSection


@transaction.atomic
def open_exam(*, blueprint: Blueprint, by: User | None, at: datetime) -> MockExam:
    """Make the quiz of a blueprint be as the blueprint says; again changes nothing more.

    The blueprint's scheme is loaded first if it ships with Choudo. Attempts under way
    and results don't change. Writes a log entry where something changed.

    Raises
    ------
    Scheme.DoesNotExist
        If the scheme neither ships nor is stored; nothing is written.
    """
    for shipped in shipped_schemes():
        if shipped.code == blueprint.scheme:
            load_scheme(scheme=shipped, by=by, at=at)
    scheme = Scheme.objects.get(code=blueprint.scheme)
    quiz, created = Quiz.objects.update_or_create(
        code=blueprint.code,
        defaults={
            "title": blueprint.title,
            "wording": Quiz.Wording.EXAM,
            "time_limit_minutes": blueprint.minutes,
            "pass_mark": blueprint.pass_mark,
        },
    )
    changed = _write_fields(quiz, blueprint)
    exam, _made = MockExam.objects.update_or_create(
        quiz=quiz, defaults={"blueprint": blueprint.code, "scheme": scheme}
    )
    if created or changed:
        log.write(
            "quiz.create" if created else "quiz.change",
            by=by,
            at=at,
            subject=("quiz", quiz.code, quiz.title),
        )
    return exam


def _write_fields(quiz: Quiz, blueprint: Blueprint) -> bool:
    """Give the quiz a section for each field; whether one changed."""
    headings = headings_by_objective(blueprint)
    changed = False
    for order, field in enumerate(blueprint.fields):
        wanted = {
            "title": field.title,
            "order": order,
            "count": field.count,
            "floor": field.floor,
        }
        row = QuizSection.objects.filter(quiz=quiz, code=field.code).first()
        if row is None or any(getattr(row, name) != wanted[name] for name in wanted):
            row, _made = QuizSection.objects.update_or_create(
                quiz=quiz, code=field.code, defaults=wanted
            )
            changed = True
        inside = {code for code, _count in field.headings}
        row.objectives.set(
            Objective.objects.filter(
                code__in=[o for o, heading in headings.items() if heading in inside]
            )
        )
    gone = quiz.sections.exclude(code__in=[field.code for field in blueprint.fields])
    return bool(gone.delete()[0]) or changed
