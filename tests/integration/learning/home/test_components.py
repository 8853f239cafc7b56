"""The gallery of components, and what every page takes from it."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from learning.people.models import User

COMPONENTS = Path(settings.BASE_DIR) / "learning" / "templates" / "components"


def account(**marks):
    user = User(username="visitor", expires_on=date(2099, 1, 1), **marks)
    user.save()
    return user


@pytest.fixture
def gallery(client, db):
    client.force_login(account(is_staff=True))
    return client.get(reverse("home:components"))


def test_gallery_is_for_the_back_office(client, db):
    client.force_login(account())
    assert client.get(reverse("home:components")).status_code == 403


def test_gallery_asks_to_sign_in(client, db):
    response = client.get(reverse("home:components"))
    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_gallery_shows_every_component(gallery, client):
    client.logout()
    sign_in = client.get(reverse("account_login"))
    shown = {t.name for t in (*gallery.templates, *sign_in.templates)}
    unseen = {path.name for path in COMPONENTS.glob("*.html")} - {
        name.removeprefix("components/") for name in shown if name
    }
    # Two appear only where there is something to say; an icon is drawn once a process.
    assert unseen <= {"messages.html", "sign_in_errors.html", "icon.html"}
    assert '<svg class="icon"' in gallery.content.decode()


def test_a_wrong_field_is_tied_to_its_error(gallery):
    page = gallery.content.decode()
    assert 'aria-describedby="wrong_name_helptext wrong_name_error"' in page
    assert 'id="wrong_name_helptext"' in page
    assert 'id="wrong_name_error"' in page
    assert '<a href="#wrong_name">氏名</a>' in page


def test_sign_in_asks_whose_machine_it_is(client, db):
    page = client.get(reverse("account_login")).content.decode()
    assert page.count('name="session_kind"') == 2
    assert 'name="remember"' not in page
    assert 'autocomplete="username"' in page


def test_refused_sign_in_says_so(client, db):
    response = client.post(
        reverse("account_login"),
        {"login": "00001", "password": "x", "session_kind": "personal"},
    )
    assert "ログインできませんでした" in response.content.decode()


def test_a_missing_page_says_what_to_do(client, db):
    client.force_login(account())
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "ページが見つかりません" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "429.html", "500.html"])
def test_an_error_page_needs_no_request(name):
    page = get_template(name).render()
    assert "マイページ" in page or "待って" in page
    assert "<form" not in page


@pytest.mark.parametrize(
    ("url_name", "heading"),
    [
        ("account_change_password", "パスワードを変える"),
        ("account_reauthenticate", "本人の確認"),
        ("account_logout", "ログアウトしますか"),
    ],
)
def test_account_pages_wear_our_look(client, db, url_name, heading):
    user = account()
    user.set_password("a-long-password")
    user.save()
    client.force_login(user)
    page = client.get(reverse(url_name)).content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert 'class="page-header"' in page
