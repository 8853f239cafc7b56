"""Knows how a Table becomes a workbook that people open, sort and print."""

import io
import math
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
    Kind.NUMBER: {"num_format": "General", "align": "right"},
    Kind.SHARE: {"num_format": "0.0%", "align": "right"},
    Kind.DATE: {"num_format": "yyyy-mm-dd", "align": "right"},
}
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NARROWEST, _WIDEST = 6, 40
_LONGEST_SHEET_NAME = 2 * 31
_MEASURED_ROWS = 500
_MANY_CELLS = 50_000
_SHOWN_WIDTHS = {Kind.SHARE: len("100.0%"), Kind.DATE: len("2026-11-30")}
_PAGE_WIDTH = 180
"""Characters across A4 landscape that can still be read, at some 70 % of full size."""


def to_xlsx(table: Table, *, created: datetime = _NO_TIME) -> bytes:
    """Write a table as a workbook with one sheet.

    Title above, headings frozen and repeated on each printed page, figures right
    aligned (shares as 83.7%), notes below, A4 landscape, as wide as one page, or as
    several with the naming columns on each. Texts are texts, whatever they begin with.
    The same table gives the same bytes.

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
    # beyond this a row is written out at once instead of all being held until the end
    is_large = len(table.rows) * len(table.columns) > _MANY_CELLS
    options = {
        "constant_memory": is_large,
        "in_memory": not is_large,
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
        width = _write_columns(sheet, table, header_row, heading)
        _write_rows(sheet, table, header_row + 1, formats)
        _set_up_print(sheet, header_row, table.named_by, width)
    return buffer.getvalue()


def _write_columns(
    sheet: "Worksheet", table: Table, header_row: int, heading: "Format"
) -> int:
    """Write the headings, set the widths; the width of all columns in characters."""
    total = 0
    for position, column in enumerate(table.columns):
        sheet.write_string(header_row, position, _clean(column.title), heading)
        cells = (row[position] for row in islice(table.rows, _MEASURED_ROWS))
        shown = _SHOWN_WIDTHS.get(column.kind)
        widest = max(
            _width(column.title),
            *(shown if shown and not isinstance(c, str) else _width(c) for c in cells),
            _NARROWEST,
        )
        width = min(widest, _WIDEST) + 2
        sheet.set_column(position, position, width)
        total += width
    return total


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


def _set_up_print(
    sheet: "Worksheet", header_row: int, named_by: int, width: int
) -> None:
    sheet.freeze_panes(header_row + 1, named_by)
    sheet.repeat_rows(header_row)
    if named_by:
        sheet.repeat_columns(0, named_by - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(math.ceil(width / _PAGE_WIDTH) if named_by else 1, 0)
    sheet.set_footer("&C&P / &N")


def _sheet_name(title: str) -> str:
    """Make a title a sheet's name: 31 UTF-16 units, none of the forbidden signs.

    A day in brackets that does not fit is left out whole, rather than cut to another.
    """
    name = _clean(_NOT_IN_SHEET_NAMES.sub(" ", title)).strip()
    if len(name.encode("utf-16-le")) > _LONGEST_SHEET_NAME:
        name = name.partition("（")[0] or name
    cut = name.encode("utf-16-le")[:_LONGEST_SHEET_NAME]
    return cut.decode("utf-16-le", errors="ignore").strip() or "表"


def _clean(text: str) -> str:
    """Replace what no workbook can hold, and cut what is longer than a cell."""
    text = _NOT_IN_XML.sub("\ufffd", text)
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"


def _width(cell: Cell) -> int:
    """Count columns on screen: a full-width character takes two."""
    longest = max(str(cell or "").split("\n"), key=len)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in longest)
