"""A Table refuses what would be a programming error further on."""

from datetime import UTC, date, datetime

import pytest

from learning.tabular.table import Column, Kind, Table

ONE_OF_EACH = (
    Column("name", "所属"),
    Column("n", "人数", Kind.INT),
    Column("share", "割合", Kind.SHARE),
    Column("on", "日付", Kind.DATE),
)


def test_cells_of_each_kind_none_and_marks_are_taken():
    rows = (
        ("総務課", 12, 0.75, date(2026, 4, 1)),
        (None, None, None, None),
        ("市長", "−", "−", "−"),
        ("", 0, 1, date(2026, 4, 1)),
    )
    assert Table(ONE_OF_EACH, rows).rows == rows


@pytest.mark.parametrize(
    ("position", "cell"),
    [
        (0, 5),
        (1, 0.5),
        (1, True),
        (2, float("nan")),
        (2, float("inf")),
        (3, 20260401),
        (3, datetime(2026, 4, 1, tzinfo=UTC)),
    ],
)
def test_cell_of_another_kind_is_refused(position, cell):
    row = [None, None, None, None]
    row[position] = cell
    with pytest.raises(ValueError, match=f"Row 0, {ONE_OF_EACH[position].key}: "):
        Table(ONE_OF_EACH, (tuple(row),))


def test_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="Row 1: 1 cells, not 4"):
        Table(ONE_OF_EACH, ((None,) * 4, ("総務課",)))


def test_repeated_key_is_refused():
    with pytest.raises(ValueError, match="share a key"):
        Table((Column("a", "甲"), Column("a", "乙")), ())
