"""Calibrates the items of a mock examination on the sittings so far."""

from datetime import datetime

from django.db import transaction

from learning.log import actions as log
from learning.people.models import User
from quizzes.errors import NotCalibrated
from quizzes.exam_answers import answers_to
from quizzes.item_analysis.irt import MINIMUM_PERSONS, Model, NotEstimable, fit
from quizzes.models import ExamScale, MockExam


@transaction.atomic
def _record(exam: MockExam, scale: ExamScale, by: User | None) -> ExamScale:
    scale.save(force_insert=True)
    log.write(
        "quiz.calibrate",
        by=by,
        at=scale.made_at,
        subject=("quiz", exam.quiz.code, exam.quiz.title),
        detail={"persons": scale.person_count, "items": len(scale.intercepts)},
    )
    return scale


def calibrate(*, exam: MockExam, by: User | None, at: datetime) -> ExamScale:
    """Estimate every item's difficulty (Rasch) and keep it as the latest scale.

    What is estimated is read and worked out before the transaction. Writes a log entry.

    Raises
    ------
    NotCalibrated
        With fewer persons than the model needs, or if no estimate is found; nothing is
        written and results go on without a scale.
    """
    answers = answers_to(exam)
    persons = answers.person_count
    needed = MINIMUM_PERSONS[Model.RASCH]
    if persons < needed or not answers.version_ids:
        raise NotCalibrated(persons=persons, needed=needed)
    try:
        fitted = fit(answers.scores, Model.RASCH)
    except NotEstimable as error:
        raise NotCalibrated(persons=persons, needed=needed) from error
    intercepts = zip(answers.version_ids, fitted.intercept, strict=True)
    return _record(
        exam,
        ExamScale(
            exam=exam,
            made_at=at,
            person_count=persons,
            sd=fitted.sd,
            intercepts={str(version): float(d) for version, d in intercepts},
        ),
        by,
    )
