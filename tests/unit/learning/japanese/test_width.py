"""Keys for searching and matching; names for the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.japanese.width import (
    fold,
    fold_for_search,
    fold_kana,
    normalise_spaces,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("ｻｰﾋﾞｽ", "サービス"),
        ("ﾊﾟｿｺﾝ", "パソコン"),
        ("ハ゜ソコン", "パソコン"),
        ("か\u3099くしゅう", "がくしゅう"),
        ("㈱まつえ", "(株)まつえ"),
        ("①課", "1課"),
        ("  総務　　課 ", "総務 課"),
        ("総務\u200b課\ufeff", "総務課"),
        ("辻\U000e0100", "辻"),
        ("Straße", "strasse"),
        ("４月〜６月", "4月~6月"),
        ("４月～６月", "4月~6月"),
        ("", ""),
    ],
)
def test_fold(text, key):
    assert fold(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # after kana a dash is the long vowel that somebody typed otherwise
        ("サ-バ-", "サーバー"),
        ("サ－バ－", "サーバー"),
        ("サ—バ", "サーバ"),
        ("すーぱー", "すーぱー"),
        # elsewhere it is a hyphen, whichever key was hit
        ("０３ー１２３４", "03-1234"),
        ("03−1234", "03-1234"),
        ("03–1234", "03-1234"),
        ("Wi－Fi", "wi-fi"),
        ("総務ー１", "総務-1"),
        # at the beginning nothing says which it is
        ("ー", "ー"),
        ("－5", "-5"),
        # a kanji that looks like a dash is no dash
        ("一丁目", "一丁目"),
    ],
)
def test_fold_tells_dashes_from_long_vowels(text, key):
    assert fold(text) == key


@pytest.mark.parametrize(
    "kana",
    ["まつえ　たろう", "マツエ タロウ", "ﾏﾂｴ ﾀﾛｳ", "マツエタロウ", " まつえ\tたろう"],
)
def test_fold_kana_makes_one_key_of_all_spellings(kana):
    assert fold_kana(kana) == "マツエタロウ"


def test_fold_kana_covers_rare_kana():
    assert fold_kana("ゔゎゐゑゝゞ") == "ヴヮヰヱヽヾ"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("髙橋　﨑", "高橋 崎"),
        ("𠮷田", "吉田"),
        ("渡邉", "渡辺"),
        ("さーばの こと", "サーバノ コト"),
    ],
)
def test_fold_for_search(text, key):
    assert fold_for_search(text) == key


def test_fold_keeps_name_variants_apart():
    assert fold("髙橋") != fold("高橋")


@pytest.mark.parametrize(
    "name",
    ["山田 太郎", "山田　太郎", " 山田 　 太郎　", "山田\u00a0太郎", "山田\t太郎"],
)
def test_normalise_spaces(name):
    assert normalise_spaces(name) == "山田　太郎"


def test_normalise_spaces_changes_no_character_of_the_name():
    assert normalise_spaces("髙﨑 ﾀﾛｳＡ") == "髙﨑　ﾀﾛｳＡ"


@given(st.text())
def test_folding_twice_is_folding_once(text):
    for function in (fold, fold_kana, fold_for_search, normalise_spaces):
        assert function(function(text)) == function(text)
