"""マイページ: one next thing, what is due, what has been attained."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from courses.models import (
    CataloguePage,
    CoursePage,
    LessonCompletion,
    LessonPage,
    LessonProgress,
    TierPage,
)
from learning.campaigns.due import due_for
from learning.city.models import City
from learning.home.models import HomePage
from learning.home.next_thing import next_thing
from learning.literacy.actions.evidence import record_attempt
from tests.factories.campaigns import AssignmentFactory, NoticeFactory
from tests.factories.literacy import small_plan
from tests.factories.people import AbsenceFactory, PostingFactory, UserFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


@pytest.fixture
def clerk(db):
    return UserFactory(employee=PostingFactory().employee)


@pytest.fixture
def course(db):
    """A course "course" with three lessons of 7, 3 and 5 minutes."""
    home = HomePage.objects.get()
    catalogue = CataloguePage(title="コース", slug="courses")
    home.add_child(instance=catalogue)
    tier = TierPage(title="段", slug="tier", code="tier")
    catalogue.add_child(instance=tier)
    course = CoursePage(title="コース", slug="course", code="course")
    tier.add_child(instance=course)
    for number, minutes in enumerate((7, 3, 5), start=1):
        title, code = f"第{number}回", f"lesson-{number}"
        course.add_child(
            instance=LessonPage(title=title, slug=code, code=code, minutes=minutes)
        )
    return course


def what_next(employee):
    return next_thing(employee, due_for(employee, TODAY), at=NOW)


def finish(employee, *codes):
    for lesson in LessonPage.objects.filter(code__in=codes):
        LessonCompletion.objects.create(
            employee=employee, lesson=lesson, completed_at=NOW
        )


def test_the_nearest_due_comes_next_with_its_lesson(clerk, course):
    AssignmentFactory(
        employee=clerk.employee,
        cycle__requirement__course=True,
        due_on=date(2026, 12, 1),
    )
    finish(clerk.employee, "lesson-1")
    chosen = what_next(clerk.employee)
    assert chosen.text == "レッスン 2／3「第2回」から　約 3 分"
    assert (chosen.days_left, chosen.action) == (11, "続ける")


def test_of_two_on_one_day_the_begun_one_comes_next(clerk, course):
    QuizFactory(code="q")
    AssignmentFactory(employee=clerk.employee)
    AssignmentFactory(
        employee=clerk.employee,
        cycle__requirement__course=True,
        cycle__requirement__title="始めた研修",
    )
    finish(clerk.employee, "lesson-1")
    assert what_next(clerk.employee).title == "始めた研修"


def test_an_attempt_under_way_comes_before_all(clerk, course):
    AssignmentFactory(employee=clerk.employee, cycle__requirement__course=True)
    quiz = QuizFactory(title="時間のあるテスト")
    AttemptFactory(
        employee=clerk.employee, quiz=quiz, closes_at=NOW + timedelta(minutes=5)
    )
    assert what_next(clerk.employee).title == "時間のあるテスト"


def test_an_attempt_whose_time_is_over_is_not_next(clerk, course):
    AttemptFactory(
        employee=clerk.employee,
        quiz=QuizFactory(),
        closes_at=NOW - timedelta(minutes=5),
    )
    assert what_next(clerk.employee).title == "第2回"


def test_with_nothing_due_the_shortest_lesson_is_offered(clerk, course):
    chosen = what_next(clerk.employee)
    assert chosen.title == "第2回"
    assert "約 3 分" in chosen.text
    assert chosen.due_on is None


def test_a_lesson_that_was_begun_comes_before_a_shorter_one(clerk, course):
    LessonProgress.objects.create(
        employee=clerk.employee,
        lesson=LessonPage.objects.get(code="lesson-1"),
        opened_at=NOW,
        changed_at=NOW,
    )
    chosen = what_next(clerk.employee)
    assert (chosen.title, chosen.action) == ("第1回", "続ける")


def test_with_everything_done_nothing_is_offered(clerk, course):
    finish(clerk.employee, "lesson-1", "lesson-2", "lesson-3")
    assert what_next(clerk.employee) is None


def test_the_page_of_an_empty_city_says_what_will_come(client, clerk):
    client.force_login(clerk)
    page = client.get("/me/").content.decode()
    assert "今はすることがありません" in page
    assert "期限のあるものはありません" in page
    assert "市の計画が登録されると" in page


@time_machine.travel(NOW, tick=False)
def test_what_is_due_is_listed_in_words(client, clerk, course):
    AssignmentFactory(
        employee=clerk.employee,
        cycle__requirement__course=True,
        cycle__requirement__title="全職員研修",
    )
    client.force_login(clerk)
    page = client.get("/me/").content.decode()
    assert "期限のあるもの（1）" in page
    assert "あと 10 日（11月30日（月）まで）" in page


@time_machine.travel(NOW, tick=False)
def test_an_absent_person_is_not_hurried(client, clerk, course):
    AssignmentFactory(employee=clerk.employee, cycle__requirement__course=True)
    AbsenceFactory(employee=clerk.employee)
    client.force_login(clerk)
    page = client.get("/me/").content.decode()
    assert "休業等のため止まっています" in page
    assert "あと 10 日" not in page


@pytest.fixture
def plan(db):
    plan = small_plan().plan
    City.objects.update_or_create(pk=1, defaults={"active_plan": plan.code})
    return plan


@time_machine.travel(NOW, tick=False)
def test_a_literacy_opens_to_what_counts_and_what_is_missing(client, clerk, plan):
    quiz = QuizFactory(code="q", title="確認テスト")
    client.force_login(clerk)
    page = client.get("/me/").content.decode()
    assert "確認テスト" in page
    assert f"/quizzes/{quiz.code}/" in page
    assert "まだ" in page
    assert "できる" in page


@time_machine.travel(NOW, tick=False)
def test_a_pass_shows_at_once(client, clerk, plan):
    quiz = QuizFactory(code="q")
    attempt = AttemptFactory(
        employee=clerk.employee, quiz=quiz, passed=True, submitted_at=NOW
    )
    record_attempt(attempt)
    client.force_login(clerk)
    page = client.get("/me/").content.decode()
    assert "到達" in page
    assert "済み（R8.11.20）" in page


@time_machine.travel(NOW, tick=False)
def test_the_page_costs_at_most_thirty_queries(
    client, clerk, plan, course, django_assert_max_num_queries
):
    QuizFactory(code="q")
    AssignmentFactory(employee=clerk.employee, cycle__requirement__course=True)
    AssignmentFactory(employee=clerk.employee)
    client.force_login(clerk)
    client.get("/me/")
    with django_assert_max_num_queries(30):
        client.get("/me/")


@time_machine.travel(NOW, tick=False)
def test_dues_and_notices_cost_no_query_each(
    client, clerk, plan, course, django_assert_max_num_queries
):
    """Thirty as well, where each kind of due, some begun, and notices are shown."""
    for code in ("q", "r", "s"):
        QuizFactory(code=code)
        due = AssignmentFactory(
            employee=clerk.employee, cycle__requirement__subject_code=code
        )
        NoticeFactory(assignment=due)
    AssignmentFactory(employee=clerk.employee, cycle__requirement__course=True)
    finish(clerk.employee, "lesson-1")
    client.force_login(clerk)
    client.get("/me/")
    with django_assert_max_num_queries(30):
        page = client.get("/me/").content.decode()
    assert page.count("まだ終わっていません。") == 3
    assert "期限のあるもの（4）" in page
