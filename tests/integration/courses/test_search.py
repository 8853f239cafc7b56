"""Finding lessons by Japanese words."""

import pytest
from django.urls import reverse

from courses.search import around, find_lessons, find_near, in_pieces
from tests.factories.courses import (
    CoursePageFactory,
    GlossaryTermFactory,
    LessonPageFactory,
    body,
    text,
)

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
        ("ﾒｰﾙ", [0]),
        ("置き場", [1]),
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


def test_around_marks_the_word_in_another_width_and_spelling():
    assert around("前のウイルス対策", "ｳｨﾙｽ") == ("前の", "ウイルス", "対策")


def test_around_takes_the_first_word_that_is_there():
    assert around("本文にある", "題名 ある") == ("本文に", "ある", "")


def test_every_spelling_finds_the_lesson(db):
    lesson = LessonPageFactory(body=body(text("<p>ウイルスと宛先とサーバー</p>")))
    for query in ("ウィルス", "あて先", "サーバ"):
        assert find_lessons(query) == [lesson]


def test_a_word_in_the_title_comes_first(db):
    LessonPageFactory(title="別の話", body=body(text("<p>委託、委託、委託</p>")))
    titled = LessonPageFactory(title="委託の前に", body=body(text("<p>本文</p>")))
    assert find_lessons("委託")[0] == titled


def test_lessons_are_found_by_the_names_and_readings_of_their_terms(db):
    GlossaryTermFactory(code="lure", term="標的型", reading="ひょうてきがた")
    lesson = LessonPageFactory(body=body(text("<p>[[この手口|term:lure]]</p>")))
    assert find_lessons("標的型") == find_lessons("ひょうてきがた") == [lesson]


def test_page_shows_terms_and_courses_too(learner):
    GlossaryTermFactory(term="標的型攻撃", meaning="相手を決めて送る手口")
    course = CoursePageFactory(title="標的型の見分け方")
    html = learner.get(reverse("courses:search"), {"q": "標的型"}).content.decode()
    assert "相手を決めて送る手口" in html
    assert f'<a href="{course.address}">標的型の見分け方</a>' in html


def test_page_names_terms_and_not_their_codes(learner, db):
    GlossaryTermFactory(code="lure", term="標的型攻撃")
    LessonPageFactory(body=body(text("<p>まず[[term:lure]]の話</p>")))
    html = learner.get(reverse("courses:search"), {"q": "まず"}).content.decode()
    assert "<mark>まず</mark>標的型攻撃の話" in html


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("標的型メール", "標的型 メール"),
        ("情報セキュリティの基本", "情報 セキュリティ 基本"),
        ("せいせいＡＩ", "ai"),
        ("ひらがな", ""),
    ],
)
def test_pieces_are_runs_of_one_script(query, pieces):
    assert in_pieces(query) == pieces


def test_a_word_with_another_inside_is_near(lessons):
    assert find_lessons("標的型メール") == []
    assert find_near("標的型メール") == [lessons[0]]


def test_without_a_lesson_for_all_words_any_of_them_is_offered(learner, lessons):
    page = learner.get(reverse("courses:search"), {"q": "標的型 置き場所"})
    assert "そのまま含むレッスンはありません" in page.content.decode()
    assert len(page.context["results"]) == 2


def test_codes_of_terms_and_city_words_are_no_words(db):
    GlossaryTermFactory(code="lure", term="標的型攻撃")
    LessonPageFactory(body=body(text("<p>[[罠|term:lure]]は{{city:city_name}}へ</p>")))
    for code in ("lure", "term", "city"):
        assert find_lessons(code) == []
    assert len(find_lessons("罠")) == 1
