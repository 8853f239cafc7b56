"""Models of quizzes."""

from quizzes.models.attempt import Attempt, Response
from quizzes.models.exam import ExamScale, MockExam
from quizzes.models.image import ItemImage
from quizzes.models.item import Item, ItemType, ItemVersion
from quizzes.models.override import AttemptOverride
from quizzes.models.quiz import Quiz, QuizSection
from quizzes.models.regrade import Regrade, RegradedVersion, RegradeLine

__all__ = [
    "Attempt",
    "AttemptOverride",
    "ExamScale",
    "Item",
    "ItemImage",
    "ItemType",
    "ItemVersion",
    "MockExam",
    "Quiz",
    "QuizSection",
    "Regrade",
    "RegradeLine",
    "RegradedVersion",
    "Response",
]
