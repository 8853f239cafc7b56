"""Knows how a Table becomes a workbook that people open, sort and print."""

import io
import re
import unicodedata
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from .errors import TableError
from .table import Cell, Kind, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_MAX_ROWS = 1_048_576
_MAX_TEXT = 32_767
_FIRST_EXCEL_YEAR = 1900
# The zero of archives: nothing here reads a clock, and equal tables give equal files.
_NO_TIME = datetime(1980, 1, 1)  # noqa: DTZ001 (a file property without zone)
_FORMATS = {
    Kind.TEXT: {"num_format": "@", "text_wrap": True},
    Kind.INT: {"num_format": "#,##0", "align": "right"},
    Kind.SHARE: {"num_format": "0.0%", "align": "right"},
    Kind.DATE: {"num_format": "yyyy-mm-dd", "align": "right"},
}
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NARROWEST, _WIDEST = 6, 40
_MEASURED_ROWS = 500


def to_xlsx(table: Table, *, created: datetime = _NO_TIME) -> bytes:
    """Write a table as a workbook with one sheet.

    Title above, headings frozen and repeated on each printed page, figures right
    aligned (shares as 83.7%), notes below, A4 landscape, as wide as one page. Texts
    are texts, whatever they begin with. The same table gives the same bytes.

    Parameters
    ----------
    table : texts beyond Excel's 32,767 characters are cut and end with ….
    created : shown as the file's time of making.

    Raises
    ------
    TableError
        If Excel cannot hold as many rows.
    """
    import xlsxwriter  # here: no start has to wait for it

    title = table.title or "表"
    if len(table.rows) + len(table.notes) + 4 > _MAX_ROWS:
        what = f"行が多すぎて Excel ブックにできません（{len(table.rows):,} 行）。"
        raise TableError(title, what, "CSV で書き出すか、範囲を絞ってください。")
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": _clean(title), "created": created})
        sheet = book.add_worksheet(_sheet_name(title))
        heading = book.add_format(
            {"bold": True, "bg_color": "#E6E6E6", "bottom": 1, "text_wrap": True}
        )
        formats = [book.add_format(_FORMATS[c.kind]) for c in table.columns]
        header_row = 2 if table.title else 0
        if table.title:
            large = book.add_format({"bold": True, "font_size": 14})
            sheet.write_string(0, 0, _clean(table.title), large)
        _write_columns(sheet, table, header_row, heading)
        _write_rows(sheet, table, header_row + 1, formats)
        _set_up_print(sheet, header_row)
    return buffer.getvalue()


def _write_columns(
    sheet: "Worksheet", table: Table, header_row: int, heading: "Format"
) -> None:
    for position, column in enumerate(table.columns):
        sheet.write_string(header_row, position, _clean(column.title), heading)
        cells = (row[position] for row in islice(table.rows, _MEASURED_ROWS))
        widest = max(map(_width, (column.title, *cells)))
        sheet.set_column(position, position, min(max(widest, _NARROWEST), _WIDEST) + 2)


def _write_rows(
    sheet: "Worksheet", table: Table, first: int, formats: list["Format"]
) -> None:
    for number, row in enumerate(table.rows, start=first):
        for position, cell in enumerate(row):
            _write_cell(sheet, (number, position), cell, formats[position])
    notes_row = first + len(table.rows) + 1
    for number, note in enumerate(table.notes, start=notes_row):
        sheet.write_string(number, 0, _clean(note))


def _write_cell(
    sheet: "Worksheet", place: tuple[int, int], cell: Cell, form: "Format"
) -> None:
    if cell is None:
        return
    if isinstance(cell, date) and cell.year >= _FIRST_EXCEL_YEAR:
        sheet.write_datetime(*place, cell, form)
    elif isinstance(cell, date | str):
        sheet.write_string(*place, _clean(str(cell)), form)
    else:
        sheet.write_number(*place, cell, form)


def _set_up_print(sheet: "Worksheet", header_row: int) -> None:
    sheet.freeze_panes(header_row + 1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _sheet_name(title: str) -> str:
    """Make a title a sheet's name: 31 UTF-16 units, none of the forbidden signs."""
    name = _clean(_NOT_IN_SHEET_NAMES.sub(" ", title)).strip().encode("utf-16-le")
    return name[: 2 * 31].decode("utf-16-le", errors="ignore").strip() or "表"


def _clean(text: str) -> str:
    """Replace what no workbook can hold, and cut what is longer than a cell."""
    text = _NOT_IN_XML.sub("\ufffd", text)
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"


def _width(cell: Cell) -> int:
    """Count columns on screen: a full-width character takes two."""
    longest = max(str(cell or "").split("\n"), key=len)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in longest)
