"""Terms and city words in text."""

import pytest

from courses.words import TermMeaning, Words

WORDS = Words(
    terms={"bcc": TermMeaning("BCC", "ほかの人に<見えない>欄", "手引")},
    city={"csirt_extension": "内線 <12>"},
)


def test_text_without_tokens_is_left_alone():
    assert WORDS.expand("<p>そのまま</p>") == "<p>そのまま</p>"


def test_city_word_is_escaped():
    assert WORDS.expand("{{city:csirt_extension}}") == "内線 &lt;12&gt;"


def test_term_opens_in_place_and_its_paragraph_may_hold_it():
    html = WORDS.expand("<p>[[ビーシーシー|term:bcc]]を使う</p>")
    assert html.startswith('<div class="paragraph"><details class="term">')
    assert "<summary><dfn>ビーシーシー</dfn></summary>" in html
    assert "ほかの人に&lt;見えない&gt;欄" in html
    assert "手引" in html
    assert "<p>" not in html


def test_term_without_label_is_called_by_its_name():
    assert "<dfn>BCC</dfn>" in WORDS.expand("[[term:bcc]]")


def test_unknown_term_shows_its_label_alone():
    assert WORDS.expand("<p>[[言葉|term:gone]]</p>") == "<p>言葉</p>"


def test_city_word_that_is_not_set_says_so():
    assert WORDS.expand("{{city:helpdesk_extension}}") == "（未設定）"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>[[ビーシーシー|term:bcc]]", "&lt;b&gt;ビーシーシー"),
        ("{{city:csirt_extension}}へ", "内線 &lt;12&gt;へ"),
    ],
)
def test_line_is_escaped_and_terms_only_named(text, shown):
    assert WORDS.line(text) == shown


def test_plain_text_is_for_searching():
    assert WORDS.plain("[[term:bcc]]と{{city:csirt_extension}}") == "BCCと内線 <12>"
