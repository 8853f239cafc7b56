"""Slower, never locked; and whose address counts."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from learning.people.accounts.limits import (
    TooMany,
    begin_try,
    client_address,
    count_address,
    forget_tries,
    wait_after,
)


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.mark.parametrize(
    ("wrong", "seconds"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (8, 8), (10, 32), (11, 60), (1000, 60)],
)
def test_the_wait_doubles_up_to_a_minute(wrong, seconds):
    assert wait_after(wrong) == seconds


def test_after_five_wrong_tries_the_next_one_waits_behind_the_first():
    for _ in range(6):
        begin_try("user:1")
    with pytest.raises(TooMany):
        begin_try("user:1")
    begin_try("user:2")


def test_the_right_password_makes_it_free_again():
    for _ in range(6):
        begin_try("user:1")
    forget_tries("user:1")
    begin_try("user:1")


def test_an_address_has_a_roof_of_a_thousand_a_minute():
    for _ in range(1000):
        count_address("192.0.2.1")
    with pytest.raises(TooMany):
        count_address("192.0.2.1")
    count_address("192.0.2.2")


@pytest.mark.parametrize(
    ("trusted", "header", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "forged, 203.0.113.9", "203.0.113.9"),
        (2, "forged, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, trusted, header, address):
    settings.TRUSTED_PROXIES = trusted
    headers = {"x-forwarded-for": header} if header else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1")
    assert client_address(request) == address
