"""A city hall behind one proxy gets in; one account under attack gets slower."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import make_password

from learning.people.actions.accounts import ensure_users
from learning.people.models import User
from tests.factories.people import EmployeeFactory, EmploymentFactory

pytestmark = pytest.mark.django_db
PASSWORD = "haru-no-umi-2026"
NOW = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)


def people(n):
    employees = [EmployeeFactory() for _ in range(n)]
    for i, employee in enumerate(employees):
        EmploymentFactory(employee=employee, number=f"{i:06d}")
    ensure_users(employees=employees, by=None, at=NOW)
    User.objects.update(password=make_password(PASSWORD))


def sign_in(client, number, password=PASSWORD):
    data = {"login": number, "password": password, "session_kind": "shared"}
    return client.post("/accounts/login/", data, REMOTE_ADDR="10.0.0.1")


@pytest.mark.slow
def test_three_hundred_sign_in_from_one_address_in_ten_minutes(client):
    people(300)
    with time_machine.travel(NOW, tick=False) as clock:
        for i in range(300):
            client.cookies.clear()
            assert sign_in(client, f"{i:06d}").status_code == 302
            clock.shift(timedelta(seconds=2))


def test_twenty_wrong_passwords_slow_one_account_and_lock_it_for_nobody(client):
    people(2)
    with time_machine.travel(NOW, tick=False) as clock:
        pages = [sign_in(client, "000000", f"wrong-{i}") for i in range(20)]
        texts = [page.context["form"].non_field_errors()[0] for page in pages]
        assert "違うか" in texts[0]
        assert "1分ほど待って" in texts[-1]
        assert sign_in(client, "000000").status_code == 200  # right, but too soon
        assert sign_in(client, "000001").status_code == 302  # somebody else
        client.cookies.clear()
        clock.shift(timedelta(seconds=61))
        assert sign_in(client, "000000").status_code == 302


def test_knocking_does_not_make_the_wait_longer(client):
    people(1)
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(600):
            sign_in(client, "000000", "wrong")
            clock.shift(timedelta(milliseconds=100))
        clock.shift(timedelta(seconds=61))
        assert sign_in(client, "000000").status_code == 302


def test_a_second_number_of_the_same_person_is_no_way_around(client):
    people(1)
    employee = User.objects.get().employee
    EmploymentFactory(employee=employee, number="K0001")
    with time_machine.travel(NOW, tick=False):
        for _ in range(6):
            sign_in(client, "000000", "wrong")
        assert sign_in(client, "K0001").status_code == 200
