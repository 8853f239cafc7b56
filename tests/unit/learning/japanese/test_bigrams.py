"""Two-character tokens for an index that knows no Japanese words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.japanese.bigrams import bigrams, phrases


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("標的型", ["標的", "的型"]),
        ("標的型攻撃", ["標的", "的型", "型攻", "攻撃"]),
        ("VPN", ["vp", "pn"]),
        ("ｻｰﾊﾞ", ["サー", "ーバ"]),
        ("さーば", ["サー", "ーバ"]),
        ("標的 型式", ["標的", "型式"]),
        ("報告、連絡・相談。", ["報告", "連絡", "相談"]),
        ("A 表", []),
        ("型", []),
        ("", []),
        ("𠮷田", ["吉田"]),
    ],
)
def test_bigrams(text, tokens):
    assert bigrams(text) == tokens


def test_phrases_are_one_per_word():
    assert phrases("標的型　メール 表") == [["標的", "的型"], ["メー", "ール"]]


def test_query_of_single_characters_has_no_phrase():
    assert phrases("型 表") == []


PARTS = st.sampled_from(["標的", "型", "メール", "攻撃", "の", "PC"])
WORD = st.lists(PARTS, min_size=2, max_size=4).map("".join)


@given(WORD, WORD, WORD)
def test_a_word_inside_a_text_is_a_run_of_its_tokens(before, word, after):
    text, query = bigrams(before + word + after), bigrams(word)
    runs = [text[at : at + len(query)] for at in range(len(text))]
    assert query in runs


@given(st.text())
def test_every_token_is_two_letters_or_digits(text):
    assert all(len(token) == 2 and token.isalnum() for token in bigrams(text))
