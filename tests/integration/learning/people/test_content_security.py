"""The policy is strict on every page, errors too, and relaxed in the back office only."""

import pytest
from django.test import Client

from learning.people.actions.back_office import group_called
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
POLICY = "Content-Security-Policy"


def directives(response):
    parts = (part.split() for part in response[POLICY].split(";"))
    return {name: set(values) for name, *values in parts}


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/first/", "/", "/x/"])
def test_learner_pages_allow_this_site_alone(client, path):
    policy = directives(client.get(path))
    assert policy["default-src"] == {"'self'"}
    assert policy["object-src"] == {"'none'"}
    assert policy["frame-ancestors"] == {"'self'"}
    assert "'unsafe-inline'" not in client.get(path)[POLICY]


def test_the_policy_is_on_a_page_that_does_not_exist(client):
    client.force_login(UserFactory())
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "'unsafe-inline'" not in response[POLICY]


def test_the_policy_is_on_a_refused_form():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {})
    assert response.status_code == 403
    assert directives(response)["default-src"] == {"'self'"}


def test_the_policy_is_on_the_page_of_a_crash(client, monkeypatch):
    def crash(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("learning.people.views.sign_in.render", crash)
    client.raise_request_exception = False
    response = client.get("/accounts/first/")
    assert response.status_code == 500
    assert directives(response)["default-src"] == {"'self'"}


def test_the_back_office_is_relaxed_as_little_as_its_editor_needs(client):
    user = UserFactory()
    user.groups.add(group_called("教材担当"))
    client.force_login(user)
    response = client.get("/backoffice/")
    policy = directives(response)
    assert policy["script-src"] == {"'self'", "'unsafe-inline'"}
    assert policy["style-src"] == {"'self'", "'unsafe-inline'"}
    assert policy["img-src"] == {"'self'", "data:", "blob:"}
    assert policy["default-src"] == {"'self'"}
