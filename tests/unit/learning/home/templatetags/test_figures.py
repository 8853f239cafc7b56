"""How numbers and days are written."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from learning.home.templatetags import figures


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (2431 / 2904, "83.7 %"),  # 0.83712…
        (0.8365, "83.7 %"),  # exactly half is rounded up
        (1, "100.0 %"),
        (2903 / 2904, "99.9 %"),  # 0.99966: one person is missing, so not 100.0
        (0, "0.0 %"),
        (1 / 2904, "0.1 %"),  # 0.00034: somebody is there, so not 0.0
        (None, ""),
    ],
)
def test_percent(share, written):
    assert figures.percent(share) == written


@pytest.mark.parametrize(
    ("target", "written"), [(0.9, "90 %"), (0.825, "82.5 %"), (1, "100 %"), (None, "")]
)
def test_goal_percent(target, written):
    assert figures.goal_percent(target) == written


@pytest.mark.parametrize(
    ("number", "written"), [(2904, "2,904"), (0, "0"), (None, ""), ("12", "12")]
)
def test_count(number, written):
    assert figures.count(number) == written


def test_day_in_words():
    with translation.override("ja"):
        assert figures.day(date(2026, 11, 30)) == "11月30日（月）"
    assert figures.day(None) == ""


def test_short_wareki():
    assert figures.short_wareki(date(2026, 11, 30)) == "R8.11.30"
    assert figures.short_wareki(None) == ""


def test_short_wareki_of_a_time_is_the_local_day():
    # 16:00 in UTC is 1:00 of the next day in Tokyo.
    at = datetime(2026, 11, 29, 16, 0, tzinfo=UTC)
    page = Template("{% load figures %}{{ at|short_wareki }}")
    with timezone.override("Asia/Tokyo"):
        assert page.render(Context({"at": at})) == "R8.11.30"


def test_moment_is_a_local_time():
    at = datetime(2026, 11, 29, 16, 5, tzinfo=UTC)
    page = Template("{% load figures %}{{ at|moment }}{{ none|moment }}")
    with timezone.override("Asia/Tokyo"):
        assert page.render(Context({"at": at, "none": None})) == "R8.11.30 01:05"
