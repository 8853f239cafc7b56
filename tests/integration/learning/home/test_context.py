"""What stands around every page: who is here, where they may go."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.urls import reverse

from learning.city.models import City
from learning.home.context import frame, signed_in
from learning.home.navigation import navigation_for, start_of
from learning.people.models import Role, RoleGrant, User
from learning.simulation import sign_ins
from tests.factories.people import (
    DepartmentFactory,
    EmployeeFactory,
    PostingFactory,
    UserFactory,
)

TODAY = date(2026, 11, 20)


def signed(rf, user):
    request = rf.get("/me/")
    request.user = user
    return request


@pytest.fixture
def clerk(db):
    posting = PostingFactory(
        department__name="市民課",
        employment__number="00121234",
        employment__employee__names__name="田中　花子",
    )
    return UserFactory(employee=posting.employee)


def grant(user, role, **where):
    return RoleGrant.objects.create(
        user=user,
        role=role,
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 4, 1),
        recorded_at=datetime(2026, 4, 1, tzinfo=UTC),
        **where,
    )


def test_header_names_the_person_with_the_end_of_the_number(clerk):
    shown = signed_in(clerk, TODAY)
    assert (shown.name, shown.number_end, shown.department) == (
        "田中　花子",
        "1234",
        "市民課",
    )


def test_a_transfer_that_is_not_announced_is_not_shown(clerk):
    old = clerk.employee.postings.get()
    old.ends_on = date(2027, 4, 1)
    old.save()
    PostingFactory(employment=old.employment, department__name="新しい課", future=True)
    assert signed_in(clerk, TODAY).department == "市民課"
    assert signed_in(clerk, date(2027, 4, 1)).department == "新しい課"


def test_an_account_without_employee_is_named_by_its_own_name(db):
    visitor = User.objects.create(
        username="auditor", last_name="外部", expires_on=date(2099, 1, 1)
    )
    assert signed_in(visitor, TODAY).name == "外部"


def test_all_of_the_frame_costs_three_queries(rf, clerk, django_assert_max_num_queries):
    page = Template(
        "{{ person.name }}{{ city.name }}{{ helpdesk }}{{ person.department }}"
        "{% for item in navigation %}{{ item.label }}{% endfor %}{{ today }}"
    )
    with django_assert_max_num_queries(3):
        text = page.render(Context(frame(signed(rf, clerk))))
    assert "田中　花子" in text
    assert "マイページ" in text


def test_nothing_is_read_before_it_is_shown(rf, clerk, django_assert_num_queries):
    with django_assert_num_queries(0):
        frame(signed(rf, clerk))


def test_the_anonymous_cost_nothing(rf, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert frame(signed(rf, AnonymousUser())) == {}


def test_one_request_is_read_once(rf, clerk):
    request = signed(rf, clerk)
    assert frame(request) is frame(request)


def test_help_desk_is_hidden_until_the_city_sets_it(rf, clerk):
    assert str(frame(signed(rf, clerk))["helpdesk"]) == ""
    City.objects.create(pk=1, helpdesk_extension="2345")
    assert str(frame(signed(rf, clerk))["helpdesk"]) == "2345"


def test_the_menu_marks_the_page_that_is_open(clerk):
    items = navigation_for(clerk, path="/me/record/", today=TODAY)
    assert [item.label for item in items if item.current] == ["わたしの記録"]
    lesson = navigation_for(clerk, path="/courses/security/", today=TODAY)
    assert [item.label for item in lesson if item.current] == ["コース"]


def test_a_clerk_starts_at_my_page(clerk):
    assert start_of(clerk, today=TODAY) == "/me/"


@pytest.mark.parametrize(
    ("role", "start"),
    [
        (Role.LEADER, "/requirements/section/"),
        (Role.BUREAU_CHASER, "/requirements/section/"),
        (Role.HR, "/staff/"),
        (Role.SECURITY, "/requirements/standing/"),
        (Role.EDITOR, "/backoffice/"),
        (Role.PLANNER, "/reports/departments/"),
        (Role.AUDITOR, "/staff/log/"),
        (Role.ADMINISTRATOR, "/staff/grants/"),
    ],
)
def test_each_role_starts_where_its_work_is(client, clerk, role, start):
    grant(clerk, role)
    assert start_of(clerk, today=TODAY) == start
    client.force_login(clerk)
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=False):
        assert client.get(start).status_code == 200


def test_the_start_is_where_the_demo_says_each_role_begins(clerk):
    for role, (_number, page) in sign_ins.ROLES.items():
        if role in Role.values and role != Role.SECTION_HEAD:
            held = grant(clerk, role)
            user = User.objects.get(pk=clerk.pk)
            assert start_of(user, today=TODAY) == reverse(page)
            held.delete()


def test_acting_heads_count_where_the_city_says_so(db):
    """兼務・事務取扱 of a head is a head, unless the city decided otherwise."""
    from learning.people.permissions import Permission, may

    department = DepartmentFactory()
    main = PostingFactory()
    PostingFactory(
        employment=main.employment,
        department=department,
        concurrent=True,
        is_head=True,
    )
    city = City.objects.create(pk=1, acting_is_head=True)

    def leads():
        user = User.objects.get(employee=main.employee)
        return may(user, Permission.SEE_COMPLETION, department=department, today=TODAY)

    UserFactory(employee=main.employee)
    assert leads()
    city.acting_is_head = False
    city.save()
    assert not leads()


def test_the_address_of_the_site_asks_the_anonymous_to_sign_in(client, db):
    response = client.get("/")
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_the_address_of_the_site_leads_the_signed_in_to_their_page(client, clerk):
    client.force_login(clerk)
    assert client.get("/").url == "/me/"


def test_my_page_is_not_for_accounts_without_employee(client, db):
    visitor = User.objects.create(username="auditor", expires_on=date(2099, 1, 1))
    client.force_login(visitor)
    assert client.get("/me/").status_code == 403


def test_a_person_without_posting_is_still_named(db):
    user = UserFactory(employee=EmployeeFactory(names__name="鈴木　次郎"))
    assert signed_in(user, TODAY).name == "鈴木　次郎"
