"""Knows a lesson's checks and how a person's answers to them stand."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.blocks.practice import QuestionValue
from courses.models import LessonPage, LessonProgress


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """One answer: positions from 0, and the digest of the choices it was given to."""

    chosen: tuple[int, ...]
    right: bool
    of: str

    def as_json(self) -> dict[str, Any]:
        """Return the form kept in ``LessonProgress.checks``."""
        return {"chosen": list(self.chosen), "right": self.right, "of": self.of}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "CheckAnswer":
        """Read the form kept in ``LessonProgress.checks``."""
        return cls(tuple(data["chosen"]), bool(data["right"]), str(data["of"]))


def check_blocks(lesson: LessonPage) -> dict[str, QuestionValue]:
    """Return the lesson's checks by block id, in order; no other block is read."""
    body = lesson.body
    places = (n for n, raw in enumerate(body.raw_data) if raw["type"] == "check")
    return {body[n].id: body[n].value for n in places}


def digest_of_choices(question: QuestionValue) -> str:
    """Short digest of the choices and which are right; feedback may change freely."""
    lines = [f"{c['right']} {c['text']}" for c in question["choices"]]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def answer_to(
    check_id: str, question: QuestionValue, answers: Mapping[str, Any]
) -> CheckAnswer | None:
    """Return the answer to a check as it is today; None if there is none."""
    if check_id not in answers:
        return None
    answer = CheckAnswer.from_json(answers[check_id])
    return answer if answer.of == digest_of_choices(question) else None


def open_checks(lesson: LessonPage, progress: LessonProgress) -> list[str]:
    """Return the ids of the checks that are not answered, in order."""
    return [
        check_id
        for check_id, question in check_blocks(lesson).items()
        if answer_to(check_id, question, progress.checks) is None
    ]
