"""The leader's page, HR's matrix, and making a requirement."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from learning.campaigns.models import Assignment, Requirement
from learning.japanese.width import fold_for_search
from learning.log.models import Entry
from learning.people.models import EmployeeName, RoleGrant
from tests.factories.campaigns import AssignmentFactory, CycleFactory
from tests.factories.literacy import EvidenceFactory
from tests.factories.people import (
    AbsenceFactory,
    DepartmentFactory,
    EmploymentTypeFactory,
    PostingFactory,
    UserFactory,
)
from tests.factories.quizzes import AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
DUE_ON = TODAY + timedelta(days=10)


@pytest.fixture
def cycle():
    QuizFactory(code="q", title="確認テスト")
    return CycleFactory(
        requirement__title="全職員研修",
        requirement__code="all",
        opens_on=TODAY - timedelta(days=20),
        counts_from=TODAY - timedelta(days=20),
        due_on=DUE_ON,
    )


def person(name, department, **values):
    posting = PostingFactory(department=department, **values)
    EmployeeName.objects.filter(employee=posting.employee).update(
        name=name, search_key=fold_for_search(name)
    )
    return posting.employee


def signed_in(client, role=None, *, employee=None, department=None):
    user = UserFactory(**({"employee": employee} if employee else {}))
    if role:
        RoleGrant.objects.create(
            user=user,
            role=role,
            department=department,
            starts_on=date(2020, 4, 1),
            recorded_at=timezone.now(),
        )
    client.force_login(user)
    cache.clear()
    return client


@pytest.fixture
def hr(client):
    return signed_in(client, "hr")


def obliged(employee, cycle, **values):
    return AssignmentFactory(employee=employee, cycle=cycle, **values)


def test_the_leader_sees_who_has_not_finished_and_what_is_next(client, section, cycle):
    head = person("山田 長", section, head=True)
    for name, prepare in {
        "青木 未着手": lambda each: None,
        "石井 途中": lambda each: AttemptFactory(
            employee=each,
            quiz__code="other",
        ),
        "上田 修了": lambda each: EvidenceFactory(
            employee=each, on=TODAY, scaled_score="0.91234"
        ),
        "江川 休業": lambda each: AbsenceFactory(employee=each),
    }.items():
        employee = person(name, section)
        obliged(employee, cycle)
        prepare(employee)
    outside = person("外山 他課", DepartmentFactory())
    obliged(outside, cycle)
    page = signed_in(client, employee=head).get(reverse("campaigns:section"))
    shown = page.context["shown"]
    assert [line.person.name for line in shown.open] == ["青木 未着手", "石井 途中"]
    assert [each.name for each in shown.apart] == ["江川 休業"]
    assert (shown.done, shown.total, shown.days_left) == (1, 3, 10)
    text = page.content.decode()
    assert "テストを受ける" in text
    assert "外山" not in text
    assert "0.91" not in text
    # random ids stand in attributes, staff numbers in the text: both may hold a 91
    assert not re.search(r"(?<![0-9])91(?![0-9])", re.sub(r'="[^"]*"', "", text))
    entry = Entry.objects.get(action="section.view")
    assert entry.payload.detail == {"requirement": "all", "people": 4}


def test_a_leader_without_requirements_is_told_what_will_appear(client, section):
    head = person("山田 長", section, head=True)
    page = signed_in(client, employee=head).get(reverse("campaigns:section"))
    assert "受講指定はまだありません" in page.content.decode()


def test_the_chosen_requirement_is_in_the_address(client, section, cycle):
    head = person("山田 長", section, head=True)
    later = CycleFactory(
        requirement__code="later",
        opens_on=TODAY,
        due_on=DUE_ON + timedelta(days=30),
    )
    for each in (cycle, later):
        obliged(head, each)
    client = signed_in(client, employee=head)
    assert client.get(reverse("campaigns:section")).context["shown"].cycle == cycle
    page = client.get(reverse("campaigns:section") + "?requirement=later")
    assert page.context["shown"].cycle == later


@pytest.mark.parametrize("name", ["section", "standing_list", "create", "requirements"])
def test_others_are_refused_and_the_anonymous_sign_in(client, name, section):
    address = reverse(f"campaigns:{name}")
    assert client.get(address).status_code == 302
    clerk = person("係 員", section)
    assert signed_in(client, employee=clerk).get(address).status_code == 403


def test_hr_sees_people_by_requirements_with_words_and_dates(hr, section, cycle):
    ready, late = person("青木 済", section), person("石井 遅", section)
    person("上田 無", section)
    obliged(ready, cycle)
    obliged(late, cycle, due_on=TODAY - timedelta(days=1))
    EvidenceFactory(employee=ready, on=TODAY)
    page = hr.get(reverse("campaigns:standing_list"))
    rows = {row.person.name: row.cells[0] for row in page.context["rows"]}
    assert (rows["青木 済"].word, rows["青木 済"].on) == ("修了", TODAY)
    assert rows["石井 遅"].word == "期限超過"
    assert rows["上田 無"].standing is None


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("standing=overdue", ["石井 遅"]),
        ("department=100&standing=assigned", ["青木 待"]),
        ("q=石井", ["石井 遅"]),
        ("type=annual_part", []),
        ("department=nowhere&q=青木", ["青木 待"]),
    ],
)
def test_filters_are_words_in_the_address(hr, section, cycle, query, names):
    EmploymentTypeFactory(annual=True)
    waiting, late = person("青木 待", section), person("石井 遅", DepartmentFactory())
    obliged(waiting, cycle)
    obliged(late, cycle, due_on=TODAY - timedelta(days=1))
    page = hr.get(f"{reverse('campaigns:standing_list')}?{query}")
    assert [row.person.name for row in page.context["rows"]] == names


def test_a_past_day_shows_what_was_so_then(hr, section, cycle):
    someone = person("青木 済", section)
    obliged(someone, cycle, assigned_at=timezone.now() - timedelta(days=15))
    EvidenceFactory(employee=someone, on=TODAY - timedelta(days=3))
    address = reverse("campaigns:standing_list") + "?q=青木&on="
    for ago, word in ((3, "修了"), (4, "未着手"), (16, "")):
        day = TODAY - timedelta(days=ago)
        page = hr.get(address + day.isoformat())
        assert page.context["rows"][0].cells[0].word == word


def test_the_file_holds_what_the_page_shows(hr, section, cycle):
    someone = person("𠮷田 花", section)
    obliged(someone, cycle)
    address = reverse("campaigns:standing_export", args=["csv"])
    text = hr.get(address + "?q=𠮷田").content.decode("utf-8-sig")
    heading, line = text.splitlines()
    assert heading.startswith("職員番号,氏名,所属,任用形態,全職員研修（令和8年度）,")
    assert f"𠮷田 花,市民課,正規,未着手,{DUE_ON}" in line
    address = reverse("campaigns:standing_export", args=["csv-sjis"])
    sjis = hr.get(address + "?q=𠮷田").content.decode("cp932")
    assert "このファイルで置き換えた文字\r\nU+20BB7" in sjis
    address = reverse("campaigns:standing_export", args=["xlsx"])
    assert hr.get(address).content.startswith(b"PK")
    assert hr.get(reverse("campaigns:standing_export", args=["exe"])).status_code == 404
    assert Entry.objects.filter(action="standing.export").count() == 4


def test_the_matrix_takes_few_queries(
    hr, section, cycle, django_assert_max_num_queries
):
    for number in range(8):
        obliged(person(f"青木 {number}", section), cycle)
    hr.get(reverse("campaigns:standing_list"))
    with django_assert_max_num_queries(26):
        hr.get(reverse("campaigns:standing_list"))


def form_data(**values):
    return {
        "subject": "quiz:q",
        "title": "新しい研修",
        "department": "",
        "opens_on": TODAY.isoformat(),
        "due_on": DUE_ON.isoformat(),
        **values,
    }


def test_a_requirement_is_made_after_seeing_whom_it_means(hr, section, cycle):
    someone = person("青木 花", section)
    data = form_data(department="100")
    page = hr.post(reverse("campaigns:create"), {**data, "preview": "yes"})
    assert page.context["count"] == 1
    assert "まだ指定していません" in page.content.decode()
    assert Requirement.objects.count() == 1
    page = hr.post(reverse("campaigns:create"), {**data, "create": "yes"}, follow=True)
    assert "1 人に指定しました" in page.content.decode()
    made = Assignment.objects.get(employee=someone)
    assert made.cycle.counts_from == TODAY
    assert made.cycle.requirement.subject_code == "q"


def test_a_wrong_form_is_shown_again_and_nothing_is_saved(hr, cycle):
    data = form_data(due_on=(TODAY - timedelta(days=1)).isoformat(), create="yes")
    page = hr.post(reverse("campaigns:create"), data)
    assert "期限が始まる日より前です" in page.content.decode()
    assert Requirement.objects.count() == 1


def test_newcomers_are_added_and_a_requirement_taken_back(hr, section):
    QuizFactory(code="q")
    hr.post(reverse("campaigns:create"), form_data(create="yes"))
    code = Requirement.objects.get().code
    before = Assignment.objects.count()
    person("青木 花", section)
    hr.post(reverse("campaigns:assign", args=[code]))
    assert Assignment.objects.count() == before + 1
    hr.post(reverse("campaigns:withdraw", args=[code]))
    assert Requirement.objects.get().withdrawn_at is not None


def test_one_persons_obligation_can_be_exempted_and_extended(hr, section):
    QuizFactory(code="q")
    someone = person("青木 花", section)
    hr.post(reverse("campaigns:create"), form_data(create="yes"))
    code = Requirement.objects.get().code
    address = reverse("campaigns:assignment", args=[code, someone.public_id])
    assert "青木 花" in hr.get(address).content.decode()
    page = hr.post(address, {"action": "exempt", "reason": ""})
    assert page.status_code == 200
    hr.post(address, {"action": "exempt", "reason": "派遣のため"})
    page = hr.post(address, {"action": "extend", "due_on": TODAY.isoformat()})
    assert "後の日" in page.content.decode()
    made = Assignment.objects.get(employee=someone)
    assert made.exemption_reason == "派遣のため"
    assert made.due_on == DUE_ON
