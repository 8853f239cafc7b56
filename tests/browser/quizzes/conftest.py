"""An attempt and browsers that sit before it; the ORM beside them in one process."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import UserFactory
from tests.factories.quizzes import AttemptFactory


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_the_browser():
    # Playwright's loop runs in this thread; the ORM may be used all the same.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def attempt():
    return AttemptFactory(employee=UserFactory().employee, started_at=timezone.now())


@pytest.fixture
def sign_in(live_server):
    """Give a browser a session of ``user``; returns it. As after the sign-in page."""

    def give(context, user, *, kind="personal"):
        client = Client()
        client.force_login(user)
        session = client.session
        session["session_kind"] = kind
        session.save()
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": session.session_key, "url": live_server.url}
        context.add_cookies([cookie])
        return session

    return give


@pytest.fixture
def new_browser(browser, live_server):
    """Open a browser of its own, closed at the end."""
    contexts = []

    def make(*, script=True):
        context = browser.new_context(
            base_url=live_server.url, locale="ja-JP", java_script_enabled=script
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visit(new_browser, sign_in):
    """Open question 1 as the attempt's person, each time in a browser of its own."""

    def open_question_1(attempt, *, script=True, kind="personal"):
        context = new_browser(script=script)
        sign_in(context, attempt.employee.user, kind=kind)
        page = context.new_page()
        page.goto(reverse("quizzes:take", args=[attempt.public_id, 1]))
        return page

    return open_question_1
