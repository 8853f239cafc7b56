"""Errors as people get them, on screen and as a file."""

import pytest

from learning.tabular.errors import (
    RowError,
    Severity,
    TableError,
    to_table,
)

BAD_DATE = RowError(
    "r.csv", 12, "発令年月日", "R8.2.30", "日付がありません。", "直す。"
)
UNKNOWN_POST = RowError(
    "r.csv", 13, "職名", "主監", "知らない職名です。", "選ぶ。", Severity.WARNING
)


def test_to_table_names_file_line_column_value_and_mend():
    table = to_table([BAD_DATE, UNKNOWN_POST], title="取込エラー")
    headings = [column.title for column in table.columns]
    assert headings == ["ファイル", "行", "列", "値", "種類", "内容", "直し方"]
    assert table.rows == (
        (
            "r.csv",
            12,
            "発令年月日",
            "R8.2.30",
            "エラー",
            "日付がありません。",
            "直す。",
        ),
        ("r.csv", 13, "職名", "主監", "警告", "知らない職名です。", "選ぶ。"),
    )
    assert table.title == "取込エラー"


def test_row_error_is_frozen():
    with pytest.raises(AttributeError):
        BAD_DATE.line = 1


def test_table_error_names_file_what_and_mend():
    error = TableError("r.csv", "表が空です。", "選び直してください。")
    assert str(error) == "r.csv: 表が空です。選び直してください。"
    assert (error.file, error.what, error.mend) == (
        "r.csv",
        "表が空です。",
        "選び直してください。",
    )
