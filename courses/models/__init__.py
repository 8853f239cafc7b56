"""Models of courses."""

from courses.models.glossary import GlossaryTerm
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
    "LessonCompletion",
    "LessonPage",
    "LessonProgress",
    "TierPage",
]
