"""Who gets in, by which door, and what the page says to the others."""

from datetime import date

import pytest
from django.urls import reverse

from learning.log.models import Entry
from learning.people.models import User
from tests.factories.people import EmployeeFactory, EmploymentFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "haru-no-umi-2026"
LOGIN = "/accounts/login/"


@pytest.fixture
def hanako():
    """One person with two appointments at once and one that has ended."""
    employee = EmployeeFactory()
    EmploymentFactory(employee=employee, number="001234")
    EmploymentFactory(employee=employee, number="K5678")
    EmploymentFactory(employee=employee, number="900001", ended=True)
    user = UserFactory(employee=employee, personal_email="hanako@example.jp")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, login, password=PASSWORD, kind="personal"):
    data = {"login": login, "password": password, "session_kind": kind}
    return client.post(LOGIN, data)


@pytest.mark.parametrize(
    "login",
    ["001234", "００１２３４", " 001234 ", "K5678", "ｋ５６７８", "Hanako@Example.jp"],
)
def test_each_current_number_and_the_address_lead_to_one_account(client, hanako, login):
    assert sign_in(client, login).status_code == 302
    assert client.session["_auth_user_id"] == str(hanako.pk)


def test_unknown_closed_and_wrong_are_told_the_same(client, hanako):
    pages = [
        sign_in(client, "424242"),
        sign_in(client, "900001"),
        sign_in(client, "001234", "not-the-password"),
    ]
    texts = [page.context["form"].non_field_errors() for page in pages]
    assert texts[0] == texts[1] == texts[2]
    assert "職員番号かパスワードが違うか" in texts[0][0]
    assert "_auth_user_id" not in client.session


def test_the_number_needs_its_leading_zeros(client, hanako):
    assert sign_in(client, "1234").status_code == 200


def test_nobody_signs_in_after_the_last_employment_has_ended(client, hanako):
    hanako.employee.employments.update(ends_on=date(2026, 4, 1))
    assert sign_in(client, "001234").status_code == 200
    assert sign_in(client, "hanako@example.jp").status_code == 200


def test_nobody_signs_in_before_the_employment_begins(client, hanako):
    hanako.employee.employments.update(starts_on=date(2099, 4, 1), ends_on=None)
    assert sign_in(client, "001234").status_code == 200


def test_an_outside_auditor_signs_in_until_the_expiry(client):
    user = User.objects.create(username="audit-1", expires_on=date(2099, 4, 1))
    user.set_password(PASSWORD)
    user.save()
    assert sign_in(client, "ＡＵＤＩＴ-1").status_code == 302
    client.logout()
    user.expires_on = date(2026, 4, 1)
    user.save()
    assert sign_in(client, "audit-1").status_code == 200


def test_a_device_is_shared_unless_said_otherwise(client, hanako):
    page = client.get(LOGIN)
    assert page.context["form"]["session_kind"].value() == "shared"
    client.post(LOGIN, {"login": "001234", "password": PASSWORD})
    assert client.session["session_kind"] == "shared"


def test_a_sign_in_is_logged_once_and_without_the_password(client, hanako):
    sign_in(client, "001234")
    entry = Entry.objects.get(action="account.sign_in")
    assert entry.subject_id == str(hanako.employee.public_id)
    assert entry.payload.detail == {"kind": "personal"}


def test_the_account_takes_over_the_name_of_the_roster(client, hanako):
    sign_in(client, "001234")
    hanako.refresh_from_db()
    assert hanako.get_full_name() == hanako.employee.names.get().name


def test_the_back_office_greets_by_the_name_of_the_roster(client, hanako):
    """Its menu shows the first name and, where there is none, the account's key."""
    name = hanako.employee.names.get().name
    hanako.last_name = name
    hanako.save()
    sign_in(client, "001234")
    hanako.refresh_from_db()
    assert (hanako.first_name, hanako.last_name) == (name, "")


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_reset_password", "account_email"],
)
def test_pages_of_the_library_that_are_not_offered(client, hanako, name):
    client.force_login(hanako)
    assert client.get(reverse(name)).status_code == 404


@pytest.mark.parametrize(
    "path", ["", "users/", "groups/", "pages/", "reports/site-history/", "account/"]
)
def test_the_back_office_sends_the_anonymous_to_our_page(client, path):
    page = client.get(f"/backoffice/{path}")
    assert page.status_code == 302
    assert page["Location"].startswith(LOGIN)


@pytest.mark.parametrize("path", ["/", "/me/", "/no-such-page/", "/staff/"])
def test_nothing_is_open_to_the_anonymous(client, path):
    page = client.get(path)
    assert page.status_code in {302, 404}
    if page.status_code == 302:
        assert page["Location"].startswith(LOGIN)


def test_a_script_of_the_anonymous_gets_401_and_no_page(client):
    page = client.get("/", headers={"accept": "application/json"})
    assert page.status_code == 401
    assert page.json() == {"signed_out": True}


def test_nobody_renames_themselves_in_the_back_office(client, hanako):
    hanako.is_superuser = True
    hanako.save()
    client.force_login(hanako)
    page = client.post("/backoffice/account/", {"name_email-first_name": "市長"})
    assert page["Location"] == reverse("people:my_account")
    hanako.refresh_from_db()
    assert hanako.first_name == ""


@pytest.mark.parametrize("path", ["users/", "groups/", "users/new/", "password_reset/"])
def test_users_and_groups_of_the_back_office_do_not_exist(client, path):
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    assert client.get(f"/backoffice/{path}").status_code == 404
