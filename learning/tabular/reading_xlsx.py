"""Knows how a workbook's sheet becomes records of text.

A cell gives what a person sees there as far as it is data: a staff number keeps its
zeros, a date becomes ISO, a formula gives its stored result.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from defusedxml.ElementTree import iterparse

from .errors import TableError
from .raw_table import CellFault, Limits, Record

_SAVE_AGAIN = "Excel で開いて .xlsx で保存し直すか、CSV で保存してください。"
_MAX_SHEET_ROWS = 1_048_576
_MAX_MEMBERS = 10_000
_CHUNK = 1024 * 1024
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ONLY_ZEROS = re.compile("0{2,}")


def read_xlsx_records(
    content: bytes, file: str, sheet: str | None, limits: Limits
) -> Iterator[Record]:
    """Yield the records of one sheet: the named one, else the first that is visible.

    Raises
    ------
    TableError
        If the bytes are no sound workbook, unpack to too much, or lack the sheet.
    """
    try:
        _check_archive(content, file, limits)
        with warnings.catch_warnings():
            # openpyxl warns of parts that it leaves out: none of them is a cell
            warnings.simplefilter("ignore")
            yield from _records(content, file, sheet, limits)
    except TableError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part provokes
        what = "Excel ブックとして読めません（壊れているか、別の形式です）。"
        raise TableError(file, what, _SAVE_AGAIN) from error


def _check_archive(content: bytes, file: str, limits: Limits) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    is_dense = unpacked > limits.max_ratio * max(len(content), 1)
    if (
        len(members) > _MAX_MEMBERS
        or unpacked > limits.max_unpacked_bytes
        or (is_dense and unpacked > limits.ratio_from_bytes)
    ):
        raise TableError(
            file,
            "展開すると大きすぎるため、読み込みをやめました。",
            "不要なシート・画像・書式を削るか、CSV で保存してください。",
        )


def _records(
    content: bytes, file: str, sheet: str | None, limits: Limits
) -> Iterator[Record]:
    import openpyxl  # here: half a second of every start, and few files are workbooks

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        worksheet = _choose(book, file, sheet)
        # a stale or hostile dimension would pad every row to 16,384 cells
        worksheet.reset_dimensions()
        uncalculated = _uncalculated(worksheet)
        cell_count = 0
        for number, cells in enumerate(worksheet.iter_rows(), start=1):
            cell_count += len(cells)
            if number > _MAX_SHEET_ROWS or cell_count > limits.max_cells:
                what = "シートの使用範囲が広すぎます。"
                mend = "表の外の行と列を削除して保存し直してください。"
                raise TableError(file, what, mend)
            yield _record(number, cells, uncalculated)
    finally:
        book.close()


def _choose(book: Any, file: str, name: str | None) -> Any:
    sheets = book.worksheets
    if name is None:
        sheets = [each for each in sheets if each.sheet_state == "visible"]
    else:
        sheets = [each for each in sheets if each.title == name]
    if sheets:
        return sheets[0]
    names = "、".join(each.title for each in book.worksheets)
    what = (
        f"シート「{name}」がありません。" if name else "表示できるシートがありません。"
    )
    raise TableError(file, what, f"あるシート: {names}。" if names else _SAVE_AGAIN)


def _uncalculated(worksheet: Any) -> set[str]:
    """List the cells with a formula whose result was never stored."""
    found: set[str] = set()
    if not _has_formulas(worksheet):
        return found
    with worksheet._get_source() as source:
        for _, element in iterparse(source):
            if element.tag == f"{_MAIN}c":
                if _lacks_result(element):
                    found.add(element.get("r"))
            elif element.tag == f"{_MAIN}row":
                element.clear()
    return found


def _lacks_result(cell: Any) -> bool:
    has_formula = cell.find(f"{_MAIN}f") is not None
    # of type "str" an empty value is a result: the empty text
    return has_formula and cell.get("t") != "str" and not cell.findtext(f"{_MAIN}v")


def _has_formulas(worksheet: Any) -> bool:
    tail = b""
    with worksheet._get_source() as source:
        while chunk := source.read(_CHUNK):
            if b"<f" in tail + chunk:
                return True
            tail = chunk[-1:]
    return False


def _record(number: int, cells: tuple[Any, ...], uncalculated: set[str]) -> Record:
    faults = []
    for position, cell in enumerate(cells):
        if cell.data_type == "e":
            reason, mend = (
                "セルがエラー値です。",
                "元の数式を直すか、値を入れてください。",
            )
            faults.append(CellFault(position, str(cell.value), reason, mend))
        elif uncalculated and getattr(cell, "coordinate", None) in uncalculated:
            reason = "数式の計算結果が保存されていません。"
            mend = "Excel で開いて保存し直すか、値として貼り付けてください。"
            faults.append(CellFault(position, "", reason, mend))
    return Record(number, tuple(_text(cell) for cell in cells), tuple(faults))


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        # how a workbook writes the carriage return of a line break
        return value.replace("_x000D_\n", "\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime):
        is_day = value.time() == time(0)
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    return str(value)


def _number(value: float, number_format: str) -> str:
    """Write a number as Excel shows it: no .0, and the zeros of a format 00000."""
    if not float(value).is_integer():
        return format(value, ".15g")
    digits = str(int(value))
    if _ONLY_ZEROS.fullmatch(number_format or "") and value >= 0:
        return digits.zfill(len(number_format))
    return digits
