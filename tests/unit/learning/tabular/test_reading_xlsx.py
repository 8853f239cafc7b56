"""Workbooks: cells become the text that a person sees, broken files a message."""

import io
import random
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.tabular import reading_xlsx
from learning.tabular.errors import TableError
from learning.tabular.raw_table import Limits
from learning.tabular.reading import read_table


def workbook(*rows, formats=None):
    """Make a workbook of one sheet, as Excel would write these values."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    return saved(book)


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(content, part, change):
    """Rewrite one part of a workbook."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SOUND = workbook(["職員番号", "氏名"], ["00123", "山田"])


def cells_of(content, **options):
    return [row.cells for row in read_table(content, "r.xlsx", **options).rows]


def test_cells_become_text():
    values = ["00123", 123, 45.0, 0.1 + 0.2, True, None, "山田　太郎", 10**15]
    texts = ("00123", "123", "45", "0.3", "TRUE", "", "山田　太郎", "1000000000000000")
    assert cells_of(workbook(list("abcdefgh"), values)) == [texts]


def test_dates_become_iso():
    values = [date(2026, 4, 1), datetime(2026, 4, 1, 8, 30), time(8, 30)]  # noqa: DTZ001
    content = workbook(list("abc"), values)
    assert cells_of(content) == [("2026-04-01", "2026-04-01 08:30:00", "08:30:00")]


def test_number_shown_with_leading_zeros_keeps_them():
    content = workbook(
        ["番号", "数"], [123, 123], formats={"A2": "00000", "B2": "#,##0"}
    )
    assert cells_of(content) == [("00123", "123")]


def test_line_break_in_a_cell():
    content = workbook(["a"], ["上\n下"])
    assert cells_of(content) == [("上\n下",)]


def test_blank_rows_are_skipped_and_row_numbers_are_the_sheets():
    book = openpyxl.Workbook()
    book.active["B3"] = "甲"
    book.active["C3"] = "乙"
    book.active["B6"] = 1
    table = read_table(saved(book), "r.xlsx")
    assert table.header == ("", "甲", "乙")
    assert table.header_line == 3
    assert [(r.line_number, r.cells) for r in table.rows] == [(6, ("", "1", ""))]


def test_sheet_without_headings():
    table = read_table(SOUND, "r.xlsx", has_header=False)
    assert [row.cells for row in table.rows] == [
        ("職員番号", "氏名"),
        ("00123", "山田"),
    ]


def test_row_beyond_the_headings_is_an_error():
    table = read_table(workbook(["a"], ["1", None, "x"]), "r.xlsx")
    assert [(e.line, e.value) for e in table.errors] == [(2, "")]
    assert "3 列あります" in table.errors[0].reason


def test_named_sheet_and_first_visible_sheet():
    book = openpyxl.Workbook()
    book.active.title = "控え"
    book.active.sheet_state = "hidden"
    book.active.append(["hidden"])
    for name in ("職員", "組織"):
        book.create_sheet(name).append([name])
    content = saved(book)
    assert read_table(content, "r.xlsx").header == ("職員",)
    assert read_table(content, "r.xlsx", sheet="組織").header == ("組織",)
    with pytest.raises(
        TableError, match=r"シート「名簿」がありません。.*控え、職員、組織"
    ):
        read_table(content, "r.xlsx", sheet="名簿")


def test_error_value_is_an_error_of_its_cell():
    table = read_table(workbook(["a", "所属"], ["1", "#N/A"], ["2", "総務"]), "r.xlsx")
    (error,) = table.errors
    assert (error.line, error.column, error.value) == (2, "所属", "#N/A")
    assert [row.line_number for row in table.rows] == [3]


def test_error_value_in_the_headings_or_beside_them():
    with pytest.raises(TableError, match="見出しの行（1行目）"):
        read_table(workbook(["a", "#REF!"], ["1", "2"]), "r.xlsx")
    (error,) = read_table(workbook(["a"], ["1", "#REF!"]), "r.xlsx").errors
    assert error.column == "2列目"


def test_formula_gives_its_stored_result():
    stored = b'<c r="B2"><f>A2*2</f><v>246</v></c>'
    empty = b'<c r="B2" t="str"><f>""</f><v></v></c>'
    content = workbook(["a", "b"], [123, 777])
    for cell, text in ((stored, "246"), (empty, "")):
        changed = with_part(
            content, SHEET, lambda xml, c=cell: xml.replace(_cell_b2(xml), c)
        )
        assert cells_of(changed) == [("123", text)]


def _cell_b2(xml):
    start = xml.index(b'<c r="B2"')
    return xml[start : xml.index(b"</c>", start) + 4]


def test_formula_without_a_stored_result_is_an_error():
    table = read_table(workbook(["番号", "計"], [1, "=A2*2"], [2, 4]), "r.xlsx")
    (error,) = table.errors
    assert (error.line, error.column) == (2, "計")
    assert "計算結果が保存されていません" in error.reason
    assert [row.cells for row in table.rows] == [("2", "4")]


def test_date_cell_that_excel_cannot_show_is_an_error():
    content = workbook(["日"], [99_999_999], formats={"A2": "yyyy-mm-dd"})
    (error,) = read_table(content, "r.xlsx").errors
    assert error.value == "#VALUE!"


def test_stale_dimension_is_not_believed():
    def widen(xml):
        assert b'<dimension ref="A1:B2"' in xml
        return xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"', 1)

    assert cells_of(with_part(SOUND, SHEET, widen)) == [("00123", "山田")]


def with_rows(rows):
    end = b"</sheetData>"
    return with_part(SOUND, SHEET, lambda xml: xml.replace(end, rows + end))


def test_sheet_that_is_used_too_far_to_the_right_is_refused():
    rows = (b'<row r="%d"><c r="XFD%d" s="0"/></row>' % (n, n) for n in range(3, 9))
    # 16,384 cells a row: the sixth such row passes 90,000
    with pytest.raises(TableError, match="使用範囲が広すぎます"):
        read_table(with_rows(b"".join(rows)), "r.xlsx", limits=Limits(max_cells=90_000))


def test_sheet_that_is_used_too_far_down_is_refused(monkeypatch):
    monkeypatch.setattr(reading_xlsx, "_MAX_SHEET_ROWS", 1000)
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    assert cells_of(with_rows(row % (1000, 1000)))[-1] == ("1", "")
    with pytest.raises(TableError, match="使用範囲が広すぎます"):
        read_table(with_rows(row % (1001, 1001)), "r.xlsx")


def test_archive_that_unpacks_to_too_much_is_refused():
    bomb = with_part(SOUND, SHEET, lambda xml: xml + b" " * 2_000_000)
    for limits in (
        Limits(max_unpacked_bytes=1_000_000),
        Limits(ratio_from_bytes=1_000_000),
    ):
        with pytest.raises(TableError, match="展開すると大きすぎる"):
            read_table(bomb, "r.xlsx", limits=limits)


def test_entities_are_refused():
    def declare(xml):
        text = b'<!DOCTYPE x [<!ENTITY a "boom">]><worksheet'
        return xml.replace(b"<worksheet", text, 1)

    with pytest.raises(TableError, match="読めません"):
        read_table(with_part(SOUND, SHEET, declare), "r.xlsx")


def test_other_archives_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    for content in (buffer.getvalue(), b"PK\x03\x04rest", SOUND[:-200], SOUND[:2000]):
        with pytest.raises(
            TableError, match=r"^r\.xlsx: .*読めません.*してください。$"
        ):
            read_table(content, "r.xlsx")


def test_workbook_with_only_hidden_sheets_or_no_cell():
    with pytest.raises(TableError, match="表が空です"):
        read_table(workbook(), "r.xlsx")
    hidden = with_part(
        SOUND,
        "xl/workbook.xml",
        lambda xml: xml.replace(b'state="visible"', b'state="hidden"'),
    )
    with pytest.raises(
        TableError, match="表示できるシートがありません。あるシート: Sheet"
    ):
        read_table(hidden, "r.xlsx")


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(1, 20))
def test_damaged_workbook_gives_a_table_or_a_table_error(seed, count):
    dice = random.Random(seed)
    content = bytearray(SOUND)
    for _ in range(count):
        content[dice.randrange(len(content))] = dice.randrange(256)
    assert _read(bytes(content)) is not None


@settings(max_examples=60)
@given(
    st.integers(0, 2**32),
    st.sampled_from(zipfile.ZipFile(io.BytesIO(SOUND)).namelist()),
)
def test_damaged_part_gives_a_table_or_a_table_error(seed, part):
    dice = random.Random(seed)

    def damage(data):
        at = dice.randrange(len(data))
        return (
            data[:at] + dice.choice([b"", b"9", b"<c/>", b'"', b"-1"]) + data[at + 2 :]
        )

    assert _read(with_part(SOUND, part, damage)) is not None


def _read(content):
    try:
        return read_table(content, "r.xlsx")
    except TableError as error:
        return error
