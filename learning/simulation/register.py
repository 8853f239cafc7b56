"""Collects what a part of the people did and writes it: completions, attempts, evidence.

Evidence and attainment come out of the same functions that the site uses, so that
rebuilding them changes nothing.
"""

from collections import defaultdict
from datetime import datetime

from courses.models import CourseCompletion, LessonCompletion, LessonProgress
from learning.literacy.attainment_rows import (
    LiteracyRules,
    attainment_rows,
    fact_of,
)
from learning.literacy.evidence_rows import (
    evidence_rows_from_attempts,
    evidence_rows_from_completions,
)
from learning.literacy.models import Attainment, Evidence
from learning.people.models import Employee
from learning.simulation.courseware import Course, Lesson
from learning.simulation.person import Person
from learning.simulation.sitting import RESPONSE_NAMES, ResponseRow
from learning.simulation.writing import Table
from quizzes.models import Attempt, Response

MODELS = (
    LessonCompletion,
    LessonProgress,
    CourseCompletion,
    Attempt,
    Response,
    Evidence,
    Attainment,
)


class Register:
    """One part's rows at a time; ``write`` empties it."""

    def __init__(self, rules: tuple[LiteracyRules, ...]) -> None:
        self.rules = rules
        self.counts: dict[str, int] = defaultdict(int)
        self._tables: dict[type, Table] = {model: Table(model) for model in MODELS}
        self._clear()

    def lesson_done(self, person: Person, lesson: Lesson, at: datetime) -> None:
        """A lesson read to its end."""
        self._lessons.append(
            (person.pk, lesson.pk, lesson.revision_id, lesson.edition, at)
        )

    def lesson_opened(self, person: Person, lesson: Lesson, at: datetime) -> None:
        """A lesson begun and left."""
        self._opened.append((person.pk, lesson.pk, {}, "", at, at))

    def course_done(self, person: Person, course: Course, at: datetime) -> None:
        """All lessons of a course done."""
        self._completions.append(
            CourseCompletion(
                pk=self._tables[CourseCompletion].next_key(),
                employee=Employee(pk=person.pk, public_id=person.public_id),
                course=course.page,
                version=course.version,
                completed_at=at,
            )
        )

    def attempt_key(self) -> int:
        """Take the key of the next attempt."""
        return self._tables[Attempt].next_key()

    def attempt(self, attempt: Attempt, responses: list[ResponseRow]) -> None:
        """A finished attempt with its responses."""
        self._attempts.append(attempt)
        self._responses += responses

    def evidence(self, evidence: Evidence) -> None:
        """Evidence that somebody entered."""
        self._entered.append(evidence)

    def write(self) -> None:
        """Write everything, then forget it."""
        tables = self._tables
        self._count("lessons", tables[LessonCompletion].write_values(
            ("employee_id", "lesson_id", "revision_id", "edition", "completed_at"),
            self._lessons,
        ))  # fmt: skip
        tables[LessonProgress].write_values(
            ("employee_id", "lesson_id", "checks", "place", "opened_at", "changed_at"),
            self._opened,
        )
        self._count("courses", tables[CourseCompletion].write(self._completions))
        self._count("attempts", tables[Attempt].write(self._attempts))
        self._count(
            "responses",
            tables[Response].write_values(RESPONSE_NAMES, self._responses),
        )
        self._write_what_follows()
        self._clear()

    def _write_what_follows(self) -> None:
        evidence = evidence_rows_from_attempts(self._attempts)
        evidence += evidence_rows_from_completions(self._completions)
        evidence += self._entered
        facts = defaultdict(list)
        for row in evidence:
            row.pk = self._tables[Evidence].next_key()
            facts[row.employee_id].append(fact_of(row))
        self._count("evidence", self._tables[Evidence].write(evidence))
        attained = attainment_rows(facts, self.rules)
        for interval in attained:
            interval.pk = self._tables[Attainment].next_key()
        self._count("attainments", self._tables[Attainment].write(attained))

    def _count(self, what: str, number: int) -> None:
        self.counts[what] += number

    def _clear(self) -> None:
        self._lessons: list[tuple[int, int, int | None, int, datetime]] = []
        self._opened: list[tuple[int, int, dict, str, datetime, datetime]] = []
        self._completions: list[CourseCompletion] = []
        self._attempts: list[Attempt] = []
        self._responses: list[ResponseRow] = []
        self._entered: list[Evidence] = []
