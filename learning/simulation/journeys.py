"""How each person learns through the years: courses, tests, tries, what is left undone.

Decides what happens when; ``Register`` keeps it. Everything here happened before the
last day, and on working days.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from learning.literacy.evidence_rows import public_id_of
from learning.literacy.models import Evidence
from learning.simulation.calendar_of_learning import first_steps, security_windows
from learning.simulation.chance import PublicIds, stream
from learning.simulation.courseware import Course, Lesson
from learning.simulation.person import Person, PostingFrom
from learning.simulation.register import Register
from learning.simulation.sitting import Sitter
from learning.simulation.timeline import Timeline, at

SECURITY, FIRST_STEPS = "security-basics", "dx-basics"
MOST_TRIES = 4
GAIN_PER_TRY = 0.5
HIGH_RANKS = ("executive", "bureau_head", "deputy", "section_head", "assistant")
LEADING_RANKS = (*HIGH_RANKS, "unit_head")
QUALIFIED_SHARE = 0.05
GROUP_SESSION_SHARE = 0.25
LEFT_HALFWAY = 0.06
WITHOUT_TEST = 0.08


@dataclass(frozen=True, slots=True)
class Wish:
    """One course that a person takes up within [begin, end]."""

    course: str
    begin: date
    end: date


class Journeys:
    """Sends people through their years of learning."""

    def __init__(
        self,
        *,
        courses: Mapping[str, Course],
        register: Register,
        timeline: Timeline,
        seed: int,
    ) -> None:
        self.courses = courses
        self.register = register
        self.timeline = timeline
        self.seed = seed
        self.last_day = timeline.until - timedelta(days=1)
        self.recorder: int | None = None

    def travel(self, number: int, people: Sequence[Person]) -> None:
        """Let one part of the people learn; ``number`` is the part's."""
        chance = stream(self.seed, "journeys", number)
        ids = PublicIds(self.seed, "attempts", number)
        for person in people:
            journey = _Journey(self, person, chance, ids)
            if person.note == "employee":
                journey.begin_and_stop()
            else:
                journey.live()


class _Journey:
    """One person's learning."""

    def __init__(
        self,
        all_journeys: Journeys,
        person: Person,
        chance: np.random.Generator,
        ids: PublicIds,
    ) -> None:
        self.all = all_journeys
        self.register = all_journeys.register
        self.person = person
        self.chance = chance
        self.ids = ids
        self.lessons_done: dict[str, int] = defaultdict(int)
        self.opened: set[int] = set()
        self.numbers: dict[str, int] = defaultdict(int)
        self.ability = person.ability

    def live(self) -> None:
        """Everything this person did in the history, in the order of the subjects."""
        for window in security_windows(self.all.timeline):
            self._yearly(window.opens_on, window.due_on, window.fiscal_year)
        for wish in self._wishes():
            self._take(wish)
        if self._chance(QUALIFIED_SHARE) and self._is_regular():
            self._entered(Evidence.Kind.QUALIFIED, "ip", self._any_day())

    def begin_and_stop(self) -> None:
        """The security course but for its last lesson: where the demonstration begins."""
        course = self.all.courses.get(SECURITY)
        day = self.all.last_day
        if course is None or not self.person.works_on(day):
            return
        now = at(day, 10)
        for lesson in course.lessons[:-1]:
            now += timedelta(minutes=lesson.minutes)
            self.register.lesson_done(self.person, lesson, now)

    # ---- the yearly training ----------------------------------------------------

    def _yearly(self, opens_on: date, due_on: date, year: int) -> None:
        if year == self.all.timeline.fiscal_year and self.person.note in UNDONE:
            return
        if not self._chance(0.72 + 0.28 * self.person.diligence):
            return
        day = self._day_before_due(opens_on, due_on)
        if day is None:
            return
        if self.person.uses_shared_pc() and self._chance(GROUP_SESSION_SHARE):
            self._entered(Evidence.Kind.ATTENDED, "security-session", day)
            return
        self._study_and_test(SECURITY, day)

    def _day_before_due(self, opens_on: date, due_on: date) -> date | None:
        """The diligent are early, the others crowd at the end, a few are late."""
        begin = max(opens_on, self.person.employments[0].starts_on + timedelta(days=7))
        span = (due_on - begin).days
        if span < 1:
            return None
        early = 1 + 3 * self.person.diligence
        share = self.chance.beta(1.6, early)
        if self._chance(0.35):
            share = self.chance.beta(9, 1.2)
        if self._chance(0.03):
            share = 1 + 0.2 * float(self.chance.random())
        return self._working(begin + timedelta(days=int(share * span)))

    # ---- courses of one's own ---------------------------------------------------

    def _wishes(self) -> list[Wish]:
        """Which further courses the person takes up, by post and by inclination."""
        timeline, keen = self.all.timeline, self.person.diligence
        posting = self.person.main_posting(timeline.until)
        window = first_steps(timeline)
        likely = {FIRST_STEPS: 0.35 + 0.45 * keen}
        if posting is not None:
            likely |= self._likely_by_post(posting)
        hired = self.person.employments[0].starts_on
        begin = max(window.opens_on, hired + timedelta(days=14))
        return [
            Wish(course, begin, self.all.last_day)
            for course, share in likely.items()
            if self._chance(share)
        ]

    def _likely_by_post(self, posting: PostingFrom) -> dict[str, float]:
        marks = {mark.code for mark in self.person.designations}
        likely = {}
        if self._is_regular():
            likely["itpass-basics"] = 0.12 + 0.2 * self.person.diligence
        if posting.rank in HIGH_RANKS or "policy-planner" in marks:
            likely["policy-trends"] = 0.35
        if posting.rank in LEADING_RANKS or marks & {"system-owner", "budget-owner"}:
            likely["procurement-basics"] = 0.45
        return likely

    def _take(self, wish: Wish) -> None:
        span = (wish.end - wish.begin).days
        if span < 1:
            return
        offset = int(self.chance.integers(span))
        day = self._working(wish.begin + timedelta(days=offset))
        if day is not None:
            self._study_and_test(wish.course, day)

    # ---- learning and testing ---------------------------------------------------

    def _study_and_test(self, code: str, day: date) -> None:
        course = self.all.courses.get(code)
        if course is None:
            return
        now = at(day, 8, 40) + timedelta(minutes=int(self.chance.integers(400)))
        if self.lessons_done[code] < len(course.lessons):
            finished = self._study(course, now)
            if finished is None:
                return
            now = finished
            if code != SECURITY and self._chance(WITHOUT_TEST):
                return
        self._test(course, now)

    def _study(self, course: Course, now: datetime) -> datetime | None:
        """Read the lessons over a day or two; None if the person left halfway."""
        code, left = course.page.code, len(course.lessons)
        stops_before = None
        if self._chance(LEFT_HALFWAY):
            stops_before = int(self.chance.integers(left))
        for lesson in course.lessons[self.lessons_done[code] :]:
            if self.lessons_done[code] == stops_before:
                self._open(lesson, now)
                return None
            pace = 0.6 + float(self.chance.random())
            now += timedelta(seconds=int(lesson.minutes * 60 * pace))
            now = self._next_morning_if_late(now)
            if now.date() > self.all.last_day:
                return None
            self.register.lesson_done(self.person, lesson, now)
            self.lessons_done[code] += 1
        self.register.course_done(self.person, course, now)
        return now

    def _open(self, lesson: Lesson, now: datetime) -> None:
        if lesson.pk not in self.opened:
            self.opened.add(lesson.pk)
            self.register.lesson_opened(self.person, lesson, now)

    def _test(self, course: Course, now: datetime) -> None:
        """Sit the test until it is passed, a little abler each time, or give up."""
        ability = self.ability
        for _attempt in range(MOST_TRIES):
            now = self._next_morning_if_late(now + timedelta(minutes=12))
            if now.date() > self.all.last_day or not self.person.works_on(now.date()):
                return
            if self._sit(course, ability, now):
                return
            if not self._chance(0.55 + 0.4 * self.person.diligence):
                return
            ability += GAIN_PER_TRY
            now += timedelta(days=int(self.chance.integers(4)))

    def _sit(self, course: Course, ability: float, now: datetime) -> bool:
        code = course.room.quiz.code
        self.numbers[code] += 1
        key = (self.register.attempt_key(), self.ids.next(), self.numbers[code])
        attempt, responses = course.room.sit(
            Sitter(self.person.pk, ability, self.person.uses_shared_pc()),
            key=key,
            at=now,
            chance=self.chance,
        )
        self.register.attempt(attempt, responses)
        return bool(attempt.passed)

    # ---- evidence that somebody entered -----------------------------------------

    def _entered(self, kind: Evidence.Kind, code: str, day: date | None) -> None:
        if day is None:
            return
        key = f"{kind}:{self.person.public_id}:{code}:{day}:1"
        self.register.evidence(
            Evidence(
                public_id=public_id_of(key),
                employee_id=self.person.pk,
                kind=kind,
                subject_code=code,
                on=day,
                source_key=key,
                recorded_at=at(day, 17),
                recorded_by_id=self.all.recorder,
            )
        )

    # ---- chance and days --------------------------------------------------------

    def _chance(self, share: float) -> bool:
        return float(self.chance.random()) < share

    def _is_regular(self) -> bool:
        return self.person.employments[-1].employment_type == "regular"

    def _any_day(self) -> date | None:
        first = self.all.timeline.begins_on
        span = max(1, (self.all.last_day - first).days)
        return self._working(first + timedelta(days=int(self.chance.integers(span))))

    def _working(self, day: date) -> date | None:
        """The working day at or before ``day``; None if the person wasn't there."""
        day -= timedelta(days=max(0, day.weekday() - 4))
        if day > self.all.last_day or not self.person.works_on(day):
            return None
        return day

    def _next_morning_if_late(self, now: datetime) -> datetime:
        if now.hour < 17:
            return now
        days = 3 if now.weekday() == 4 else 1
        return at(now.date() + timedelta(days=days), 9, now.minute)


UNDONE = ("shared_employee",)
"""People of note who have not done this year's training: something is left to try."""
