"""Pages of people: who is on them, in which order, and what they keep to themselves."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from learning.city.models import City
from learning.log.actions import write
from learning.log.models import Entry
from learning.people.actions.accounts import ensure_users
from learning.people.actions.city import change_city
from learning.people.models import Department, Role, RoleGrant
from tests.factories.literacy import PlanFactory
from tests.factories.people import (
    AbsenceFactory,
    DepartmentFactory,
    EmployeeFactory,
    EmploymentFactory,
    PostingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
START = date(2020, 4, 1)
APRIL = date(2027, 4, 1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def city():
    """総務部 with 情報課 before 市民課 in official order, and people in each."""
    bureau = DepartmentFactory(name="総務部", code="A1", bureau=True, official_order=1)
    second = DepartmentFactory(
        name="市民課", code="A12", parent=bureau, official_order=2
    )
    first = DepartmentFactory(
        name="情報課", code="A11", parent=bureau, official_order=1
    )
    person(second, "000003", "佐藤　次郎", "サトウ　ジロウ")
    person(first, "000002", "田中　花子", "タナカ　ハナコ")
    person(first, "000009", "髙﨑　一郎", "タカサキ　イチロウ", head=True)
    return {"bureau": bureau, "first": first, "second": second}


def person(department, number, name, kana, **more):
    employee = EmployeeFactory(names__name=name, names__kana=kana)
    employment = EmploymentFactory(employee=employee, number=number)
    return PostingFactory(employment=employment, department=department, **more)


def as_role(client, role, department=None):
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role=role, department=department, starts_on=START, recorded_at=AT
    )
    client.force_login(user)
    return user


def names(page):
    return [row.name for row in page.context["people"]]


def test_the_list_is_in_official_order_then_by_rank(client, city):
    as_role(client, Role.HR)
    page = client.get(reverse("people:employees"))
    assert names(page) == ["髙﨑　一郎", "田中　花子", "佐藤　次郎"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("田中花子", ["田中　花子"]),
        ("田中 花", ["田中　花子"]),
        ("たなか", ["田中　花子"]),
        ("ｻﾄｳ", ["佐藤　次郎"]),
        ("高崎", ["髙﨑　一郎"]),
        ("０００００３", ["佐藤　次郎"]),
        ("鈴木", []),
    ],
)
def test_people_are_found_as_they_are_typed(client, city, words, found):
    as_role(client, Role.HR)
    page = client.get(reverse("people:employees"), {"q": words})
    assert names(page) == found


def test_a_leader_sees_the_own_unit_only(client, city):
    as_role(client, Role.LEADER, city["second"])
    assert names(client.get(reverse("people:employees"))) == ["佐藤　次郎"]
    other = city["first"].postings.first().employee
    url = reverse("people:employee", args=[other.public_id])
    assert client.get(url).status_code == 404


def test_the_number_of_queries_does_not_grow_with_people(
    client, city, django_assert_max_num_queries
):
    as_role(client, Role.HR)
    for n in range(30):
        person(city["first"], f"1{n:05}", "山田　太郎", "ヤマダ　タロウ")
    client.get(reverse("people:employees"))
    with django_assert_max_num_queries(15):
        client.get(reverse("people:employees"))


class TestOnePerson:
    @pytest.fixture
    def hanako(self, city):
        posting = city["first"].postings.get(employment__number="000002")
        AbsenceFactory(
            employee=posting.employee,
            starts_on=date(2025, 4, 1),
            ends_on=date(2026, 4, 1),
        )
        return posting

    def page(self, client, hanako, **query):
        url = reverse("people:employee", args=[hanako.employee.public_id])
        return client.get(url, query)

    def test_hr_sees_the_history_with_last_days(self, client, hanako):
        as_role(client, Role.HR)
        page = self.page(client, hanako)
        absence = next(ln for ln in page.context["lines"] if ln.kind == "休業等")
        assert absence.last_on == date(2026, 3, 31)
        assert "R8.3.31" in page.content.decode()

    def test_as_of_marks_what_held_on_that_day(self, client, hanako):
        as_role(client, Role.HR)
        page = self.page(client, hanako, on="2025-06-01")
        assert {ln.kind for ln in page.context["lines"] if ln.holds} >= {"休業等"}

    def test_a_leader_sees_the_present_and_no_absence(self, client, city, hanako):
        as_role(client, Role.LEADER, city["first"])
        page = self.page(client, hanako, on="2025-06-01")
        assert "休業等" not in {ln.kind for ln in page.context["lines"]}
        assert page.context["on"] == date(2026, 11, 20)

    def test_an_end_that_lies_ahead_is_not_told(self, client, city, hanako):
        hanako.ends_on = APRIL
        hanako.save()
        as_role(client, Role.LEADER, city["first"])
        assert "R9.3.31" not in self.page(client, hanako).content.decode()
        as_role(client, Role.HR)
        assert "R9.3.31" in self.page(client, hanako).content.decode()

    def test_opening_a_person_is_logged(self, client, hanako):
        as_role(client, Role.HR)
        self.page(client, hanako)
        entry = Entry.objects.get(action="employee.view")
        assert entry.subject_id == str(hanako.employee.public_id)


class TestOrganisation:
    def test_heads_are_counted_alone_and_with_what_is_below(self, client, city):
        as_role(client, Role.HR)
        page = client.get(reverse("people:organisation"))
        counts = [
            (row.department.name, row.own, row.total) for row in page.context["rows"]
        ]
        assert counts == [("総務部", 0, 3), ("情報課", 2, 2), ("市民課", 1, 1)]
        assert page.context["total"] == 3

    def test_hr_opens_reorders_and_closes_a_unit(self, client, city):
        as_role(client, Role.HR)
        data = {
            "code": "A13",
            "name": "企画課",
            "parent": "A1",
            "report_level": "section",
            "authority": city["bureau"].authority.code,
            "official_order": "9",
            "starts_on": "2026-11-01",
        }
        page = client.post(reverse("people:department_new"), data)
        assert page.status_code == 302
        url = reverse("people:department_order", args=["A13"])
        client.post(url, {"official_order": "0"})
        names = [
            r.department.name
            for r in client.get(reverse("people:organisation")).context["rows"]
        ]
        assert names == ["総務部", "企画課", "情報課", "市民課"]
        url = reverse("people:department_close", args=["A13"])
        assert client.post(url, {"ends_on": "2026-11-30"}).status_code == 302
        assert Department.objects.get(code="A13").ends_on == date(2026, 12, 1)

    def test_what_the_action_refuses_is_said_on_the_form(self, client, city):
        as_role(client, Role.HR)
        url = reverse("people:department_close", args=["A1"])
        page = client.post(url, {"ends_on": "2026-11-30"})
        assert page.status_code == 200
        assert page.context["form"].non_field_errors()


class TestSlips:
    def slips(self, client, **data):
        return client.post(reverse("people:slips"), {"who": "new", **data})

    def test_slips_are_printed_in_official_order_with_the_receipt_list(
        self, client, city
    ):
        as_role(client, Role.HR)
        page = self.slips(client, department="A1")
        units = [
            (unit.name, [person.number for person, _code in people])
            for unit, people in page.context["units"]
        ]
        assert units == [("情報課", ["000009", "000002"]), ("市民課", ["000003"])]
        text = page.content.decode()
        assert text.count("受領簿") == 2
        assert "R8.12.20" in text  # 30 days after 20 November
        assert "no-store" in page["Cache-Control"]

    def test_how_many_is_said_first(self, client, city):
        as_role(client, Role.HR)
        query = {"department": "A11", "who": "new"}
        page = client.get(reverse("people:slips"), query)
        assert page.context["count"] == 2
        assert not Entry.objects.filter(action="account.issue_code").exists()

    def test_who_has_a_password_gets_none_unless_asked(self, client, city):
        hanako = city["first"].postings.get(employment__number="000002").employee
        user = ensure_users(employees=[hanako], by=None, at=AT)[0]
        user.set_password("haru-no-umi-2026")
        user.save()
        as_role(client, Role.HR)
        query = {"department": "A11"}
        url = reverse("people:slips")
        assert client.get(url, {**query, "who": "new"}).context["count"] == 1
        assert client.get(url, {**query, "who": "all"}).context["count"] == 2

    def test_the_newly_hired_only(self, client, city):
        employment = EmploymentFactory(number="000100", starts_on=date(2026, 10, 1))
        PostingFactory(
            employment=employment,
            department=city["first"],
            starts_on=date(2026, 10, 1),
        )
        as_role(client, Role.HR)
        query = {"department": "A1", "who": "joined", "since": "2026-10-01"}
        assert client.get(reverse("people:slips"), query).context["count"] == 1

    def reissue(self, client, posting):
        url = reverse("people:reissue_code", args=[posting.employee.public_id])
        return client.post(url)

    def test_a_leader_reissues_one_in_the_own_unit(self, client, city):
        as_role(client, Role.LEADER, city["first"])
        own, other = city["first"].postings.last(), city["second"].postings.last()
        assert self.reissue(client, own).status_code == 200
        assert self.reissue(client, other).status_code == 404

    def test_a_leader_gets_no_code_of_somebody_with_a_role(self, client, city):
        """Or a code would be a way into HR's account."""
        posting = city["first"].postings.last()
        RoleGrant.objects.create(
            user=UserFactory(employee=posting.employee),
            role=Role.HR,
            starts_on=START,
            recorded_at=AT,
        )
        as_role(client, Role.LEADER, city["first"])
        assert self.reissue(client, posting).status_code == 403
        as_role(client, Role.HR)
        assert self.reissue(client, posting).status_code == 200


class TestMyAccount:
    def test_it_shows_who_issued_a_code_and_when(self, client, city):
        posting = city["first"].postings.last()
        hr = as_role(client, Role.HR)
        hr.first_name = "人事　太郎"
        hr.save()
        client.post(reverse("people:reissue_code", args=[posting.employee.public_id]))
        client.force_login(posting.employee.user)
        text = client.get(reverse("people:my_account")).content.decode()
        assert "人事　太郎 が発行" in text
        assert "R8.11.20 12:00" in text

    def test_it_names_the_unit_that_one_heads(self, client, city):
        head = city["first"].postings.get(is_head=True)
        client.force_login(UserFactory(employee=head.employee))
        text = client.get(reverse("people:my_account")).content.decode()
        assert "所属長（情報課" in text

    def test_the_address_is_saved_and_taken_away(self, client):
        user = UserFactory()
        client.force_login(user)
        url = reverse("people:my_account")
        client.post(url, {"personal_email": "Hanako@example.jp"})
        user.refresh_from_db()
        assert user.personal_email == "hanako@example.jp"
        client.post(url, {"personal_email": ""})
        user.refresh_from_db()
        assert user.personal_email is None

    def test_a_changed_password_is_logged(self, client):
        user = UserFactory()
        user.set_password("haru-no-umi-2026")
        user.save()
        client.force_login(user)
        data = {
            "oldpassword": "haru-no-umi-2026",
            "password1": "aki-no-sora-2026",
            "password2": "aki-no-sora-2026",
        }
        page = client.post(reverse("account_change_password"), data)
        assert page["Location"] == reverse("people:my_account")
        assert Entry.objects.filter(action="account.change_password").count() == 1


class TestLog:
    def entries(self, page):
        return [line.entry.action for line in page.context["lines"]]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({}, ["item.two", "grant.one"]),
            ({"kind": "grants"}, ["grant.one"]),
            ({"since": "2026-11-20"}, ["item.two"]),
            ({"until": "2026-11-19"}, ["grant.one"]),
            ({"subject": "花子"}, ["item.two"]),
        ],
    )
    def test_entries_are_narrowed(self, client, query, found):
        auditor = UserFactory()
        RoleGrant.objects.create(
            user=auditor,
            role=Role.AUDITOR,
            starts_on=START,
            ends_on=APRIL,
            recorded_at=AT,
        )
        client.force_login(auditor)
        # 14:59 UTC is 23:59 in Tokyo: still the 19th
        write("grant.one", by=None, at=datetime(2026, 11, 19, 14, 59, tzinfo=UTC))
        subject = ("employee", "x", "田中　花子")
        at = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
        write("item.two", by=None, at=at, subject=subject)
        page = client.get(reverse("people:log"), query)
        assert self.entries(page) == found


def test_the_city_changes_through_its_action(client):
    from learning.city.current import city

    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role=Role.ADMINISTRATOR, starts_on=START, recorded_at=AT
    )
    client.force_login(user)
    url = reverse("people:city")
    form = client.get(url).context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}
    data = {**data, "name": "松江市", "suppression_threshold": "6"}
    data = {name: value for name, value in data.items() if value is not False}
    assert client.post(url, data).status_code == 302
    assert city().name == "松江市"
    entry = Entry.objects.get(action="city.change")
    assert entry.payload.detail == {
        "name": {"before": "○○市", "after": "松江市"},
        "suppression_threshold": {"before": "5", "after": "6"},
    }
    wrong = client.post(url, {**data, "suppression_threshold": "0"})
    assert wrong.status_code == 200
    assert city().suppression_threshold == 6


def test_only_a_plan_that_is_loaded_can_be_the_citys(client):
    as_role(client, Role.ADMINISTRATOR)
    url = reverse("people:city")
    form = client.get(url).context["form"]
    assert [code for code, _ in form.fields["active_plan"].choices] == [""]
    PlanFactory(code="matsue")
    change_city(changes={"active_plan": "matsu"}, by=None, at=AT)
    page = client.get(url)
    chosen = page.context["form"].initial
    data = {name: value for name, value in chosen.items() if value not in (None, False)}
    assert "active_plan" in client.post(url, data).context["form"].errors
    assert (
        "active_plan"
        in client.post(url, {**data, "active_plan": ""}).context["form"].errors
    )
    assert client.post(url, {**data, "active_plan": "matsue"}).status_code == 302
    assert City.objects.get().active_plan == "matsue"
