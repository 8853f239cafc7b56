"""修了証: one's own completed courses and passed quizzes, with a number to verify."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from learning.city.models import City
from learning.literacy.actions import evidence as actions
from tests.factories.literacy import AT, EvidenceFactory
from tests.factories.people import PostingFactory, UserFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    user = UserFactory(employee=PostingFactory().employee)
    client.force_login(user)
    return user.employee


def passed(employee, title="理解度確認テスト", **values):
    attempt = AttemptFactory(employee=employee, quiz=QuizFactory(title=title))
    return EvidenceFactory(employee=employee, attempt=attempt, **values)


def page(client, fact):
    return client.get(reverse("home:certificate", args=[fact.public_id]))


def test_a_passed_quiz_has_a_certificate_with_all_it_needs(client, clerk):
    City.objects.update_or_create(pk=1, defaults={"name": "見本市"})
    fact = passed(clerk, on=date(2026, 6, 1))
    text = page(client, fact).content.decode()
    name = clerk.names.get().name
    for words in (
        "合格証",
        f"{name} 様",
        "理解度確認テスト",
        "令和8年6月1日",
        "見本市",
    ):
        assert words in text
    assert str(fact.public_id) in text
    assert f"http://testserver/plans/evidence/{fact.public_id}/" in text


def test_the_list_is_by_fiscal_year_the_latest_first(client, clerk):
    passed(clerk, "四月", on=date(2026, 4, 1))
    passed(clerk, "三月", on=date(2026, 3, 31))
    listed = client.get(reverse("home:certificates"))
    years = [
        (y.label, [c.what for c in y.certificates]) for y in listed.context["years"]
    ]
    assert years == [("令和8年度", ["四月"]), ("令和7年度", ["三月"])]


def test_what_was_taken_back_and_anothers_have_none(client, clerk):
    withdrawn, others = passed(clerk), passed(PostingFactory().employee)
    actions.withdraw(evidence=withdrawn, reason="誤り", by=None, at=AT)
    assert page(client, withdrawn).status_code == 404
    assert page(client, others).status_code == 404
    address = reverse("home:certificate", args=[uuid4()])
    assert client.get(address).status_code == 404
    text = client.get(reverse("home:certificates")).content.decode()
    assert "まだ修了証がありません" in text


def test_a_qualification_of_elsewhere_has_its_own_paper(client, clerk):
    fact = EvidenceFactory(employee=clerk, qualified=True)
    assert page(client, fact).status_code == 404


def test_my_page_leads_to_them(client, clerk):
    assert reverse("home:certificates") in client.get("/me/").content.decode()


def test_the_list_takes_few_queries(client, clerk, django_assert_max_num_queries):
    for month in range(1, 10):
        passed(clerk, on=date(2026, month, 1))
    client.get(reverse("home:certificates"))
    with django_assert_max_num_queries(12):
        client.get(reverse("home:certificates"))
