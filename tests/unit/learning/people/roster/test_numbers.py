"""Numbers that look as if Excel took their zeros away."""

import pytest

from learning.people.roster.numbers import lost_zeros
from learning.tabular.raw_table import RawTable

TABLE = RawTable("名簿.xlsx", (), [], [])


def reasons(*numbers, are_numbers=False):
    return [e.reason for e in lost_zeros(TABLE, numbers, are_numbers=are_numbers)]


def test_some_shorter_than_most_are_warned_of():
    (reason,) = reasons("123456", "234567", "345678", "4567")
    assert "多くは 6 桁" in reason
    assert "1 件" in reason


def test_a_column_of_numbers_is_warned_of():
    assert reasons("101", "102", are_numbers=True) == [
        "職員番号が文字列でなく数です。先頭の0が落ちていませんか。"
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        ("000101", "4567"),  # zeros are still there
        ("101", "102"),  # all alike, as text
        ("K90001", "X1"),  # no digits alone
        ("12345678", "101", "102"),  # mostly short: two kinds of number
        (),
    ],
)
def test_other_numbers_are_left_alone(numbers):
    assert reasons(*numbers) == []
