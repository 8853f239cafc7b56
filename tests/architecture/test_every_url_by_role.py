"""Every URL × every role: default denied, and nothing unlisted."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from learning.people.middleware.sign_in_required import OPEN_TO_ALL
from tests.architecture.url_table import NOT_OFFERED, OF_WAGTAIL, ROWS, TABLE
from tests.architecture.world import ROLES, make_world

BACK_OFFICE = "backoffice/"


def url_names():
    """Names of all URLs outside the back office, as the URLconf has them."""
    names = {name for name, path in walk(get_resolver()) if BACK_OFFICE not in path}
    return names - {"None"}


def walk(resolver, namespace="", path=""):
    for pattern in resolver.url_patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", here
        else:
            inner = (
                f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
            yield from walk(pattern, inner, here)


def outcome(client, row, url):
    response = getattr(client, row.method)(url)
    location = response.headers.get("Location", "")
    if response.status_code == 302 and location.startswith("/accounts/login/"):
        return "sign in"
    return response.status_code


def test_every_url_is_in_the_table():
    listed = set(TABLE) | NOT_OFFERED | OF_WAGTAIL
    assert url_names() - listed == set(), "add a Row in tests/architecture/url_table.py"


def test_the_table_has_no_url_that_is_gone():
    assert set(TABLE) - url_names() == set()


def test_what_is_open_to_all_is_a_short_list_that_the_table_knows():
    everybody = {row.name for row in ROWS if row.allowed == frozenset(ROLES)}
    assert everybody == OPEN_TO_ALL & url_names()


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_only_the_listed_roles_get_in(client, row):
    world = make_world()
    url = reverse(row.name, kwargs=row.kwargs(world))
    wrong = {}
    for role in sorted(ROLES, key=lambda role: role in row.allowed):
        world.sign_in(client, role)
        got = outcome(client, row, url)
        refused = got in ({"sign in", 403, 404} if row.exists else {"sign in", 403})
        if got == 405 or refused == (role in row.allowed):
            wrong[role] = got
    if row.name == "account_logout":
        wrong.pop("anonymous", None)
    assert wrong == {}


@pytest.mark.slow
def test_urls_without_a_name_are_closed(client, db):
    world = make_world()
    for path in ("_util/login/",):
        world.sign_in(client, "hr")
        assert client.get(f"/{path}").status_code == 404
    unnamed = {path for name, path in walk(get_resolver()) if name == "None"}
    assert {path for path in unnamed if BACK_OFFICE not in path} == {"_util/login/"}


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(NOT_OFFERED))
def test_what_is_not_offered_leads_nowhere(client, name):
    world = make_world()
    world.sign_in(client, "hr")
    assert client.get(reverse(name)).status_code == 404


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize(
    "role", sorted({*ROLES} - {"hr", "security", "editor", "planner", "administrator"})
)
def test_the_back_office_is_closed_to_who_does_not_work_there(client, role):
    world = make_world()
    world.sign_in(client, role)
    paths = [
        path
        for _name, path in walk(get_resolver())
        if path.startswith(BACK_OFFICE) and not set("<(^*\\") & set(path)
    ]
    assert len(paths) > 20
    expected = {"anonymous": 302, "expired": 302, "closed": 302}.get(role, 403)
    # every path once; one rule refuses all, so a few are enough for the other roles
    for path in paths if role == "employee" else paths[:5]:
        response = client.get(f"/{path}")
        if path == BACK_OFFICE and expected == 403:  # sent to where their work begins
            assert response["Location"] == "/"
            continue
        assert response.status_code == expected, path
        if expected == 302:
            assert response["Location"].startswith("/accounts/login/"), path


def test_each_name_and_method_has_one_row():
    assert len({(row.name, row.method) for row in ROWS}) == len(ROWS)
