"""The pages a learner sees, and what sending their forms does."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from courses.models import LessonCompletion, LessonProgress
from learning.city.models import City
from quizzes.actions import quizzes
from quizzes.actions.exams import open_exam
from quizzes.exams import shipped_blueprints
from tests.factories.courses import (
    CHECK_IDS,
    GlossaryTermFactory,
    LessonPageFactory,
    body,
    check,
    make_course,
    text,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course_with_lessons():
    return make_course(lessons=3)


def test_pages_are_for_the_signed_in(client, course_with_lessons):
    course, lessons = course_with_lessons
    for page in (course, lessons[0]):
        response = client.get(page.address)
        assert response.status_code == 302
        assert reverse("account_login") in response.headers["Location"]


def test_catalogue_lists_courses_with_minutes_and_progress(
    learner, course_with_lessons
):
    course, _ = course_with_lessons
    html = learner.get("/courses/").content.decode()
    assert course.title in html
    assert "レッスン 0／3" in html
    assert "約 18 分" in html


def test_catalogue_leads_to_the_mock_examinations_that_are_given(
    learner, course_with_lessons
):
    assert "模擬試験" not in learner.get("/courses/").content.decode()
    at = datetime(2026, 11, 20, tzinfo=UTC)
    blueprint = shipped_blueprints()["ip-mock-6-5"]
    quiz = open_exam(blueprint=blueprint, by=None, at=at).quiz
    where = reverse("quizzes:intro", args=[quiz.code])
    assert f'<a href="{where}">' in learner.get("/courses/").content.decode()
    quizzes.retire(quiz=quiz, by=None, at=at)
    assert where not in learner.get("/courses/").content.decode()


def test_short_address_leads_to_the_catalogue(learner, course_with_lessons):
    assert learner.get(reverse("courses:catalogue")).url == "/courses/"


def test_there_is_a_sentence_before_any_course_exists(learner):
    assert learner.get(reverse("courses:catalogue")).status_code == 404


def test_tier_page_lists_its_courses(learner, course_with_lessons):
    course, _ = course_with_lessons
    html = learner.get(course.get_parent().specific.address).content.decode()
    assert course.title in html


def test_course_page_says_where_to_begin(learner, course_with_lessons):
    course, lessons = course_with_lessons
    html = learner.get(course.address).content.decode()
    assert "始める" in html
    learner.get(lessons[1].address)
    html = learner.get(course.address).content.decode()
    assert "続ける" in html
    assert learner.get(reverse("courses:resume", args=[course.code])).url == (
        lessons[1].address
    )


def test_lesson_shows_its_place_and_neighbours(learner, course_with_lessons, user):
    course, (first, second, third) = course_with_lessons
    html = learner.get(second.address).content.decode()
    assert "レッスン 2／3" in html
    assert f'rel="prev" href="{first.address}"' in html
    assert f'rel="next" href="{third.address}"' in html
    assert course.title in html
    assert LessonProgress.objects.get().employee == user.employee


def test_lesson_text_has_terms_and_city_words(learner):
    City.objects.create(pk=1, name="青葉市", csirt_extension="内線 7119")
    term = GlossaryTermFactory(term="標的型メール")
    html = f"<p>[[term:{term.code}]]は{{{{city:csirt_extension}}}}へ</p>"
    lesson = LessonPageFactory(body=body(text(html)))
    shown = learner.get(lesson.address).content.decode()
    assert "<dfn>標的型メール</dfn>" in shown
    assert term.meaning in shown
    assert "内線 7119へ" in shown


def test_lesson_has_no_inline_script_or_style(learner, course_with_lessons):
    html = learner.get(course_with_lessons[1][0].address).content.decode()
    assert "style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
    assert "onclick" not in html


def test_unpublished_lesson_is_not_there(learner, course_with_lessons):
    lesson = course_with_lessons[1][0]
    lesson.unpublish()
    assert learner.get(lesson.address).status_code == 404


def answer_url(lesson, check_id=CHECK_IDS[0]):
    return reverse("courses:answer_check", args=[lesson.code, check_id])


def test_answering_without_script_comes_back_with_the_feedback(learner):
    lesson = LessonPageFactory()
    response = learner.post(answer_url(lesson), {"choice": "0"})
    assert response.url == f"{lesson.address}#check-{CHECK_IDS[0]}"
    html = learner.get(lesson.address).content.decode()
    assert "説明0" in html
    assert "説明1" not in html
    assert "もう一度考えてみましょう" in html


def test_answering_with_script_gives_the_check_alone(learner):
    lesson = LessonPageFactory()
    response = learner.post(
        answer_url(lesson), {"choice": "1"}, headers={"X-Requested-With": "fetch"}
    )
    html = response.content.decode()
    assert html.lstrip().startswith("<form")
    assert "そのとおりです" in html
    assert "<html" not in html


def test_check_with_several_right_choices_wants_all_of_them(learner):
    lesson = LessonPageFactory(body=body(check(CHECK_IDS[0], right=(0, 2))))
    assert 'type="checkbox"' in learner.get(lesson.address).content.decode()
    learner.post(answer_url(lesson), {"choice": ["0", "2"]})
    assert LessonProgress.objects.get().checks[CHECK_IDS[0]]["right"] is True


def test_answer_without_a_choice_is_asked_again(learner):
    lesson = LessonPageFactory()
    response = learner.post(answer_url(lesson), {}, follow=True)
    assert "選択肢を選んでから" in response.content.decode()


def test_finishing_goes_on_to_the_next_lesson(learner, course_with_lessons):
    _, (first, second, _third) = course_with_lessons
    finish = reverse("courses:finish_lesson", args=[first.code])
    response = learner.post(finish, follow=True)
    assert "まだ答えていない確認が 2 つ" in response.content.decode()
    for check_id in CHECK_IDS:
        learner.post(answer_url(first, check_id), {"choice": "1"})
    assert learner.post(finish).url == second.address
    assert LessonCompletion.objects.get().lesson_id == first.pk


def test_finishing_the_last_one_goes_to_the_course(learner):
    course, (lesson,) = make_course(lessons=1)
    for check_id in CHECK_IDS:
        learner.post(answer_url(lesson, check_id), {"choice": "1"})
    finish = reverse("courses:finish_lesson", args=[lesson.code])
    assert learner.post(finish).url == course.address
    assert "すべて済みました" in learner.get(course.address).content.decode()


def test_account_without_an_employee_reads_and_records_nothing(client):
    lesson = LessonPageFactory()
    client.force_login(UserFactory(employee=None, expires_on="2099-01-01"))
    assert client.get(lesson.address).status_code == 200
    assert client.post(answer_url(lesson), {"choice": "1"}).status_code == 403
    assert not LessonProgress.objects.exists()


def test_place_is_kept_for_resuming(learner, course_with_lessons):
    course, (first, *_) = course_with_lessons
    learner.get(first.address)
    place = reverse("courses:keep_place", args=[first.code])
    assert learner.post(place, {"place": "h-12345678"}).status_code == 204
    resumed = learner.get(reverse("courses:resume", args=[course.code]))
    assert resumed.url == f"{first.address}#h-12345678"


@pytest.mark.parametrize("kind", ["catalogue", "course", "lesson"])
def test_queries_stay_few_whatever_the_number_of_lessons(
    learner, kind, django_assert_max_num_queries
):
    course, lessons = make_course(lessons=6)
    make_course(lessons=4)
    address = {
        "catalogue": "/courses/",
        "course": course.address,
        "lesson": lessons[2].address,
    }[kind]
    learner.get(address)
    with django_assert_max_num_queries(30):
        learner.get(address)


def test_a_lesson_is_found_and_shown_without_walking_the_tree(
    learner, course_with_lessons, django_assert_max_num_queries
):
    _, lessons = course_with_lessons
    learner.get(lessons[0].address)
    with django_assert_max_num_queries(16):
        assert learner.get(lessons[0].address).status_code == 200


def test_an_address_that_is_no_live_page_is_not_found(learner, course_with_lessons):
    _, lessons = course_with_lessons
    assert learner.get(f"{lessons[0].address}nothing/").status_code == 404
    lessons[0].unpublish()
    assert learner.get(lessons[0].address).status_code == 404


def test_a_page_that_was_made_private_stays_private(learner, course_with_lessons):
    course, lessons = course_with_lessons
    assert learner.get(lessons[0].address).status_code == 200
    course.view_restrictions.create(restriction_type="password", password="open")
    html = learner.get(lessons[0].address).content.decode()
    assert lessons[0].title not in html
