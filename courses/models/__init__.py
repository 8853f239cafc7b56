"""Models of courses."""

from courses.models.edition import LessonEdition
from courses.models.glossary import GlossaryTerm
from courses.models.imported import ImportedRecord
from courses.models.pages import CataloguePage, CoursePage, LessonPage, TierPage
from courses.models.progress import (
    CourseCompletion,
    LessonCompletion,
    LessonProgress,
)

__all__ = [
    "CataloguePage",
    "CourseCompletion",
    "CoursePage",
    "GlossaryTerm",
    "ImportedRecord",
    "LessonCompletion",
    "LessonEdition",
    "LessonPage",
    "LessonProgress",
    "TierPage",
]
