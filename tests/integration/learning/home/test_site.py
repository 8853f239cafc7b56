"""What machines ask: answered without signing in, and nothing told."""

import pytest
from django.db import DatabaseError, connection

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_the_site_says_that_it_is_well_and_starts_no_session(client):
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_database_that_does_not_answer_is_said_without_a_reason(client, monkeypatch):
    def broken():
        raise DatabaseError("password for user postgres")

    monkeypatch.setattr(connection, "cursor", broken)
    response = client.get("/health/")
    assert (response.status_code, response.content) == (503, b"database unreachable\n")


def test_the_icon_is_found_at_its_old_address(client):
    assert client.get("/favicon.ico")["Location"].endswith(".svg")


def test_who_has_no_work_in_the_back_office_is_sent_to_the_own_start(client):
    client.force_login(UserFactory())
    assert client.get("/backoffice/")["Location"] == "/"
    assert client.get("/backoffice/images/").status_code == 403
