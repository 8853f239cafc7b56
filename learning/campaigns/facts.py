"""Reads what happened for some people in some cycles: a fixed number of queries.

Completion is evidence, never a flag; started is a lesson opened or an attempt begun.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from courses.contexts import address_of_quiz
from courses.models import CoursePage, LessonCompletion, LessonProgress
from courses.standing import STEP, LessonLine, by_course, live_lessons
from learning.campaigns.models import Cycle, Requirement
from learning.campaigns.standing import Facts
from learning.city.current import city
from learning.composed import composed
from learning.literacy.models import Evidence
from learning.people.models import Absence, Employee
from quizzes.models import Attempt, Quiz

Key = tuple[str, str]
Completed = dict[int, dict[int, date]]
People = Collection[int] | QuerySet[Employee]
Ids = Any  # a list of numbers, or a query of people: django-stubs knows the first
COURSE = Requirement.SubjectKind.COURSE
QUIZ = Requirement.SubjectKind.QUIZ
DISPATCHED = Absence.NeutralClass.DISPATCHED
EVIDENCE_KINDS = {
    COURSE: (Evidence.Kind.COURSE_COMPLETED, Evidence.Kind.ATTENDED),
    QUIZ: (Evidence.Kind.QUIZ_PASSED,),
}
"""Evidence that fulfils an obligation: a course also by a session that was attended."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a requirement asks for; ``lessons`` are those of a course, in order.

    A subject whose code resolves to nothing has no address: nobody can do it now.
    """

    kind: str
    code: str
    title: str
    address: str = ""
    path: str = ""
    lessons: tuple[LessonLine, ...] = ()


@composed(list[str])
def _courses(codes: list[str]) -> QuerySet:
    live = CoursePage.objects.live().filter(code__in=codes)
    return live.values_list("code", "title", "path")


@composed(list[str])
def _quizzes(codes: list[str]) -> QuerySet:
    found = Quiz.objects.filter(code__in=codes, retired_on=None)
    return found.values_list("code", "title")


def subjects_of(requirements: Iterable[Requirement]) -> dict[Key, Subject]:
    """Find the courses and quizzes of requirements, by kind and code."""
    keys = {(each.subject_kind, each.subject_code) for each in requirements}
    found = {key: Subject(*key, title=key[1]) for key in keys}
    courses = _courses(_codes(keys, COURSE))
    paths = [path for _code, _title, path in courses]
    lessons = by_course(live_lessons(*paths)) if paths else {}
    for code, title, path in courses:
        found[COURSE, code] = Subject(
            COURSE,
            code,
            title,
            address=reverse("courses:resume", args=[code]),
            path=path,
            lessons=lessons[path].lessons if path in lessons else (),
        )
    for code, title in _quizzes(_codes(keys, QUIZ)):
        found[QUIZ, code] = Subject(QUIZ, code, title, address=address_of_quiz(code))
    return found


def subject_of(requirement: Requirement, subjects: dict[Key, Subject]) -> Subject:
    """The subject of one requirement among those found."""
    return subjects[requirement.subject_kind, requirement.subject_code]


@composed(list[int], date)
def _absences(employees: Ids, day: date) -> QuerySet:
    rows = Absence.objects.on(day).filter(employee__id__in=employees)
    return rows.values_list("employee_id", "neutral_class")


def _listed(employees: People) -> Ids:
    return employees if isinstance(employees, QuerySet) else list(employees)


def absent_on(employees: People, day: date) -> set[int]:
    """Ids of those people whose obligations pause on ``day``."""
    absent = set(_absences(_listed(employees), day))
    dispatched = {pair for pair in absent if pair[1] == DISPATCHED}
    if dispatched and city().counts_dispatched:
        absent -= dispatched
    return {employee_id for employee_id, _class in absent}


def facts_of(
    cycles: Collection[Cycle],
    employees: People,
    *,
    subjects: dict[Key, Subject],
    day: date,
    completed: Completed | None = None,
) -> dict[tuple[int, int], Facts]:
    """Read the facts by (cycle id, employee id); pairs without any are left out.

    Parameters
    ----------
    cycles : with their requirements loaded.
    employees : ids, or a query of people for whole lists.
    subjects : of the cycles' requirements, as ``subjects_of`` gives them.
    day : facts after it are not read.
    completed : what ``completed_in`` found, where it has been read already.
    """
    absent = absent_on(employees, day)
    if completed is None:
        completed = completed_in(cycles, employees, day)
    started, lessons_done = _lessons(employees, subjects, day)
    begun = _begun(cycles, employees, day)
    found: dict[tuple[int, int], Facts] = {}
    for cycle in cycles:
        key = (cycle.requirement.subject_kind, cycle.requirement.subject_code)
        of_cycle = completed.get(cycle.pk, {})
        starts = begun.get(cycle.pk, {}) if key[0] == QUIZ else started.get(key[1], {})
        done = lessons_done.get(key[1], {}) if key[0] == COURSE else {}
        for employee_id in of_cycle.keys() | starts.keys() | done.keys() | absent:
            found[cycle.pk, employee_id] = Facts(
                completed_on=of_cycle.get(employee_id),
                started_on=starts.get(employee_id),
                is_absent=employee_id in absent,
                lessons_done=len(done.get(employee_id, ())),
            )
    return found


def _codes(keys: set[Key], kind: str) -> list[str]:
    return sorted(code for of_kind, code in keys if of_kind == kind)


def _counts(cycle: Cycle, on: date) -> bool:
    return cycle.counts_from is None or cycle.counts_from <= on


@composed(list[int], list[str], list[str], date)
def _evidence(
    employees: Ids, kinds: list[str], codes: list[str], day: date
) -> QuerySet:
    rows = Evidence.objects.standing().filter(
        employee__id__in=employees,
        kind__in=kinds,
        subject_code__in=codes,
        on__lte=day,
    )
    return rows.order_by("on").values_list("employee_id", "kind", "subject_code", "on")


def completed_in(cycles: Collection[Cycle], employees: People, day: date) -> Completed:
    """First day of evidence that counts, by cycle and person: one query."""
    by_subject = defaultdict(list)
    for cycle in cycles:
        asked = Requirement.SubjectKind(cycle.requirement.subject_kind)
        for fulfils in EVIDENCE_KINDS[asked]:
            by_subject[fulfils.value, cycle.requirement.subject_code].append(cycle)
    found: dict[int, dict[int, date]] = defaultdict(dict)
    kinds = sorted({kind for kind, _ in by_subject})
    codes = sorted({code for _, code in by_subject})
    rows = _evidence(_listed(employees), kinds, codes, day)
    for employee_id, kind, code, on in rows:
        for cycle in by_subject.get((kind, code), ()):
            if _counts(cycle, on):
                found[cycle.pk].setdefault(employee_id, on)
    return found


@composed(list[int], list[str])
def _attempts(employees: Ids, quizzes: list[str]) -> QuerySet:
    rows = Attempt.objects.filter(
        employee__id__in=employees, quiz__code__in=quizzes, started_at__isnull=False
    ).exclude(state=Attempt.State.WITHDRAWN)
    return rows.order_by("started_at").values_list(
        "employee_id", "quiz__code", "started_at"
    )


def _begun(
    cycles: Collection[Cycle], employees: People, day: date
) -> dict[int, dict[int, date]]:
    """First day of an attempt that counts, by cycle and person."""
    by_quiz = defaultdict(list)
    for cycle in cycles:
        if cycle.requirement.subject_kind == QUIZ:
            by_quiz[cycle.requirement.subject_code].append(cycle)
    found: dict[int, dict[int, date]] = defaultdict(dict)
    if not by_quiz:
        return found
    for employee_id, code, at in _attempts(_listed(employees), sorted(by_quiz)):
        on = timezone.localdate(at)
        for cycle in by_quiz[code]:
            if on <= day and _counts(cycle, on):
                found[cycle.pk].setdefault(employee_id, on)
    return found


Started = dict[str, dict[int, date]]
Done = dict[str, dict[int, set[int]]]


@composed(list[int], list[int])
def _opened(employees: Ids, lessons: list[int]) -> QuerySet:
    opened = LessonProgress.objects.filter(
        employee__id__in=employees, lesson__page_ptr__id__in=lessons
    )
    return opened.values_list("employee_id", "lesson_id", "opened_at")


@composed(list[int], list[int])
def _read(employees: Ids, lessons: list[int]) -> QuerySet:
    read = LessonCompletion.objects.filter(
        employee__id__in=employees, lesson__page_ptr__id__in=lessons
    )
    return read.values_list("employee_id", "lesson_id", "edition", "completed_at")


def _lessons(
    employees: People, subjects: dict[Key, Subject], day: date
) -> tuple[Started, Done]:
    """First day in a course, and lessons done in their edition, by code and person.

    Who has finished a lesson has begun, also where no place was kept (imported).
    """
    started: Started = defaultdict(dict)
    done: Done = defaultdict(lambda: defaultdict(set))
    codes = {subject.path: subject.code for subject in subjects.values()}
    lines = {line.pk: line for s in subjects.values() for line in s.lessons}
    if not lines:
        return started, done
    for employee_id, lesson, at in _opened(_listed(employees), sorted(lines)):
        code = codes[lines[lesson].path[:-STEP]]
        on = timezone.localdate(at)
        if on <= day:
            started[code][employee_id] = min(on, started[code].get(employee_id, on))
    for employee_id, lesson, edition, at in _read(_listed(employees), sorted(lines)):
        code, on = codes[lines[lesson].path[:-STEP]], timezone.localdate(at)
        if on <= day and edition >= lines[lesson].edition:
            done[code][employee_id].add(lesson)
            started[code][employee_id] = min(on, started[code].get(employee_id, on))
    return started, done
