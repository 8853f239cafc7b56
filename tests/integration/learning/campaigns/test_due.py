"""What one person has to do, as マイページ shows it."""

from datetime import date

import pytest

from courses.models import LessonCompletion
from learning.campaigns.due import due_for
from learning.campaigns.standing import Standing
from tests.factories.campaigns import AssignmentFactory, CycleFactory
from tests.factories.courses import OPENED_AT, make_course
from tests.factories.literacy import EvidenceFactory
from tests.factories.people import AbsenceFactory, EmployeeFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def person():
    return EmployeeFactory()


@pytest.fixture
def quiz():
    return QuizFactory(code="q", title="確認テスト")


def standings(person, day=TODAY, **options):
    return [item.standing for item in due_for(person, day, **options)]


def test_nobody_obliged_has_nothing_due(person, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert due_for(person, TODAY) == []


def test_what_is_due_is_said_with_its_days(person, quiz):
    AssignmentFactory(employee=person)
    (item,) = due_for(person, TODAY)
    assert item.subject_title == "確認テスト"
    assert item.due_on == date(2026, 11, 30)
    assert item.days_left == 10
    assert item.action == "受ける"
    assert item.standing is Standing.ASSIGNED


def test_a_begun_attempt_is_in_progress_and_late_is_overdue(person, quiz):
    AssignmentFactory(employee=person)
    AttemptFactory(employee=person, quiz=quiz)
    assert standings(person) == [Standing.IN_PROGRESS]
    assert standings(person, date(2026, 12, 1)) == [Standing.OVERDUE]


def test_evidence_since_the_opening_completes(person, quiz):
    AssignmentFactory(employee=person)
    EvidenceFactory(employee=person, on=date(2026, 10, 31))
    assert standings(person) == [Standing.ASSIGNED]
    EvidenceFactory(employee=person, on=date(2026, 11, 1))
    assert standings(person) == []
    assert standings(person, with_completed=True) == [Standing.COMPLETED]


def test_a_cycle_may_count_what_was_ever_done(person, quiz):
    AssignmentFactory(employee=person, cycle=CycleFactory(counts_from=None))
    EvidenceFactory(employee=person, on=date(2023, 6, 1))
    assert standings(person) == []


def test_withdrawn_evidence_completes_nothing(person, quiz):
    AssignmentFactory(employee=person)
    passed = EvidenceFactory(employee=person, on=date(2026, 11, 2))
    EvidenceFactory(employee=person, on=date(2026, 11, 3), withdraws=passed)
    assert standings(person) == [Standing.ASSIGNED]


def test_absence_pauses_and_exemption_and_withdrawal_release(person, quiz):
    AssignmentFactory(employee=person)
    AssignmentFactory(employee=person, exempted=True)
    AssignmentFactory(employee=person, withdrawn=True)
    AbsenceFactory(employee=person)
    assert standings(person) == [Standing.PAUSED]


def test_what_has_not_opened_is_not_shown(person, quiz):
    AssignmentFactory(employee=person)
    assert standings(person, date(2026, 10, 31)) == []


def test_a_subject_that_is_gone_has_no_address(person):
    AssignmentFactory(employee=person)
    (item,) = due_for(person, TODAY)
    assert (item.subject_title, item.url) == ("q", "")


def test_the_nearest_comes_first_in_few_queries(
    person, quiz, django_assert_max_num_queries
):
    late = CycleFactory(due_on=date(2027, 1, 31))
    AssignmentFactory(employee=person, cycle=late)
    AssignmentFactory(employee=person)
    with django_assert_max_num_queries(12):
        items = due_for(person, TODAY)
    assert [item.days_left for item in items] == [10, 72]


def test_a_finished_lesson_is_a_beginning_also_where_no_place_was_kept(person):
    course, (first, _second) = make_course(lessons=2)
    AssignmentFactory(
        employee=person,
        cycle__requirement__course=True,
        cycle__requirement__subject_code=course.code,
    )
    LessonCompletion.objects.create(
        employee=person, lesson=first, completed_at=OPENED_AT
    )
    assert standings(person) == [Standing.IN_PROGRESS]
