"""The author's page of statistics: weakest first, in plain words, few queries."""

from datetime import date

import pytest
from django.urls import reverse

from learning.people.actions.back_office import sync_groups
from learning.people.models import RoleGrant
from tests.factories.people import RECORDED_AT, UserFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory, ResponseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role="editor", starts_on=date(2020, 4, 1), recorded_at=RECORDED_AT
    )
    sync_groups(users=[user], today=date(2026, 11, 20))
    client.force_login(user)
    return client


def page_of(client, quiz, query=""):
    address = reverse("wagtailsnippets_quizzes_quiz:statistics", args=[quiz.pk])
    response = client.get(address + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def quiz():
    quiz = QuizFactory(item_count=3)
    for _ in range(10):
        attempt = AttemptFactory(quiz=quiz, passed=True)
        for position in range(3):
            ResponseFactory(attempt=attempt, position=position)
    return quiz


def test_the_page_says_what_is_wrong_and_what_to_do(editor, quiz):
    text = page_of(editor, quiz)
    assert "易しすぎます：正答率 100.0 %" in text
    assert "全員に必ず守らせたい内容なら" in text
    assert "最初に提出された回だけ" in text
    assert "選択肢a" in text


def test_the_detail_leads_to_it(editor, quiz):
    detail = editor.get(
        reverse("wagtailsnippets_quizzes_quiz:inspect", args=[quiz.pk])
    ).content.decode()
    address = reverse("wagtailsnippets_quizzes_quiz:statistics", args=[quiz.pk])
    assert f'href="{address}"' in detail


def test_few_answers_are_withheld(editor):
    quiz = QuizFactory(item_count=3)
    AttemptFactory(quiz=quiz, passed=True)
    text = page_of(editor, quiz)
    assert "少ないので、値を出していません" in text
    assert "100.0 %" not in text


def test_all_attempts_may_be_counted(editor, quiz):
    assert "提出されたすべての回を数えました" in page_of(editor, quiz, "?attempts=all")


def test_a_quiz_nobody_took_says_so(editor):
    assert "まだ提出された回がありません" in page_of(editor, QuizFactory())


def test_an_editor_is_not_offered_results_of_persons(editor, quiz):
    assert reverse("quizzes:results") not in page_of(editor, quiz)


def test_others_may_not_look(client, quiz):
    client.force_login(UserFactory())
    address = reverse("wagtailsnippets_quizzes_quiz:statistics", args=[quiz.pk])
    assert client.get(address).status_code in (302, 403)
