"""The mark under which a browser keeps what is unsaved."""

import pytest
from django.contrib.sessions.backends.base import SessionBase

from learning.people.accounts.browser_store import browser_store


def store(user_id, kind="personal"):
    session = SessionBase()
    session["session_kind"] = kind
    return browser_store(user_id=user_id, session=session)


def test_the_mark_is_the_person_s_at_every_sign_in_and_nobody_else_s():
    assert store(7).owner == store(7, "shared").owner
    assert len({store(number).owner for number in range(1, 30)}) == 29


def test_the_mark_needs_the_site_s_secret(settings):
    before = store(7).owner
    settings.SECRET_KEY = "another"
    assert store(7).owner != before


@pytest.mark.parametrize(("kind", "keep"), [("personal", "device"), ("shared", "tab")])
def test_a_shared_device_keeps_with_the_tab_only(kind, keep):
    assert store(7, kind).keep == keep
