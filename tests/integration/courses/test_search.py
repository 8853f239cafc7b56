"""Finding lessons by Japanese words."""

import pytest
from django.urls import reverse

from courses.search import around, find_lessons
from tests.factories.courses import LessonPageFactory, body, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons():
    attack = LessonPageFactory(
        title="メールの罠", body=body(text("<p>標的型攻撃メールに気をつける</p>"))
    )
    other = LessonPageFactory(
        title="置き場所", body=body(text("<p>目標の的と型を決める。ＷｉＦｉの話</p>"))
    )
    return attack, other


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("標的型", [0]),
        ("攻撃メール", [0]),
        ("めーる", [0]),
        ("型", [0, 1]),
        ("罠", [0]),
        ("wifi", [1]),
        ("標的型 罠", [0]),
        ("標的型 置き場所", []),
        ("見つからない言葉", []),
        ("！？", []),
        ("", []),
    ],
)
def test_finds(lessons, query, found):
    codes = {lesson.code for lesson in find_lessons(query)}
    assert codes == {lessons[n].code for n in found}


def test_unpublished_lessons_are_not_found(lessons):
    lessons[0].unpublish()
    assert find_lessons("標的型") == []


def test_page_shows_the_text_around(learner, lessons):
    html = learner.get(reverse("courses:search"), {"q": "標的型"}).content.decode()
    assert "<mark>標的型</mark>攻撃メール" in html
    assert lessons[0].address in html
    assert "1 件" in html


def test_page_escapes_the_query(learner, lessons):
    html = learner.get(reverse("courses:search"), {"q": "<b>x"}).content.decode()
    assert "<b>x" not in html


def test_search_is_for_the_signed_in(client, db):
    assert client.get(reverse("courses:search")).status_code == 302


def test_around_cuts_long_text():
    assert around("あ" * 50 + "罠" + "い" * 80, "罠") == (
        "…" + "あ" * 30,
        "罠",
        "い" * 60 + "…",
    )
