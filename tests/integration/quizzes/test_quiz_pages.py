"""The learner's pages of quizzes: what they show, and to whom."""

import hashlib
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from learning.objectives.models import Objective
from quizzes.models import Attempt, Quiz, Response
from tests.factories.courses import LessonPageFactory, publish
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    START,
    AttemptFactory,
    ItemVersionFactory,
    QuizFactory,
    QuizSectionFactory,
    ResponseFactory,
    document,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(START + timedelta(minutes=2), tick=False):
        yield


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def me(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def attempt(user):
    return AttemptFactory(employee=user.employee, timed=True)


def url(name, attempt, *more):
    return reverse(f"quizzes:{name}", args=[attempt.public_id, *more])


def page(client, address, **more):
    response = client.get(address, **more)
    assert response.status_code == 200
    return response.content.decode()


PAGES = ["take", "review", "result"]


def address(name, attempt):
    return url(name, attempt, 1) if name in ("take", "save") else url(name, attempt)


@pytest.mark.parametrize("name", [*PAGES, "save", "submit"])
def test_an_attempt_of_another_is_not_found(me, name):
    other = AttemptFactory()
    send = me.post if name in ("save", "submit") else me.get
    assert send(address(name, other)).status_code == 404


@pytest.mark.parametrize("name", [*PAGES, "save", "submit"])
def test_the_anonymous_are_sent_to_sign_in(client, attempt, name):
    send = client.post if name in ("save", "submit") else client.get
    response = send(address(name, attempt))
    assert response.status_code == 302
    assert "login" in response.url
    assert not Response.objects.exists()


@pytest.mark.parametrize("name", ["intro", "start"])
def test_the_anonymous_see_no_quiz(client, name):
    where = reverse(f"quizzes:{name}", args=[QuizFactory().code])
    response = client.post(where) if name == "start" else client.get(where)
    assert response.status_code == 302
    assert "login" in response.url


def test_an_account_without_employee_can_not_take_a_quiz(client):
    client.force_login(UserFactory(employee=None, expires_on="2027-01-01"))
    where = reverse("quizzes:intro", args=[QuizFactory().code])
    assert client.get(where).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_no_browser_keeps_a_page_of_an_attempt(me, attempt, name):
    if name == "result":
        me.post(url("submit", attempt))
    response = me.get(address(name, attempt))
    assert "no-store" in response["Cache-Control"]


def test_intro_says_what_how_many_how_long_and_what_passing_needs(me, user):
    quiz = QuizFactory(timed=True, item_count=3, attempts_allowed=2)
    quiz.sections.update(floor=Decimal("0.5"), title="メール")
    AttemptFactory(quiz=quiz, employee=user.employee, failed=True)
    text = page(me, reverse("quizzes:intro", args=[quiz.code]))
    for words in ("3 問", "20 分", "合計 60 %", "「メール」で 50 %", "これまでに 1 回"):
        assert words in text
    assert "受ける" in text
    assert "1 回目" in text


def test_intro_offers_to_go_on_with_an_open_attempt(me, attempt):
    text = page(me, reverse("quizzes:intro", args=[attempt.quiz.code]))
    assert "続ける" in text


def test_intro_says_so_when_no_attempt_is_left(me, user):
    quiz = QuizFactory(attempts_allowed=1)
    AttemptFactory(quiz=quiz, employee=user.employee, failed=True)
    text = page(me, reverse("quizzes:intro", args=[quiz.code]))
    assert "受けられる回数を使い切りました" in text
    refused = me.post(reverse("quizzes:start", args=[quiz.code]), follow=True)
    assert "これまでの結果は残っています" in refused.content.decode()


def test_start_goes_to_the_first_question_and_resumes_at_the_first_unanswered(me):
    start = reverse("quizzes:start", args=[QuizFactory().code])
    first = me.post(start)
    attempt = Attempt.objects.get()
    assert first.url == url("take", attempt, 1)
    assert attempt.identified_by == "sign_in"
    ResponseFactory(attempt=attempt, position=0)
    assert me.post(start).url == url("take", attempt, 2)


def test_a_shared_device_is_noted_at_the_start(me):
    session = me.session
    session["session_kind"] = "shared"
    session.save()
    me.post(reverse("quizzes:start", args=[QuizFactory().code]))
    assert Attempt.objects.get().identified_by == "shared_device"


def test_take_shows_question_saved_state_and_time_in_words(me, attempt):
    ResponseFactory(attempt=attempt, position=1)
    text = page(me, url("take", attempt, 2))
    assert "保存済み 1／3" in text
    assert "残り 18 分" in text
    assert 'value="a" checked' in text
    assert 'name="base" value="1"' in text


def test_take_shows_options_in_the_attempt_s_order(me, attempt):
    attempt.form["items"][0]["o"] = [2, 0, 1]
    attempt.save()
    text = page(me, url("take", attempt, 1))
    places = [text.index(f"選択肢{each}") for each in "cab"]
    assert places == sorted(places)


def test_the_key_is_not_in_the_page(me, attempt):
    text = page(me, url("take", attempt, 1))
    assert "の解説" not in text


@pytest.mark.parametrize("position", [0, 4])
def test_a_question_that_does_not_exist_is_not_found(me, attempt, position):
    assert me.get(url("take", attempt, position)).status_code == 404


@pytest.mark.parametrize(("count", "is_folded"), [(30, False), (31, True)])
def test_the_numbers_of_a_long_quiz_are_folded_away(client, count, is_folded):
    user = UserFactory()
    client.force_login(user)
    long = AttemptFactory(employee=user.employee, quiz=QuizFactory(item_count=count))
    text = page(client, url("take", long, 1))
    assert (f"問題の番号（{count} 問）を開く" in text) is is_folded
    assert text.count('name="go" value="') >= count


def test_review_lists_unanswered_and_flagged(me, attempt):
    ResponseFactory(attempt=attempt, position=0)
    flagged = {"chosen": ["a"], "flagged": True}
    ResponseFactory(attempt=attempt, position=2, value=flagged)
    response = me.get(url("review", attempt))
    assert [place.number for place in response.context["unanswered"]] == [2]
    assert [place.number for place in response.context["flagged"]] == [3]
    assert "3 問のうち 2 問の解答が保存されています" in response.content.decode()


def test_submit_leads_to_the_result_once_and_again(me, attempt):
    for _ in range(2):
        response = me.post(url("submit", attempt))
        assert response.status_code == 302
        assert response.url == url("result", attempt)
    assert Attempt.objects.get().submitted_at == START + timedelta(minutes=2)


def test_when_time_is_up_only_submitting_is_left(me, attempt):
    with time_machine.travel(attempt.closes_at + timedelta(seconds=5), tick=False):
        response = me.get(url("take", attempt, 1), follow=True)
    text = response.content.decode()
    assert "時間になりました" in text
    assert "採点結果を見る" in text


def test_after_the_grace_the_next_look_closes_and_shows_the_result(me, attempt):
    with time_machine.travel(attempt.closes_at + timedelta(seconds=31), tick=False):
        response = me.get(url("take", attempt, 1), follow=True)
    assert response.redirect_chain[-1][0] == url("result", attempt)
    assert Attempt.objects.get().submitted_at == attempt.closes_at


@pytest.fixture
def two_sections(user):
    """Section s1 with 3 items, section s2 with one (floor 1), three of four right."""
    quiz = QuizFactory(pass_mark=Decimal("0.5"))
    quiz.sections.update(title="メール")
    second = QuizSectionFactory(
        quiz=quiz, code="s2", title="報告", count=1, floor=1, order=1
    )
    weakest = ItemVersionFactory(
        item__objective__title="すぐに報告できる",
        item__document=document("気づいたら何をしますか。"),
    )
    second.objectives.add(weakest.item.objective)
    attempt = AttemptFactory(quiz=quiz, employee=user.employee)
    for position, chosen in enumerate("aaab"):
        ResponseFactory(attempt=attempt, position=position, value={"chosen": [chosen]})
    return attempt


def test_result_says_total_and_each_floor_and_why(me, two_sections):
    me.post(url("submit", two_sections))
    text = page(me, url("result", two_sections))
    assert "不合格です。" in text
    assert '合計 <span class="number">3／4</span>（必要 2）' in text
    assert '報告 <span class="number">0／1</span>（必要 1）：届きませんでした' in text
    assert "もう一度受ける" in text
    assert "選択肢bの解説" in text
    assert "<strong>選んだもの：</strong>選択肢b" in text
    assert "<strong>正答：</strong>選択肢a" in text


def test_result_begins_with_the_weakest_objective(me, two_sections):
    me.post(url("submit", two_sections))
    response = me.get(url("result", two_sections))
    objectives = response.context["outcome"].objectives
    assert (objectives[0].title, objectives[0].raw) == ("すぐに報告できる", 0)


@pytest.mark.parametrize(
    ("policy", "passed", "shown"),
    [
        (Quiz.Feedback.AFTER_SUBMIT, False, True),
        (Quiz.Feedback.AFTER_PASS, False, False),
        (Quiz.Feedback.AFTER_PASS, True, True),
        (Quiz.Feedback.SCORE_ONLY, True, False),
    ],
)
def test_explanations_follow_the_feedback_policy(me, user, policy, passed, shown):
    result = AttemptFactory(
        employee=user.employee,
        quiz__feedback=policy,
        **{"passed" if passed else "failed": True},
    )
    text = page(me, url("result", result))
    assert ("選択肢aの解説" in text) is shown


def test_the_check_wording_speaks_of_a_standard(me, user):
    result = AttemptFactory(employee=user.employee, passed=True, quiz__check=True)
    text = page(me, url("result", result))
    assert "基準に届きました。" in text
    assert "合格です" not in text


def test_result_of_an_open_attempt_is_its_review(me, attempt):
    assert me.get(url("result", attempt)).url == url("review", attempt)


def test_a_withdrawn_attempt_leads_back_to_the_quiz(me, user):
    gone = AttemptFactory(employee=user.employee, withdrawn=True)
    assert me.get(url("review", gone)).url == reverse(
        "quizzes:intro", args=[gone.quiz.code]
    )
    assert me.post(url("submit", gone), follow=True).status_code == 200


@pytest.mark.parametrize("name", ["intro", *PAGES])
def test_pages_need_few_queries(me, two_sections, name, django_assert_max_num_queries):
    if name == "result":
        me.post(url("submit", two_sections))
    where = address(name, two_sections) if name != "intro" else None
    where = where or reverse("quizzes:intro", args=[two_sections.quiz.code])
    with django_assert_max_num_queries(MOST_QUERIES):
        page(me, where)


def _weakest():
    return Objective.objects.get(title="すぐに報告できる")


def test_result_leads_to_the_lesson_part_that_teaches_the_objective(me, two_sections):
    me.post(url("submit", two_sections))
    lesson = LessonPageFactory(title="あて先を読む")
    lesson.objectives = [_weakest()]
    publish(lesson)
    text = page(me, url("result", two_sections))
    # the id of the heading 考え方: the first 8 digits of its SHA-256
    anchor = "h-" + hashlib.sha256("考え方".encode()).hexdigest()[:8]
    assert f'<a href="{lesson.address}#{anchor}">あて先を読む</a>' in text


def test_result_names_no_lesson_that_is_not_live(me, two_sections):
    me.post(url("submit", two_sections))
    lesson = LessonPageFactory(title="下書きのレッスン")
    lesson.objectives = [_weakest()]
    publish(lesson)
    lesson.unpublish()
    assert "下書きのレッスン" not in page(me, url("result", two_sections))
