"""The back office's page of a wrong key, and what the person is told."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from learning.log.models import Entry
from learning.people.actions.back_office import sync_groups
from learning.people.models import RoleGrant
from quizzes.actions.regrading import regrade
from quizzes.models import Regrade
from tests.factories.people import RECORDED_AT, PostingFactory, UserFactory
from tests.factories.quizzes import START, QuizFactory
from tests.integration.quizzes.test_regrading import (
    new,
    right,
    sat,
    score,
    wrong,
)

pytestmark = pytest.mark.django_db
__all__ = ["right", "wrong"]

LATER = START + timedelta(days=3)


@pytest.fixture
def quiz():
    return QuizFactory(item_count=3)


def signed_in(client, role):
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role=role, starts_on=date(2020, 4, 1), recorded_at=RECORDED_AT
    )
    sync_groups(users=[user], today=date(2026, 11, 20))
    client.force_login(user)
    return client


def chosen(**more):
    return {
        "versions": "1",
        "method": "corrected_key",
        "passes": "keep",
        "reason": "正答の誤り",
        **more,
    }


def address(version):
    return reverse("items_regrade", args=[version.item.code])


def test_the_editor_sees_figures_without_names_and_regrades(client, quiz, wrong, right):
    gains = sat(quiz, "bac")
    editor = signed_in(client, "editor")
    assert 'value="1" ' in editor.get(address(wrong)).content.decode()
    looked = editor.get(address(wrong), chosen())
    assert looked.context["found"].gains_pass == 1
    assert looked.context["named"] == []
    assert not Regrade.objects.exists()
    done = editor.post(address(wrong), chosen(), follow=True)
    assert "1 回を採点し直しました" in done.content.decode()
    assert score(gains) == (2, 3, True)


def test_hr_sees_who_it_is_and_the_look_is_logged(client, quiz, wrong, right):
    sat(quiz, "bac", employee=PostingFactory().employee)
    hr = signed_in(client, "hr")
    (named,) = hr.get(address(wrong), chosen()).context["named"]
    assert named.name
    assert Entry.objects.filter(action="regrade.view").count() == 1


@pytest.mark.parametrize("role", ["planner", "security", "leader"])
def test_others_do_not_get_in(client, quiz, wrong, role):
    response = signed_in(client, role).get(address(wrong))
    assert response.status_code in (302, 403)


def test_a_lost_pass_asks_for_its_number(client, quiz, wrong, right):
    loses = sat(quiz, "aac")
    editor = signed_in(client, "editor")
    asked = chosen(passes="may_fail")
    text = editor.get(address(wrong), asked).content.decode()
    assert 'data-confirm-typed="1"' in text
    refused = editor.post(address(wrong), {**asked, "confirmed": "5"})
    assert "合格でなくなる回が 1 回あります" in refused.content.decode()
    assert score(loses) == (2, 3, True)
    editor.post(address(wrong), {**asked, "confirmed": "1"})
    assert score(loses) == (1, 3, False)


def test_what_is_missing_is_said(client, quiz, wrong):
    editor = signed_in(client, "editor")
    # no corrected version yet, no reason, no version
    assert (
        "正しい版がありません" in editor.get(address(wrong), chosen()).content.decode()
    )
    assert editor.get(address(wrong), chosen(reason="")).status_code == 422
    assert editor.post(address(wrong), {}).status_code == 422
    assert not Regrade.objects.exists()


def test_many_are_worked_through_press_by_press(quiz, wrong, right):
    for _ in range(5):
        sat(quiz, "bac")
    found = [
        regrade(new=new(wrong, right), by=None, at=LATER, batch=2, most=2)
        for _ in range(3)
    ]
    assert [(f.attempts, f.is_whole) for f in found] == [
        (2, False),
        (2, False),
        (1, True),
    ]


@time_machine.travel(LATER + timedelta(days=1), tick=False)
def test_the_person_is_told_on_the_result_my_page_and_record(
    client, quiz, wrong, right
):
    employee = PostingFactory().employee
    gains = sat(quiz, "bac", employee=employee)
    regrade(new=new(wrong, right), by=None, at=LATER)
    client.force_login(UserFactory(employee=employee))
    result = reverse("quizzes:result", args=[gains.public_id])
    text = client.get(result).content.decode()
    assert "点数：1／3 → 2／3" in text
    assert "正答の誤り" in text
    assert "直した正答で採点しました" in text
    mine = client.get(reverse("home:my_page")).content.decode()
    assert f"「{quiz.title}」を採点し直しました" in mine
    assert "合格になりました。" in mine
    record = client.get(reverse("home:record")).content.decode()
    assert "合格 66.7" in record
    assert "採点し直し" in record


@time_machine.travel(LATER + timedelta(days=1), tick=False)
def test_a_lost_pass_reads_as_failed_in_the_record(client, quiz, wrong, right):
    employee = PostingFactory().employee
    sat(quiz, "aac", employee=employee)
    lost = new(wrong, right, keeps_passes=False)
    regrade(new=lost, by=None, at=LATER, confirmed=1)
    client.force_login(UserFactory(employee=employee))
    record = client.get(reverse("home:record")).content.decode()
    assert "不合格 33.3" in record


@time_machine.travel(LATER + timedelta(days=40), tick=False)
def test_my_page_stops_telling_after_a_month(client, quiz, wrong, right):
    employee = PostingFactory().employee
    sat(quiz, "bac", employee=employee)
    regrade(new=new(wrong, right), by=None, at=LATER)
    client.force_login(UserFactory(employee=employee))
    mine = client.get(reverse("home:my_page")).content.decode()
    assert "採点し直しました" not in mine
