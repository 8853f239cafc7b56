"""Sessions are found while they last, and only by their own key."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from learning.people.accounts.session_store import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored():
    store = SessionStore()
    store["seen_at"] = 7
    store.save()
    return store


def test_a_session_is_read_with_one_query(stored, django_assert_num_queries):
    again = SessionStore(stored.session_key)
    with django_assert_num_queries(1):
        assert again["seen_at"] == 7


def test_an_expired_session_is_empty_and_loses_its_key(stored):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    again = SessionStore(stored.session_key)
    assert again.get("seen_at") is None
    assert again.session_key is None


def test_an_unknown_key_is_nobody_s(stored):
    assert SessionStore("x" * 32).get("seen_at") is None
