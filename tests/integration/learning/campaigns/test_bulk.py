"""受講状況 for many at once: the count first, then the deed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.campaigns.models import Assignment, Notice
from learning.log.models import Entry
from learning.people.models import RoleGrant
from tests.factories.campaigns import AssignmentFactory, CycleFactory
from tests.factories.literacy import EvidenceFactory
from tests.factories.people import DepartmentFactory, PostingFactory, UserFactory
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def cycle(code):
    return CycleFactory(
        requirement__code=code,
        requirement__title=f"研修 {code}",
        opens_on=TODAY - timedelta(days=20),
        counts_from=TODAY - timedelta(days=20),
        due_on=TODAY + timedelta(days=10),
    )


@pytest.fixture
def running():
    QuizFactory(code="q")
    return cycle("all")


def obliged(section, *cycles):
    employee = PostingFactory(department=section).employee
    for each in cycles:
        AssignmentFactory(employee=employee, cycle=each)
    return employee


@pytest.fixture
def hr(client):
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role="hr", starts_on=date(2020, 4, 1), recorded_at=timezone.now()
    )
    client.force_login(user)
    return client


def address(name, query="department=100"):
    return f"{reverse(f'campaigns:standing_{name}')}?{query}"


def test_the_filtered_people_with_something_left_are_told(hr, section, running):
    open_one, done = obliged(section, running), obliged(section, running)
    EvidenceFactory(employee=done, on=TODAY)
    obliged(DepartmentFactory(), running)
    page = hr.get(address("notice")).content.decode()
    assert "条件に合う 2 人のうち、まだの 1 人が対象です" in page
    assert "まだ何もしていません" in page
    sent = {"count": "1", "text": "お願いします。"}
    page = hr.post(address("notice"), sent, follow=True)
    assert "1 人のマイページにお知らせを出しました" in page.content.decode()
    assert page.redirect_chain[-1][0].endswith("?department=100")
    assert Notice.objects.get().assignment.employee == open_one


def test_a_changed_count_is_shown_again_and_nothing_done(hr, section, running):
    obliged(section, running)
    answer = hr.post(address("notice"), {"count": "2", "text": "お願いします。"})
    assert "対象の人数が変わりました" in answer.content.decode()
    answer = hr.post(address("exempt"), {"count": "0", "reason": "災害対応"})
    assert "対象の人数が変わりました" in answer.content.decode()
    assert not Notice.objects.exists()
    assert not Assignment.objects.filter(exempted_at__isnull=False).exists()


def test_of_several_requirements_one_is_chosen_first(hr, section, running):
    other = cycle("other")
    obliged(section, running, other)
    page = hr.get(address("exempt")).content.decode()
    assert "どの受講指定についてですか" in page
    assert "?department=100&amp;requirement=other" in page
    chosen = address("exempt", "department=100&requirement=other")
    hr.post(chosen, {"count": "1", "reason": "災害対応のため"})
    exempt = Assignment.objects.get(exempted_at__isnull=False)
    assert exempt.cycle == other
    assert exempt.exemption_reason == "災害対応のため"


def test_each_exemption_has_its_entry_and_needs_a_reason(hr, section, running):
    people = [obliged(section, running) for _ in range(3)]
    answer = hr.post(address("exempt"), {"count": "3", "reason": ""})
    assert "まだ保存していません" in answer.content.decode()
    assert not Entry.objects.filter(action="assignment.exempt").exists()
    hr.post(address("exempt"), {"count": "3", "reason": "災害対応のため"})
    for person in people:
        (entry,) = Entry.objects.about_person(str(person.public_id)).filter(
            action="assignment.exempt"
        )
        assert entry.payload.detail["reason"] == "災害対応のため"


def test_a_filter_by_standing_narrows_it(hr, section, running):
    late = obliged(section, running)
    Assignment.objects.filter(employee=late).update(due_on=TODAY - timedelta(days=1))
    obliged(section, running)
    page = hr.get(address("notice", "standing=overdue")).content.decode()
    assert "条件に合う 1 人のうち、まだの 1 人が対象です" in page


def test_with_nobody_left_there_is_nothing_to_send(hr, section, running):
    done = obliged(section, running)
    EvidenceFactory(employee=done, on=TODAY)
    page = hr.get(address("notice")).content.decode()
    assert "まだの人がいません" in page
    assert "<textarea" not in page


def test_the_pages_take_few_queries(
    hr, section, running, django_assert_max_num_queries
):
    for _ in range(10):
        obliged(section, running)
    hr.get(address("notice"))
    with django_assert_max_num_queries(30):
        hr.get(address("notice"))
