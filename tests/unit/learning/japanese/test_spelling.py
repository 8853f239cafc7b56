"""Words that are spelt in several ways have one key; other words have another."""

import pytest

from learning.japanese.spelling import fold_spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ウイルス", "ウィルス"),
        ("ウイルス", "ｳｨﾙｽ"),
        ("ウイルス", "ういるす"),
        ("サーバ", "サーバー"),
        ("コンピュータ室", "コンピューター室"),
        ("セキュリティ", "セキュリティー"),
        ("ソフトウエア", "ソフトウェア"),
        ("あて先", "宛先"),
        ("申込書", "申し込み書"),
        ("見積書", "見積もり書"),
        ("手続", "手続き"),
        ("ＵＳＢメモリ", "usbメモリー"),
    ],
)
def test_one_word(one, other):
    assert fold_spelling(one) == fold_spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("コース", "コス"), ("キー", "キ"), ("エラー", "エラ"), ("データ", "デタ")],
)
def test_the_long_vowel_of_short_words_and_inside_words_stays(one, other):
    assert fold_spelling(one) != fold_spelling(other)
