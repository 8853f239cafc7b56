"""The person's page: obligations, evidence and attempts as they were on a day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from learning.campaigns.person_history import (
    attempts_on,
    evidence_on,
    obligations_on,
)
from learning.literacy.actions import evidence as actions
from learning.people.models import RoleGrant
from tests.factories.campaigns import AssignmentFactory
from tests.factories.literacy import EvidenceFactory
from tests.factories.people import DepartmentFactory, PostingFactory, UserFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")
DONE_ON = date(2026, 11, 10)


def at(day, hour=9):
    return datetime.combine(day, datetime.min.time(), TOKYO) + timedelta(hours=hour)


@pytest.fixture
def section():
    return DepartmentFactory(name="市民課")


@pytest.fixture
def clerk(section):
    return PostingFactory(department=section).employee


def test_an_obligation_stands_as_it_did_on_the_day(clerk):
    AssignmentFactory(
        employee=clerk,
        cycle__requirement__title="研修",
        assigned_at=at(date(2026, 11, 1)),
        due_on=date(2026, 11, 30),
    )
    EvidenceFactory(employee=clerk, on=DONE_ON)
    assert obligations_on(clerk, date(2026, 10, 31)) == []
    (before,) = obligations_on(clerk, DONE_ON - timedelta(days=1))
    assert (before.text, before.note) == ("研修（令和8年度）", "未着手")
    assert before.on == date(2026, 11, 30)
    (after,) = obligations_on(clerk, DONE_ON)
    assert (after.note, after.on) == ("修了", DONE_ON)


def test_evidence_is_shown_from_its_day_and_as_withdrawn_from_then(clerk):
    fact = EvidenceFactory(employee=clerk, on=DONE_ON, note="確認済み")
    taken_back = at(DONE_ON + timedelta(days=2))
    actions.withdraw(evidence=fact, reason="別の人", by=None, at=taken_back)
    assert evidence_on(clerk, DONE_ON - timedelta(days=1)) == []
    assert evidence_on(clerk, DONE_ON)[0].note == "テスト合格 確認済み"
    assert evidence_on(clerk, DONE_ON + timedelta(days=2))[0].note == "テスト合格 取消"


def test_an_attempt_is_under_way_until_it_is_over(clerk):
    AttemptFactory(
        employee=clerk,
        quiz=QuizFactory(title="確認テスト"),
        started_at=at(DONE_ON, 23),
        submitted_at=at(DONE_ON + timedelta(days=1), 1),
        state="finished",
        passed=True,
    )
    assert attempts_on(clerk, DONE_ON - timedelta(days=1)) == []
    (line,) = attempts_on(clerk, DONE_ON)
    assert (line.text, line.note, line.on) == ("確認テスト", "1 回目 途中", DONE_ON)
    (line,) = attempts_on(clerk, DONE_ON + timedelta(days=1))
    assert line.note == "1 回目 合格"


def history(client, person, query=""):
    address = reverse("people:employee", args=[person.public_id])
    return {line.kind for line in client.get(address + query).context["history"]}


def test_hr_sees_all_and_a_leader_only_obligations(client, clerk, section):
    AssignmentFactory(employee=clerk, assigned_at=at(date(2026, 11, 1)))
    fact = EvidenceFactory(employee=clerk, on=DONE_ON)
    AttemptFactory(employee=clerk, quiz=QuizFactory(), started_at=at(DONE_ON))
    hr = UserFactory()
    RoleGrant.objects.create(
        user=hr, role="hr", starts_on=date(2020, 4, 1), recorded_at=at(DONE_ON)
    )
    client.force_login(hr)
    assert history(client, clerk) == {"受講指定", "実績", "受験"}
    assert history(client, clerk, "?on=2026-11-01") == {"受講指定"}
    page = client.get(reverse("people:employee", args=[clerk.public_id]))
    assert str(fact.public_id) in page.content.decode()
    head = PostingFactory(department=section, head=True).employee
    client.force_login(UserFactory(employee=head))
    assert history(client, clerk) == {"受講指定"}


def test_it_takes_few_queries_however_long(
    client, clerk, django_assert_max_num_queries
):
    for number in range(12):
        AssignmentFactory(employee=clerk, cycle__label=f"{number}年度")
        EvidenceFactory(employee=clerk, subject_code=f"q{number}")
        AttemptFactory(employee=clerk, quiz=QuizFactory(), started_at=at(DONE_ON))
    hr = UserFactory()
    RoleGrant.objects.create(
        user=hr, role="hr", starts_on=date(2020, 4, 1), recorded_at=at(DONE_ON)
    )
    client.force_login(hr)
    address = reverse("people:employee", args=[clerk.public_id])
    client.get(address)
    with django_assert_max_num_queries(30):
        client.get(address)
