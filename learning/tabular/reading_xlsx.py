"""Knows how a workbook's sheet becomes records of text.

A cell gives what a person sees there as far as it is data: a staff number keeps its
zeros, a date becomes ISO, a formula gives its stored result.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator
from datetime import datetime, time
from typing import Any

from defusedxml.ElementTree import iterparse

from .errors import TableError
from .raw_table import CellFault, Limits, Record

SAVE_AGAIN = "Excel で開いて .xlsx で保存し直すか、CSV で保存してください。"
_UNMERGE = "結合を解除して各セルに値を入れ、表の上の題名などの行は削ってください。"
_MAX_MERGED = 100_000
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
        raise TableError(file, what, SAVE_AGAIN) from error


def visible_sheets(content: bytes, sheet: str | None) -> tuple[str, ...]:
    """Names of a sound workbook's visible sheets, the one that is read first."""
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        archive.open("xl/workbook.xml") as source,
    ):
        names = [
            element.get("name", "")
            for _, element in iterparse(source)
            if element.tag == f"{_MAIN}sheet"
            and element.get("state", "visible") == "visible"
        ]
    if sheet in names:
        names.remove(sheet)
        names.insert(0, sheet)
    return tuple(names)


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
        merged = _merged(worksheet, file)
        cell_count = 0
        for number, cells in enumerate(worksheet.iter_rows(), start=1):
            cell_count += len(cells)
            if number > _MAX_SHEET_ROWS or cell_count > limits.max_cells:
                what = "シートの使用範囲が広すぎます。"
                mend = "表の外の行と列を削除して保存し直してください。"
                raise TableError(file, what, mend)
            yield _record(number, cells, uncalculated, merged.get(number, ()))
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
    raise TableError(file, what, f"あるシート: {names}。" if names else SAVE_AGAIN)


def _uncalculated(worksheet: Any) -> set[str]:
    """List the cells with a formula whose result was never stored."""
    found: set[str] = set()
    if not _mentions(worksheet, b"<f"):
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


def _mentions(worksheet: Any, word: bytes) -> bool:
    tail = b""
    with worksheet._get_source() as source:
        while chunk := source.read(_CHUNK):
            if word in tail + chunk:
                return True
            tail = chunk[1 - len(word) :]
    return False


def _merged(worksheet: Any, file: str) -> dict[int, frozenset[int]]:
    """Row → positions of cells that are hidden under the first of a merged range."""
    found: dict[int, set[int]] = {}
    if not _mentions(worksheet, b"mergeCell"):
        return {}
    count = 0
    with worksheet._get_source() as source:
        for _, element in iterparse(source):
            if element.tag == f"{_MAIN}mergeCell":
                for row, position in _hidden_cells(element.get("ref", "")):
                    count += 1
                    if count > _MAX_MERGED:
                        what = "結合されたセルが多すぎます。"
                        raise TableError(file, what, _UNMERGE)
                    found.setdefault(row, set()).add(position)
            elif element.tag == f"{_MAIN}row":
                element.clear()
    return {row: frozenset(positions) for row, positions in found.items()}


def _hidden_cells(reference: str) -> Iterator[tuple[int, int]]:
    from openpyxl.utils.cell import range_boundaries

    bounds = range_boundaries(reference)
    left, top, right, bottom = (number or 1 for number in bounds)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                yield row, column - 1


def _record(
    number: int,
    cells: tuple[Any, ...],
    uncalculated: set[str],
    merged: Collection[int],
) -> Record:
    reason = "結合されたセルです。"
    faults = [CellFault(position, "", reason, _UNMERGE) for position in sorted(merged)]
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
    numbers = frozenset(
        position
        for position, cell in enumerate(cells)
        if cell.data_type == "n" and cell.value is not None and not cell.is_date
    )
    texts = tuple(_text(cell) for cell in cells)
    return Record(number, texts, tuple(faults), numbers)


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
