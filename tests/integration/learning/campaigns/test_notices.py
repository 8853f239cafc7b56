"""お知らせ: to whom it goes, what stands on マイページ, and for how long."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.campaigns.actions import notices
from learning.campaigns.errors import RequirementError
from learning.campaigns.models import Notice
from learning.log.models import Entry
from learning.people.models import RoleGrant
from tests.factories.campaigns import AssignmentFactory, CycleFactory, NoticeFactory
from tests.factories.literacy import EvidenceFactory
from tests.factories.people import (
    AbsenceFactory,
    DepartmentFactory,
    PostingFactory,
    UserFactory,
)
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
TODAY = date(2026, 11, 20)
TEXT = "期限までに受けてください。"


def sent(cycle, *people, text=TEXT, again=False, at=AT):
    ids = [person.pk for person in people]
    return notices.send(
        cycle=cycle, employees=ids, text=text, again=again, by=None, at=at
    )


@pytest.fixture
def cycle():
    QuizFactory(code="q", title="確認テスト")
    return CycleFactory(requirement__title="全職員研修", requirement__code="all")


@pytest.fixture
def obliged(cycle):
    return AssignmentFactory(cycle=cycle).employee


def test_who_has_something_left_is_told_and_it_is_logged(cycle, obliged):
    done = AssignmentFactory(cycle=cycle).employee
    EvidenceFactory(employee=done, on=date(2026, 11, 10))
    exempt = AssignmentFactory(cycle=cycle, exempted=True).employee
    absent = AbsenceFactory(employee=AssignmentFactory(cycle=cycle).employee).employee
    stranger = AssignmentFactory().employee
    what = sent(cycle, obliged, done, exempt, absent, stranger)
    assert (what.told, what.told_lately, what.settled) == (1, 0, 4)
    notice = Notice.objects.get()
    assert (notice.assignment.employee, notice.text) == (obliged, TEXT)
    assert notice.read_at is None
    (entry,) = Entry.objects.about_person(str(obliged.public_id))
    assert entry.action == "notice.send"
    assert entry.payload.detail == {"requirement": "all", "text": TEXT, "people": 1}


def test_nobody_is_told_twice_within_a_day_unasked(cycle, obliged):
    sent(cycle, obliged)
    almost_a_day = AT + timedelta(hours=23, minutes=59)
    assert sent(cycle, obliged, at=almost_a_day).told_lately == 1
    assert sent(cycle, obliged, again=True, at=almost_a_day).told == 1
    assert sent(cycle, obliged, at=almost_a_day + timedelta(days=1)).told == 1
    assert Notice.objects.count() == 3


@pytest.mark.parametrize("text", ["", "　", "あ" * 401])
def test_without_a_text_or_with_too_long_a_one_nothing_is_sent(cycle, obliged, text):
    with pytest.raises(RequirementError, match="400 字以内"):
        sent(cycle, obliged, text=text)
    assert not Notice.objects.exists()


# --- the pages


@pytest.fixture
def running():
    QuizFactory(code="q", title="確認テスト")
    return CycleFactory(
        requirement__title="全職員研修",
        requirement__code="all",
        opens_on=TODAY - timedelta(days=20),
        counts_from=TODAY - timedelta(days=20),
        due_on=TODAY + timedelta(days=10),
    )


def member(section, cycle, **values):
    employee = PostingFactory(department=section, **values).employee
    AssignmentFactory(employee=employee, cycle=cycle)
    return employee


@pytest.fixture
def head(client, section, running):
    employee = member(section, running, head=True)
    client.force_login(UserFactory(employee=employee, last_name="課の長"))
    return client


def post(client, *people, requirement="all", **values):
    ids = [str(person.public_id) for person in people]
    data = {"requirement": requirement, "person": ids, **values}
    return client.post(reverse("campaigns:section_notice"), data, follow=True)


def test_the_leader_sees_the_text_before_it_is_sent(head, section, running):
    someone = member(section, running)
    page = post(head, someone)
    assert "まだ送っていません" in page.content.decode()
    assert "「全職員研修」がまだ終わっていません" in page.content.decode()
    assert not Notice.objects.exists()
    page = post(head, someone, send="yes", text=TEXT)
    assert "1 人のマイページにお知らせを出しました" in page.content.decode()
    assert Notice.objects.get().text == TEXT
    line = next(x for x in page.context["shown"].open if x.person.employee == someone)
    assert line.told.text == TEXT
    page = post(head, someone)
    assert "知らせたばかりの人がいます" in page.content.decode()
    page = post(head, someone, send="yes", text=TEXT)
    assert "送っていません" in page.content.decode()
    assert Notice.objects.count() == 1
    post(head, someone, send="yes", text=TEXT, again="on")
    assert Notice.objects.count() == 2


def test_nobody_outside_the_section_is_told(head, section, running):
    outside = member(DepartmentFactory(), running)
    page = post(head, outside, send="yes", text=TEXT)
    assert "送る人を選んでください" in page.content.decode()
    other = AssignmentFactory(employee=PostingFactory(department=section).employee)
    page = post(head, other.employee, requirement="other", send="yes", text=TEXT)
    assert "今のあなたの範囲にはありません" in page.content.decode()
    assert not Notice.objects.exists()


def test_an_empty_text_is_asked_for_again(head, section, running):
    page = post(head, member(section, running), send="yes", text=" ")
    assert "まだ保存していません" in page.content.decode()
    assert not Notice.objects.exists()


def test_the_auditor_sees_no_ticks_and_sends_nothing(client, section, running):
    someone = member(section, running)
    auditor = UserFactory()
    RoleGrant.objects.create(
        user=auditor,
        role="auditor",
        starts_on=date(2020, 4, 1),
        ends_on=date(2099, 4, 1),
        recorded_at=AT,
    )
    client.force_login(auditor)
    page = client.get(reverse("campaigns:section")).content.decode()
    assert 'name="person"' not in page
    assert post(client, someone, send="yes", text=TEXT).status_code == 403


@pytest.fixture
def clerk(client, section, running):
    user = UserFactory(employee=member(section, running))
    client.force_login(user)
    return client, user.employee.assignments.get()


def shown(client):
    return [each.notice for each in client.get("/me/").context["notices"]]


def test_a_notice_stands_on_my_page_until_it_is_read(clerk):
    client, own = clerk
    now = timezone.now()
    NoticeFactory(assignment=own, text="先の", sent_at=now - timedelta(days=2))
    leader = UserFactory(last_name="課の長")
    latest = NoticeFactory(assignment=own, text="後の", sent_at=now, sent_by=leader)
    page = client.get("/me/").content.decode()
    assert shown(client) == [latest]
    assert "後の" in page
    assert "課の長 さんから" in page
    client.post(reverse("home:read_notice", args=[latest.public_id]))
    assert shown(client) == []
    assert not Notice.objects.filter(read_at=None).exists()


def test_a_notice_goes_with_what_it_is_about(clerk):
    client, own = clerk
    NoticeFactory(assignment=own)
    assert len(shown(client)) == 1
    EvidenceFactory(employee=own.employee, on=TODAY)
    assert shown(client) == []


def test_nobody_reads_anothers_notice(clerk):
    client, _own = clerk
    other = NoticeFactory()
    answer = client.post(reverse("home:read_notice", args=[other.public_id]))
    assert answer.status_code == 404
    assert shown(client) == []
