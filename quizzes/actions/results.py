"""Writes into the log who took results of persons along."""

from datetime import datetime

from django.db import transaction

from learning.log import actions as log
from learning.people.models import User
from quizzes.models import Quiz


@transaction.atomic
def record_export(
    *, quiz: Quiz, file: str, rows: int, by: User | None, at: datetime
) -> None:
    """Log that results per person and question left as a file."""
    log.write(
        "quiz.export_results",
        by=by,
        at=at,
        subject=("quiz", quiz.code, quiz.title),
        detail={"file": file, "people": rows},
    )
