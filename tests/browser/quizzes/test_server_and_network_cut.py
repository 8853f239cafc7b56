"""The real server killed, and a real minute without network, in the midst of a quiz."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.quizzes.taking import kept, wait_until
from tests.browser.visitor import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUIZ = "/quizzes/dx-basics-test/"
FIRST, SECOND, THIRD = "/1/", "/2/", "/3/"


@pytest.fixture
def context(browser, site):
    opened = browser.new_context(base_url=site.url, locale="ja-JP")
    sign_in(opened.new_page(), site.sign_ins["leader"])
    yield opened
    opened.close()


@pytest.fixture
def attempt(context):
    """The address of an attempt just begun or gone on with."""
    page = context.pages[0]
    page.goto(QUIZ)
    page.locator("form[action$='/start/'] button").click()
    page.wait_for_url("**/attempts/**")
    return re.sub(r"/\d+/$", "", page.url)


def options(page):
    return page.locator(".question input")


def state(page):
    return page.locator("[data-save-text]")


def unsaved(count):
    return re.compile(f"（未保存 {count} 件：再送中…）$")


def opened(context, attempt):
    """Three tabs on the first three questions."""
    tabs = []
    for place in (FIRST, SECOND, THIRD):
        tabs.append(context.new_page())
        tabs[-1].goto(f"{attempt}{place}")
    return tabs


def answer_all(tabs, number):
    for count, tab in enumerate(tabs, start=1):
        options(tab).nth(number).check()
        expect(state(tab)).to_have_text(unsaved(count), timeout=20_000)


def assert_answered(context, attempt, number):
    """The server's own pages have this option marked, before any script."""
    for place in (FIRST, SECOND, THIRD):
        page = context.new_page()
        page.route("**/*.js", lambda route: route.abort())
        page.goto(f"{attempt}{place}")
        assert options(page).nth(number).get_attribute("checked") is not None
        page.close()


def test_a_killed_server_loses_nothing(context, attempt, site):
    tabs = opened(context, attempt)
    site.kill()
    answer_all(tabs, 0)
    site.start()
    for tab in tabs:
        expect(state(tab)).to_have_text(
            re.compile(r"^保存済み \d／\d+$"), timeout=45_000
        )
    assert_answered(context, attempt, 0)


def test_a_minute_without_network_loses_nothing(context, attempt):
    tabs = opened(context, attempt)
    began = time.monotonic()
    context.set_offline(True)
    answer_all(tabs, 1)
    time.sleep(max(0, 60 - (time.monotonic() - began)))
    assert len(kept(tabs[0])) == 3
    for tab in tabs:
        tab.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{attempt}/4/")
    expect(state(page)).to_have_text(re.compile(r"^保存済み 3／\d+$"), timeout=45_000)
    wait_until(lambda: kept(page) == [])
    assert_answered(context, attempt, 1)
