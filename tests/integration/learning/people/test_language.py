"""The first page is in Japanese, whatever the browser prefers; the choice decides."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en-US,en;q=0.9"}


def first_page(client):
    return client.get(reverse("account_login"), headers=ENGLISH)


def test_an_english_browser_is_greeted_in_japanese(client):
    page = first_page(client)
    assert page.headers["Content-Language"] == "ja"
    assert '<html lang="ja">' in page.content.decode()


def test_who_chose_english_reads_english_until_japanese_is_chosen(client):
    for language in ("en", "ja"):
        client.post(reverse("set_language"), {"language": language})
        page = first_page(client)
        assert page.headers["Content-Language"] == language
        assert f'<html lang="{language}">' in page.content.decode()


@pytest.mark.parametrize("cookie", ["fr", "../etc", ""])
def test_a_cookie_with_another_language_is_no_choice(client, cookie):
    client.cookies["django_language"] = cookie
    assert first_page(client).headers["Content-Language"] == "ja"
