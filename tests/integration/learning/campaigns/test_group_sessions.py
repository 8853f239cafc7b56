"""集合研修: attendance is evidence, fulfils a course, and is taken back by a fact."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.campaigns.actions import group_sessions
from learning.campaigns.actions.group_sessions import SessionDefinition
from learning.campaigns.due import due_for
from learning.campaigns.errors import RequirementError
from learning.campaigns.models import Attendance, GroupSession
from learning.home.record import record_of
from learning.literacy.models import Evidence
from learning.log.models import Entry
from learning.people.models import RoleGrant
from tests.factories.campaigns import AssignmentFactory, CycleFactory
from tests.factories.courses import make_course
from tests.factories.people import DepartmentFactory, PostingFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
HELD_ON = date(2026, 11, 18)
TODAY = date(2026, 11, 20)


@pytest.fixture
def course():
    return make_course(lessons=1)[0]


@pytest.fixture
def cycle(course):
    return CycleFactory(
        requirement__subject_kind="course",
        requirement__subject_code=course.code,
        requirement__title="全職員研修",
        requirement__code="all",
        counts_from=date(2026, 11, 1),
    )


def member(section, cycle, **values):
    employee = PostingFactory(department=section, **values).employee
    AssignmentFactory(employee=employee, cycle=cycle)
    return employee


def recorded(cycle, *people, held_on=HELD_ON, title="集合研修"):
    definition = SessionDefinition(cycle.requirement, title, held_on)
    return group_sessions.record(
        definition=definition, employees=people, by=None, at=AT
    )


def due(employee):
    return [item.title for item in due_for(employee, AT.date())]


def test_attendance_is_evidence_and_fulfils_a_course(cycle, section):
    someone, absentee = member(section, cycle), member(section, cycle)
    entered = recorded(cycle, someone)
    assert (entered.added, entered.known) == (1, 0)
    fact = Evidence.objects.get()
    assert (fact.kind, fact.subject_code, fact.on) == (
        "attended",
        cycle.requirement.subject_code,
        HELD_ON,
    )
    assert due(someone) == []
    assert due(absentee) == ["全職員研修"]
    actions = {e.action for e in Entry.objects.about_person(str(someone.public_id))}
    assert actions == {"session.record"}


def test_it_shows_on_the_persons_record(cycle, section, course):
    someone = member(section, cycle)
    recorded(cycle, someone, title="出前研修")
    (line,) = record_of(someone, today=AT.date())[0].lines
    assert (line.what, line.result) == (course.title, "出席")
    assert line.basis == "集合研修「出前研修」"
    assert str(Evidence.objects.get().public_id) in line.url


def test_a_quiz_is_not_passed_by_attending(section):
    quiz = CycleFactory(requirement__title="テスト", counts_from=None)
    someone = member(section, quiz)
    recorded(quiz, someone)
    assert due(someone) == ["テスト"]


def test_the_same_person_and_day_are_entered_once(cycle, section):
    first, second = member(section, cycle), member(section, cycle)
    recorded(cycle, first)
    again = group_sessions.record(
        definition=SessionDefinition(cycle.requirement, "二度目", HELD_ON),
        employees=[first, second],
        by=None,
        at=AT + timedelta(hours=1),
    )
    assert (again.added, again.known) == (1, 1)
    only = group_sessions.record(
        definition=SessionDefinition(cycle.requirement, "三度目", HELD_ON),
        employees=[first],
        by=None,
        at=AT + timedelta(hours=2),
    )
    assert (only.session, only.known) == (None, 1)
    assert GroupSession.objects.count() == 2
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"held_on": date(2026, 11, 21)}, "先の日付"),
        ({"held_on": date(2026, 10, 31)}, "R8.11.1 からの実績"),
        ({"title": "　"}, "研修の名前"),
    ],
)
def test_a_wrong_day_or_no_title_is_refused_and_nothing_kept(
    cycle, section, values, says
):
    someone = member(section, cycle)
    with pytest.raises(RequirementError, match=says):
        recorded(cycle, someone, **values)
    with pytest.raises(RequirementError, match="選んでください"):
        recorded(cycle)
    assert not Evidence.objects.exists()
    assert not GroupSession.objects.exists()


def test_taking_back_is_a_later_fact_and_may_be_entered_again(cycle, section):
    someone = member(section, cycle)
    recorded(cycle, someone)
    rows = list(Attendance.objects.all())
    later = AT + timedelta(hours=1)
    with pytest.raises(RequirementError, match="理由"):
        group_sessions.withdraw(attendances=rows, reason=" ", by=None, at=later)
    taken = group_sessions.withdraw(
        attendances=rows, reason="別の人", by=None, at=later
    )
    assert taken == 1
    assert due(someone) == ["全職員研修"]
    assert Evidence.objects.count() == 2
    with pytest.raises(RequirementError, match="選んで"):
        group_sessions.withdraw(
            attendances=list(Attendance.objects.all()), reason="再", by=None, at=later
        )
    again = group_sessions.record(
        definition=SessionDefinition(cycle.requirement, "集合研修", HELD_ON),
        employees=[someone],
        by=None,
        at=later + timedelta(hours=1),
    )
    assert again.added == 1
    assert due(someone) == []


# --- the pages


@pytest.fixture
def running(course):
    return CycleFactory(
        requirement__subject_kind="course",
        requirement__subject_code=course.code,
        requirement__title="全職員研修",
        requirement__code="all",
        opens_on=TODAY - timedelta(days=20),
        counts_from=TODAY - timedelta(days=20),
        due_on=TODAY + timedelta(days=10),
    )


@pytest.fixture
def head(client, section, running):
    client.force_login(UserFactory(employee=member(section, running, head=True)))
    return client


def address(query="requirement=all&department="):
    return f"{reverse('campaigns:attendance')}?{query}"


def entry(*people, **values):
    ids = [str(person.public_id) for person in people]
    return {"person": ids, "title": "出前研修", "held_on": TODAY, **values}


def test_the_leader_enters_who_attended_and_takes_one_back(head, section, running):
    first, second = member(section, running), member(section, running)
    text = head.get(address()).content.decode()
    assert "この受講指定を終えたことになります" in text
    page = head.post(address(), entry(first, second), follow=True)
    assert "2 人の出席を登録しました" in page.content.decode()
    here = page.redirect_chain[-1][0]
    assert "出席した人（2 人）" in page.content.decode()
    page = head.post(here, entry(first, reason=""))
    assert "まだ保存していません" in page.content.decode()
    page = head.post(here, entry(first, reason="名前の取り違え"), follow=True)
    assert "1 人の出席を取り消しました" in page.content.decode()
    assert "出席した人（1 人）" in page.content.decode()
    assert "名前の取り違え" in page.content.decode()
    assert "出前研修" in head.get(address()).content.decode()


def test_nobody_outside_the_section_is_entered_or_shown(head, section, running):
    outside = member(DepartmentFactory(), running)
    page = head.post(address(), entry(outside))
    assert "出席した人を選んでください" in page.content.decode()
    assert not Evidence.objects.exists()
    other = recorded_today(running, outside)
    answer = head.get(reverse("campaigns:session", args=[other.public_id]))
    assert answer.status_code == 404


def recorded_today(cycle, *people):
    definition = SessionDefinition(cycle.requirement, "他課の研修", TODAY)
    return group_sessions.record(
        definition=definition, employees=people, by=None, at=timezone.now()
    ).session


def test_too_many_people_are_asked_to_be_narrowed(head, section, running, monkeypatch):
    monkeypatch.setattr("learning.campaigns.views.group_sessions.MOST_PEOPLE", 1)
    member(section, running)
    page = head.get(address()).content.decode()
    assert "所属を選んで、範囲を狭めてください" in page
    assert 'name="person"' not in page


def test_without_requirements_it_says_who_can_make_one(client, section):
    head = PostingFactory(department=section, head=True).employee
    client.force_login(UserFactory(employee=head))
    page = client.get(reverse("campaigns:attendance")).content.decode()
    assert "受講指定はまだありません" in page


def test_the_list_counts_as_a_look(head, section, running):
    someone = member(section, running)
    head.get(address())
    looks = Entry.objects.about_person(str(someone.public_id))
    assert [look.action for look in looks] == ["standing.view"]


def test_a_leader_without_a_unit_of_today_sees_nobody(client, section, running):
    """Granted for a unit that has closed since: the page is open and empty."""
    user = UserFactory()
    closed = DepartmentFactory(ended=True)
    RoleGrant.objects.create(
        user=user,
        role="leader",
        department=closed,
        starts_on=date(2020, 4, 1),
        recorded_at=AT,
    )
    client.force_login(user)
    assert "今日所属している人がいません" in client.get(address()).content.decode()
    page = client.get(reverse("campaigns:section")).content.decode()
    assert "担当の範囲に、今日所属している人がいません" in page


def test_the_pages_take_few_queries(
    head, section, running, django_assert_max_num_queries
):
    people = [member(section, running) for _ in range(12)]
    session = recorded_today(running, *people)
    for url in (address(), reverse("campaigns:session", args=[session.public_id])):
        head.get(url)
        with django_assert_max_num_queries(30):
            head.get(url)
    head.get(reverse("campaigns:section"))
    with django_assert_max_num_queries(30):
        head.get(reverse("campaigns:section"))
