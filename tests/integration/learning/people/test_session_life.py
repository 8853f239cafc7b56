"""How long a session lives, and what it leaves behind on a shared device."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from learning.people.actions.grants import NewGrant, grant, revoke
from tests.factories.people import EmployeeFactory, EmploymentFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "haru-no-umi-2026"
MORNING = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)  # 9:00 in Tokyo
PAGE = "/accounts/password/"


@pytest.fixture
def user():
    employee = EmployeeFactory()
    EmploymentFactory(employee=employee, number="001234")
    user = UserFactory(employee=employee)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, kind):
    data = {"login": "001234", "password": PASSWORD, "session_kind": kind}
    return client.post("/accounts/login/", data)


def is_in(client):
    return client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("kind", "minutes", "still_in"),
    [
        ("shared", 9, True),
        ("shared", 11, False),
        ("personal", 11, True),
        ("personal", 239, True),
        ("personal", 241, False),
    ],
)
def test_a_session_ends_when_left_alone(client, user, kind, minutes, still_in):
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client, kind)
        assert is_in(client)
        clock.shift(timedelta(minutes=minutes))
        assert is_in(client) is still_in


def test_use_keeps_a_shared_session_open(client, user):
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client, "shared")
        for _ in range(6):
            clock.shift(timedelta(minutes=8))
            assert is_in(client)


def test_a_shared_session_ends_with_the_browser_and_stores_nothing(client, user):
    response = sign_in(client, "shared")
    assert response.cookies["sessionid"]["expires"] == ""
    assert response.cookies["sessionid"]["max-age"] == ""
    assert client.get(PAGE)["Cache-Control"] == "no-store, private"


def test_signing_out_of_a_shared_device_clears_its_storage(client, user):
    sign_in(client, "shared")
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_of_a_personal_device_leaves_its_storage(client, user):
    sign_in(client, "personal")
    assert "Clear-Site-Data" not in client.post("/accounts/logout/")


def test_the_kind_of_device_is_proposed_the_next_time(client, user):
    sign_in(client, "shared")
    client.post("/accounts/logout/")
    page = client.get("/accounts/login/")
    assert page.context["form"]["session_kind"].value() == "shared"


def test_a_session_ends_on_the_day_the_employment_has_ended(client, user):
    with time_machine.travel(MORNING, tick=False) as clock:
        sign_in(client, "personal")
        user.employee.employments.update(ends_on=date(2026, 11, 21))
        assert is_in(client)
        for _ in range(5):  # in use over midnight, Asia/Tokyo
            clock.shift(timedelta(hours=3, minutes=30))
            is_in(client)
        assert not is_in(client)


def test_who_has_left_in_the_middle_of_a_day_is_out_at_the_next_request(client, user):
    with time_machine.travel(MORNING, tick=False):
        sign_in(client, "personal")
        assert is_in(client)
        user.employee.employments.update(ends_on=date(2026, 11, 20))
        page = client.get(PAGE, follow=True)
        assert "名簿の期間が終わったので" in page.content.decode()
        assert not is_in(client)


def test_an_account_whose_expiry_was_brought_forward_is_out_at_once(client):
    guest = UserFactory(employee=None, username="guest", expires_on=date(2027, 1, 1))
    with time_machine.travel(MORNING, tick=False):
        client.force_login(guest)
        assert is_in(client)
        guest.expires_on = date(2026, 11, 20)
        guest.save()
        assert not is_in(client)


def test_a_role_that_was_ended_today_opens_nothing_at_the_next_request(client, user):
    with time_machine.travel(MORNING, tick=False):
        row = grant(
            new=NewGrant(
                user=user, role="hr", starts_on=date(2026, 4, 1), reason="人事担当"
            ),
            by=None,
            at=MORNING,
        )
        sign_in(client, "personal")
        assert client.get("/staff/").status_code == 200
        assert client.get("/backoffice/").status_code == 200
        revoke(
            grant=row, ends_on=date(2026, 11, 20), reason="交代", by=None, at=MORNING
        )
        assert client.get("/staff/").status_code == 403
        assert client.get("/backoffice/")["Location"] == "/"


def test_the_roster_needs_no_query_of_its_own(client, user, django_assert_num_queries):
    with time_machine.travel(MORNING, tick=False):
        sign_in(client, "personal")
        is_in(client)
        with django_assert_num_queries(2):  # session, account
            client.post("/i18n/setlang/", {"language": "ja"})
