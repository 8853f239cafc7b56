"""Endings, numbers and ranges as a reader of Japanese takes them."""

from decimal import Decimal

import pytest

from quizzes.flaws.words import ending, quantity, span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("報告先へ知らせます。", "です・ます"),
        ("送りません", "です・ます"),
        ("報告先へ知らせた", "た"),
        ("報告先へ知らせる", "る"),
        ("送らない", "る"),
        ("報告先への連絡", "体言止め"),
        ("手間を減らすこと", "体言止め"),
        ("メモリ（主記憶）", "体言止め"),
        ("丁寧な扱い", ""),
        ("段差が高い", ""),
        ("", ""),
    ],
)
def test_ending(text, expected):
    assert ending(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.5万円", "15000", "円"),
        ("15,000円", "15000", "円"),
        ("８", "8", ""),
        ("▲3％", "-3", "%"),
    ],
)
def test_quantity(text, value, unit):
    read = quantity(text)
    assert (read.value, read.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["30日以上", "令和8年4月", "メモリ", "2026年4月1日", ""]
)
def test_what_is_no_single_quantity(text):
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("1〜5年", "5〜10年", True),
        ("1〜4年", "5〜10年", False),
        ("10人以上", "10人未満", False),
        ("10人以上", "10人以下", True),
        ("5以上10未満", "10以上", False),
        ("1〜5年", "3〜8か月", False),
    ],
)
def test_spans_that_overlap(one, other, overlap):
    assert span(one).overlaps(span(other)) is overlap
