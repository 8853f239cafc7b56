"""The shipped courses and quizzes as the simulation needs them, read once."""

from dataclasses import dataclass

from courses.editions import course_version
from courses.models import CoursePage, LessonPage
from courses.standing import live_lessons
from learning.simulation.sitting import Room
from quizzes.models import Quiz


@dataclass(frozen=True, slots=True)
class Lesson:
    """One live lesson in the revision and edition of now."""

    pk: int
    revision_id: int | None
    edition: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Course:
    """One course, its lessons in order, and its quiz."""

    page: CoursePage
    version: str
    lessons: tuple[Lesson, ...]
    room: Room


def read_courses(*, seed: int) -> dict[str, Course]:
    """Courses that have lessons and a quiz, by code."""
    rooms = {
        quiz.code: Room(quiz, seed=seed)
        for quiz in Quiz.objects.filter(retired_on__isnull=True)
    }
    found = {}
    for page in CoursePage.objects.live().order_by("code"):
        lines = live_lessons(page.path)
        if not lines or page.quiz_code not in rooms:
            continue
        revisions = dict(
            LessonPage.objects.filter(pk__in=[line.pk for line in lines]).values_list(
                "pk", "live_revision_id"
            )
        )
        found[page.code] = Course(
            page=page,
            version=course_version((line.code, line.edition) for line in lines),
            lessons=tuple(
                Lesson(line.pk, revisions[line.pk], line.edition, line.minutes)
                for line in lines
            ),
            room=rooms[page.quiz_code],
        )
    return found
