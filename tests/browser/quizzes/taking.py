"""What the browser tests of an attempt ask again and again."""

import time

import pytest
from django.urls import reverse

from quizzes.models import Response

MARKS = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # Django's test server leaves the browser's kept connections to the collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SAVES = "**/save/"


def values():
    rows = Response.objects.order_by("position")
    return list(rows.values_list("position", "value"))


def saved(page):
    return page.locator("[data-save-text]")


def question(attempt, number):
    return reverse("quizzes:take", args=[attempt.public_id, number])


def review(attempt):
    return reverse("quizzes:review", args=[attempt.public_id])


def kept(page):
    """All that the browser keeps of ours, in both of its stores."""
    return page.evaluate(
        "[localStorage, sessionStorage].flatMap((store) => Object.keys(store))"
        ".filter((key) => key.startsWith('choudo-answers:'))"
    )


def cut(page):
    """No save reaches the server any more, without an event of the browser."""
    page.route(SAVES, lambda route: route.abort())


def mend(page):
    page.unroute(SAVES)


def wait_until(happens):
    for _ in range(50):
        if happens():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen within five seconds")
