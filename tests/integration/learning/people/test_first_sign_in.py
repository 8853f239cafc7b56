"""From the slip of paper to a password of one's own."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from learning.log.models import Entry
from learning.people.actions.accounts import (
    ensure_users,
    issue_code,
    issue_codes,
    set_personal_email,
)
from learning.people.errors import AccountTaken
from learning.people.models import OneTimeCode, User
from tests.factories.people import EmployeeFactory, EmploymentFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/accounts/first/"
PASSWORD = "haru-no-umi-2026"
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def user():
    employee = EmployeeFactory()
    EmploymentFactory(employee=employee, number="001234")
    return ensure_users(employees=[employee], by=None, at=NOW)[0]


def redeem(client, code, *, login="001234", password=PASSWORD, again=None):
    data = {
        "login": login,
        "code": code,
        "password": password,
        "password_again": again or password,
        "session_kind": "personal",
    }
    return client.post(PAGE, data)


def test_a_code_sets_the_password_and_signs_in(client, user):
    with time_machine.travel(NOW, tick=False):
        code = issue_code(user=user, by=None, at=NOW)
        assert redeem(client, code.lower(), login="００１２３４").status_code == 302
        assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert user.codes.get().used_at == NOW


def test_a_code_works_once(client, user):
    with time_machine.travel(NOW, tick=False):
        code = issue_code(user=user, by=None, at=NOW)
        redeem(client, code)
        client.logout()
        assert redeem(client, code, password="aki-no-sora-2026").status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_reissued_code_voids_the_one_before(client, user):
    with time_machine.travel(NOW, tick=False):
        first = issue_code(user=user, by=None, at=NOW)
        issue_code(user=user, by=None, at=NOW)
        assert redeem(client, first).status_code == 200
    assert not User.objects.get(pk=user.pk).has_usable_password()


@pytest.mark.parametrize(("days", "status"), [(29, 302), (30, 200)])
def test_a_code_expires_after_thirty_days(client, user, days, status):
    code = issue_code(user=user, by=None, at=NOW)
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        assert redeem(client, code).status_code == status


def test_after_ten_wrong_tries_the_code_is_dead(client, user):
    with time_machine.travel(NOW, tick=False) as clock:
        code = issue_code(user=user, by=None, at=NOW)
        for _ in range(10):
            redeem(client, "2222-2222-2222")
            clock.shift(timedelta(minutes=2))
        assert user.codes.get().tries == 10
        assert redeem(client, code).status_code == 200


@pytest.mark.parametrize(
    ("password", "field"),
    [("short", "password"), ("password123", "password"), ("x-001234-x", "password")],
)
def test_a_weak_password_leaves_the_code_alive(client, user, password, field):
    with time_machine.travel(NOW, tick=False):
        code = issue_code(user=user, by=None, at=NOW)
        page = redeem(client, code, password=password)
        assert field in page.context["form"].errors
        assert redeem(client, code).status_code == 302


def test_the_two_passwords_must_be_the_same(client, user):
    with time_machine.travel(NOW, tick=False):
        code = issue_code(user=user, by=None, at=NOW)
        page = redeem(client, code, again="something-else")
        assert "password_again" in page.context["form"].errors


def test_an_unknown_number_and_a_wrong_code_are_told_the_same(client, user):
    with time_machine.travel(NOW, tick=False):
        code = issue_code(user=user, by=None, at=NOW)
        pages = [redeem(client, code, login="999999"), redeem(client, "2222")]
    texts = [page.context["form"].non_field_errors() for page in pages]
    assert texts[0]
    assert texts[0] == texts[1]


def test_codes_are_stored_as_hashes_and_never_logged(user):
    code = issue_code(user=user, by=None, at=NOW)
    stored = str(OneTimeCode.objects.values().get())
    logged = str(list(Entry.objects.values()))
    assert code not in stored + logged
    assert code.replace("-", "") not in stored + logged
    entry = Entry.objects.get(action="account.issue_code")
    assert entry.subject_id == str(user.employee.public_id)


def test_issuing_for_many_costs_a_handful_of_statements(django_assert_max_num_queries):
    employees = [EmployeeFactory() for _ in range(30)]
    with django_assert_max_num_queries(14):
        users = ensure_users(employees=employees, by=None, at=NOW)
        codes = issue_codes(users=users, by=None, at=NOW)
    assert len(set(codes.values())) == 30


def test_accounts_are_made_once():
    employees = [EmployeeFactory() for _ in range(3)]
    first = ensure_users(employees=employees, by=None, at=NOW)
    again = ensure_users(employees=employees, by=None, at=NOW)
    assert {u.pk for u in first} == {u.pk for u in again}
    assert first[0].get_full_name() == first[0].employee.names.get().name


def test_an_address_belongs_to_one_account():
    by = UserFactory(personal_email="hanako@example.jp")
    with pytest.raises(AccountTaken):
        set_personal_email(user=UserFactory(), email="Hanako@example.jp", by=by, at=NOW)
