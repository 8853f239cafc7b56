"""Workbooks: figures are figures, texts are texts, and the page prints well."""

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.tabular import writing_xlsx
from learning.tabular.errors import TableError
from learning.tabular.reading import read_table
from learning.tabular.table import Column, Kind, Table
from learning.tabular.writing_xlsx import to_xlsx

COLUMNS = (
    Column("unit", "所属"),
    Column("n", "人数", Kind.INT),
    Column("share", "到達率", Kind.SHARE),
    Column("on", "基準日", Kind.DATE),
)
REPORT = Table(
    columns=COLUMNS,
    rows=(
        ("00123", 1234, 0.8375, date(2026, 4, 1)),
        ("=1+1", 3, "−", None),
        ("https://example.invalid/", 0, 1, date(1899, 12, 31)),
    ),
    title="到達状況[R8/4]",
    notes=("休業中の者を除く。",),
)


def sheet_of(table):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(table))).active


def test_title_headings_rows_and_notes_in_their_places():
    values = [[cell.value for cell in row] for row in sheet_of(REPORT).iter_rows()]
    assert values == [
        ["到達状況[R8/4]", None, None, None],
        [None, None, None, None],
        ["所属", "人数", "到達率", "基準日"],
        ["00123", 1234, 0.8375, datetime(2026, 4, 1)],  # noqa: DTZ001
        ["=1+1", 3, "−", None],
        ["https://example.invalid/", 0, 1, "1899-12-31"],
        [None, None, None, None],
        ["休業中の者を除く。", None, None, None],
    ]


def test_table_without_title_begins_with_its_headings():
    assert sheet_of(Table(COLUMNS, ()))["A1"].value == "所属"


def test_text_is_neither_formula_nor_link():
    sheet = sheet_of(REPORT)
    assert sheet["A5"].data_type == "s"
    assert sheet["A6"].hyperlink is None


def test_formats():
    sheet = sheet_of(REPORT)
    formats = [sheet.cell(4, column).number_format for column in range(1, 5)]
    assert formats == ["@", "#,##0", "0.0%", "yyyy-mm-dd"]
    assert [
        sheet[place].alignment.horizontal for place in ("B4", "C4", "C5", "D4")
    ] == ["right"] * 4


def test_print_set_up():
    sheet = sheet_of(REPORT)
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    # one page wide is the format's default and not written; 0 is as high as it takes
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)


def test_sheet_is_named_after_the_title_without_forbidden_characters():
    assert sheet_of(REPORT).title == "到達状況 R8 4"
    assert sheet_of(Table(COLUMNS, (), title="'[]'")).title == "表"
    assert sheet_of(Table(COLUMNS, (), title="長" * 40)).title == "長" * 31
    # 𠮷 is two units of UTF-16, and Excel counts those
    assert sheet_of(Table(COLUMNS, (), title="𠮷" * 40)).title == "𠮷" * 15


def test_columns_are_as_wide_as_their_text_within_bounds():
    table = Table(
        (Column("a", "名"), Column("b", "乙"), Column("c", "丙")),
        (("山田太郎兵衛", "x" * 300, None),),
    )
    sheet = sheet_of(table)
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    # 6 full-width characters are 12 columns; 40 at most, 6 at least; 2 of margin
    assert [round(width) for width in widths] == [15, 43, 9]


def test_a_share_is_as_wide_as_it_is_shown():
    table = Table((Column("s", "率", Kind.SHARE),), ((0.17808219178082192,),))
    # 100.0% are 6 columns; 2 of margin (and Excel's own part of one)
    assert round(sheet_of(table).column_dimensions["A"].width) == 9


def test_a_day_that_does_not_fit_a_sheets_name_is_left_out_whole():
    title = "部局別の到達状況（基準日 令和8年11月21日・R8.11.21）"
    assert sheet_of(Table(COLUMNS, (), title=title)).title == "部局別の到達状況"


def test_naming_columns_stay_and_are_on_every_page():
    columns = [Column(str(n), "見出し" * 3) for n in range(20)]
    table = Table(tuple(columns), (("値",) * 20,), title="表", named_by=2)
    sheet = sheet_of(table)
    assert sheet.freeze_panes == "C4"
    assert sheet.print_title_cols == "$A:$B"
    # 20 columns of 18 + 2 characters are 400: three pages of 180
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)


def test_same_table_gives_same_bytes():
    assert to_xlsx(REPORT) == to_xlsx(REPORT)


def test_time_of_making_is_the_callers():
    content = to_xlsx(REPORT, created=datetime(2026, 11, 20, tzinfo=UTC))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"2026-11-20T00:00:00Z" in archive.read("docProps/core.xml")


def test_text_beyond_a_cell_is_cut_visibly():
    table = Table((Column("a", "a"),), (("x" * 40_000,),))
    value = sheet_of(table)["A2"].value
    assert len(value) == 32_767
    assert value.endswith("x…")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(writing_xlsx, "_MAX_ROWS", 5)
    with pytest.raises(TableError, match=r"行が多すぎて.*（3 行）.*CSV"):
        to_xlsx(REPORT)


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
)


@settings(max_examples=30)
@given(st.lists(st.tuples(TEXT, st.integers(-(10**14), 10**14)), max_size=4))
def test_workbook_is_read_back_as_written(rows):
    table = Table((Column("a", "甲"), Column("n", "数", Kind.INT)), tuple(rows))
    read = read_table(to_xlsx(table), "r.xlsx")
    assert [row.cells for row in read.rows] == [(text, str(n)) for text, n in rows]


@settings(max_examples=30)
@given(st.text())
def test_any_text_makes_a_workbook_that_opens(text):
    table = Table((Column("a", text),), ((text,),), title=text, notes=(text,))
    assert sheet_of(table).max_row >= 1


def test_a_large_table_is_written_row_by_row_and_reads_the_same():
    columns = tuple(Column(f"c{place}", f"列{place}") for place in range(60))
    rows = tuple(tuple(f"{row}-{place}" for place in range(60)) for row in range(1000))
    content = to_xlsx(Table(columns, rows, title="大きな表", notes=("終わり",)))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet["A1"].value == "大きな表"
    assert sheet["A3"].value == "列0"
    assert sheet.cell(4, 1).value == "0-0"
    assert sheet.cell(1003, 60).value == "999-59"
    assert sheet.cell(1005, 1).value == "終わり"


def test_a_number_keeps_its_decimals_and_shows_none_that_are_idle():
    table = Table((Column("points", "点", Kind.NUMBER),), ((2.5,), (3.0,)))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table))).active
    assert [sheet["A2"].value, sheet["A3"].value] == [2.5, 3]
    assert sheet["A2"].number_format == "General"
