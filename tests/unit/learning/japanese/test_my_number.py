"""My Numbers are recognised by their check digit, worked out by hand below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.japanese.my_number import (
    check_digit,
    header_is_my_number,
    looks_like_my_number,
    my_number_columns,
)


def test_check_digit_worked_by_hand():
    # 12345678901 from its last digit: n   1 2 3 4 5 6 7 8 9 10 11
    #                                  Pn  1 0 9 8 7 6 5 4 3  2  1
    #                                  Qn  2 3 4 5 6 7 2 3 4  5  6
    # 2+0+36+40+42+42+10+12+12+10+6 = 212 = 19 × 11 + 3; 11 − 3 = 8
    assert check_digit("12345678901") == 8


@pytest.mark.parametrize(
    ("first_eleven", "digit"),
    [
        # sum 0, remainder 0 → 0
        ("00000000000", 0),
        # P1 = 6, 6 × 2 = 12, remainder 1 → 0
        ("00000000006", 0),
        # P1 = 1, 1 × 2 = 2 → 9
        ("00000000001", 9),
        # P7 = 1, Q7 = 2 → 9; P6 = 1, Q6 = 7 → 4
        ("00001000000", 9),
        ("00000100000", 4),
        # P11 = 1, Q11 = 6 → 5
        ("10000000000", 5),
    ],
)
def test_check_digit_at_the_edges_of_the_rule(first_eleven, digit):
    assert check_digit(first_eleven) == digit


@pytest.mark.parametrize(
    "text",
    [
        "123456789018",
        "１２３４５６７８９０１８",
        "1234 5678 9018",
        "1234-5678-9018",
        "\u30001234－5678－9018",
        "1234ー5678ー9018",
    ],
)
def test_looks_like_my_number(text):
    assert looks_like_my_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789017",
        "12345678901",
        "1234567890188",
        "12345678901a",
        "00123",
        "１２３４５６７８９０１²",
        "令和8年4月1日",
        "٠٠٠٠٠٠٠٠٠٠٠٠",
    ],
)
def test_does_not_look_like_my_number(text):
    assert not looks_like_my_number(text)


@given(st.from_regex(r"[0-9]{11}", fullmatch=True))
def test_exactly_one_last_digit_is_right(first_eleven):
    right = [d for d in "0123456789" if looks_like_my_number(first_eleven + d)]
    assert right == [str(check_digit(first_eleven))]


@pytest.mark.parametrize(
    "header",
    [
        "個人番号",
        "マイナンバー",
        "個人番号（12桁）",
        "個人番号(１２桁)",
        "ﾏｲﾅﾝﾊﾞｰ",
        "マイナンバ－",
        "My Number",
        "【個人番号】",
        "個 人 番 号",
        "本人の個人番号",
        "扶養者個人番号1",
        "個人番号12桁",
        "マイナンバー(個人番号)",
        "個人番号欄",
    ],
)
def test_header_is_my_number(header):
    assert header_is_my_number(header)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "職員番号",
        "個人番号カードの有無",
        "マイナンバーカード取得状況",
        "マイナンバー研修",
        "個人番号利用事務",
        "番号",
    ],
)
def test_header_is_something_else(header):
    assert not header_is_my_number(header)


def test_columns_are_found_by_header_or_by_content():
    header = ["職員番号", "個人番号", "備考", "電話"]
    rows = [
        ("00123", "", "123456789018", "0852555555"),
        ("00124", "", "", "123456789018"),
        ("00125", "", "　", "0852555556"),
        ("00126",),
    ]
    # 備考: 1 of 1 filled cells; 電話: 1 of 3
    assert my_number_columns(header, rows) == [1, 2]


def test_first_row_of_a_file_without_headers_counts_too():
    assert my_number_columns(["00123", "123456789018"], []) == [1]


def test_ordinary_columns_are_let_through():
    assert my_number_columns(["職員番号"], [("00123",), ("123456789017",)]) == []
