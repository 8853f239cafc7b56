"""Opening, answering, finishing: the facts that a learner leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.actions.progress import answer_check, finish_lesson, open_lesson
from courses.errors import CheckNotFound, ChecksOpen, NothingChosen
from courses.models import CourseCompletion, LessonCompletion, LessonProgress
from courses.models.pages import Change
from courses.signals import course_completed
from courses.standing import Standing, course_progress, current_version
from tests.factories.courses import (
    CHECK_IDS,
    LessonPageFactory,
    body,
    check,
    make_course,
    publish,
)
from tests.factories.people import EmployeeFactory

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def employee():
    return EmployeeFactory()


@pytest.fixture
def heard():
    """What course_completed said."""
    found = []

    def hear(completion, **_):
        found.append(completion)

    course_completed.connect(hear)
    yield found
    course_completed.disconnect(hear)


def answer_all(employee, lesson, at=AT):
    for check_id in CHECK_IDS:
        answer_check(
            employee=employee, lesson=lesson, check_id=check_id, chosen=[1], at=at
        )


def finish(employee, lesson, at=AT):
    answer_all(employee, lesson, at)
    return finish_lesson(employee=employee, lesson=lesson, at=at)


def standings(course, employee):
    lessons = course_progress(course.path, employee).lessons
    return [lesson.standing for lesson in lessons]


def test_opening_notes_the_place_to_resume(employee):
    course, (first, second) = make_course()
    open_lesson(employee=employee, lesson=second, at=AT)
    open_lesson(employee=employee, lesson=first, at=LATER)
    assert course_progress(course.path, employee).next.code == first.code
    open_lesson(employee=employee, lesson=second, at=LATER + timedelta(minutes=5))
    assert course_progress(course.path, employee).next.code == second.code
    assert LessonProgress.objects.count() == 2


def test_answer_is_kept_with_whether_it_is_right(employee):
    lesson = LessonPageFactory()
    right = answer_check(
        employee=employee, lesson=lesson, check_id=CHECK_IDS[0], chosen=[1], at=AT
    )
    wrong = answer_check(
        employee=employee, lesson=lesson, check_id=CHECK_IDS[1], chosen=[0], at=AT
    )
    assert (right.right, wrong.right) == (True, False)
    progress = LessonProgress.objects.get()
    assert progress.checks[CHECK_IDS[0]]["chosen"] == [1]
    assert progress.place == f"check-{CHECK_IDS[1]}"


@pytest.mark.parametrize("chosen", [[], [3], [-1]])
def test_answer_must_be_one_of_the_choices(employee, chosen):
    with pytest.raises(NothingChosen):
        answer_check(
            employee=employee,
            lesson=LessonPageFactory(),
            check_id=CHECK_IDS[0],
            chosen=chosen,
            at=AT,
        )


def test_answer_to_a_check_that_is_not_there(employee):
    with pytest.raises(CheckNotFound):
        answer_check(
            employee=employee,
            lesson=LessonPageFactory(),
            check_id="no-such",
            chosen=[0],
            at=AT,
        )


def test_lesson_is_not_done_before_its_checks(employee):
    lesson = LessonPageFactory()
    with pytest.raises(ChecksOpen) as error:
        finish_lesson(employee=employee, lesson=lesson, at=AT)
    assert error.value.check_ids == list(CHECK_IDS)
    assert not LessonCompletion.objects.exists()


def test_wrong_answers_are_answers(employee):
    lesson = LessonPageFactory()
    for check_id in CHECK_IDS:
        answer_check(
            employee=employee, lesson=lesson, check_id=check_id, chosen=[2], at=AT
        )
    completion = finish_lesson(employee=employee, lesson=lesson, at=AT)
    assert completion.revision_id == lesson.live_revision_id
    assert completion.edition == 1


def test_finishing_twice_is_finishing_once(employee, heard):
    _, (lesson,) = make_course(lessons=1)
    assert finish(employee, lesson) == finish(employee, lesson, LATER)
    assert LessonCompletion.objects.count() == 1
    assert len(heard) == 1


def test_last_lesson_completes_the_course_and_tells_it(employee, heard):
    course, (first, second) = make_course()
    finish(employee, first)
    assert heard == []
    finish(employee, second, LATER)
    completion = CourseCompletion.objects.get()
    assert heard == [completion]
    assert (completion.course_id, completion.completed_at) == (course.pk, LATER)
    assert completion.version == current_version(course)
    assert course_progress(course.path, employee).is_done


def test_drafts_do_not_hold_a_course_open(employee, heard):
    course, (lesson,) = make_course(lessons=1)
    LessonPageFactory(parent=course).unpublish()
    finish(employee, lesson)
    assert len(heard) == 1


def test_minor_change_reopens_nothing(employee):
    course, (lesson,) = make_course(lessons=1)
    finish(employee, lesson)
    lesson.title, lesson.change = "誤字を直した題名", Change.MINOR
    publish(lesson)
    assert standings(course, employee) == [Standing.DONE]
    finish(employee, lesson, LATER)
    assert CourseCompletion.objects.count() == 1


def test_major_change_makes_a_new_edition_to_be_read_again(employee, heard):
    course, (lesson,) = make_course(lessons=1)
    finish(employee, lesson)
    lesson.change = Change.MAJOR
    publish(lesson)
    assert standings(course, employee) == [Standing.CHANGED]
    finish(employee, lesson, LATER)
    assert standings(course, employee) == [Standing.DONE]
    versions = set(CourseCompletion.objects.values_list("version", flat=True))
    assert len(versions) == 2
    assert len(heard) == 2


def test_answer_to_choices_that_changed_is_not_taken_over(employee):
    lesson = LessonPageFactory()
    answer_all(employee, lesson)
    changed = [check(check_id, right=(2,)) for check_id in CHECK_IDS]
    lesson.body = body(*changed)
    publish(lesson)
    with pytest.raises(ChecksOpen):
        finish_lesson(employee=employee, lesson=lesson, at=LATER)
