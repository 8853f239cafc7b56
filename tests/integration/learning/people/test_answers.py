"""Answers whichever view gave them: HEAD without a body, 405 with a page."""

from uuid import UUID
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def sent(method, path):
    """Status, headers and body as the server hands them on; the test client cuts."""
    environment = {"REQUEST_METHOD": method, "PATH_INFO": path}
    setup_testing_defaults(environment)
    begun = {}

    def start(status, headers):
        begun.update(status=status, headers=dict(headers))

    response = WSGIHandler()(environment, start)
    body = b"".join(response)
    response.close()
    return begun["status"], begun["headers"], body


@pytest.mark.parametrize("path", ["/accounts/login/", "/health/", "/nowhere/"])
def test_head_has_the_headers_of_get_and_no_body(path):
    status, headers, body = sent("GET", path)
    head_status, head_headers, head_body = sent("HEAD", path)
    assert (head_status, head_body) == (status, b"")
    assert head_headers["Content-Type"] == headers["Content-Type"]
    assert abs(int(head_headers["Content-Length"]) - len(body)) < 10


def test_an_address_for_buttons_that_is_opened_says_what_to_do(client):
    client.force_login(UserFactory())
    address = reverse("home:read_notice", args=[UUID(int=1)])
    page = client.get(address)
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "この開き方はできません" in page.content.decode()
    script = client.get(address, headers={"Accept": "application/json"})
    assert (script.status_code, script.content) == (405, b"")
