"""Knows how any file becomes a RawTable, or a TableError that people can act on.

Everything is text: nothing here guesses a type, for 00123 is a staff number and
R8.4.1 a date only to those who know the column.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import PureWindowsPath

from .errors import RowError, TableError
from .raw_table import Limits, RawRow, RawTable, Record
from .reading_text import read_text_records
from .reading_xlsx import SAVE_AGAIN, read_xlsx_records, visible_sheets

DEFAULT_LIMITS = Limits()
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SHOWN = 100
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls")
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE
)


def read_table(
    content: bytes,
    name: str,
    *,
    sheet: str | None = None,
    has_header: bool = True,
    limits: Limits = DEFAULT_LIMITS,
) -> RawTable:
    """Read a CSV, TSV or XLSX file; which of them, the bytes say and not the name.

    Parameters
    ----------
    content : the file. Text is UTF-8 with or without byte order mark, UTF-16 with one
        (Excel's Unicode text), or CP932; tab or comma is found out.
    name : the file's name for messages; of a path, of either kind, the last part is taken.
    sheet : of a workbook; None is the first visible one.
    has_header : the first row that is not blank holds the headings; if False it is
        data, and says how many columns there are.
    limits : see `Limits`.

    Returns
    -------
    The table; a row with too many or too few cells or with an error value is in its
    `errors` and not in its `rows`. Short rows of a workbook are filled up instead, as a
    sheet stores no empty cells. Empty columns at the end are dropped.

    Raises
    ------
    TableError
        If there is no table to be had. No bytes raise anything else.
    """
    file = PureWindowsPath(name).name or "ファイル"
    if len(content) > limits.max_bytes:
        what = f"ファイルが大きすぎます（上限 {limits.max_bytes // 1024**2} MB）。"
        raise TableError(file, what, "分けて取り込んでください。")
    if content.startswith(_OLD_OFFICE):
        what = "古い形式（.xls）か、パスワード付きの Excel ブックです。"
        mend = "パスワードを外し、.xlsx か CSV で保存し直してください。"
        raise TableError(file, what, mend)
    if content.startswith(_ZIP):
        records: Iterable[Record] = read_xlsx_records(content, file, sheet, limits)
        table = _Shaper(file, limits, fills_up=True).shape(records, has_header)
        return replace(table, sheets=visible_sheets(content, sheet))
    _refuse_web_page(content, file)
    records = _text_records(content, file)
    return _Shaper(file, limits, fills_up=False).shape(records, has_header)


def _text_records(content: bytes, file: str) -> Iterator[Record]:
    """One after the other, so that a file of very many lines is refused in time."""
    try:
        yield from read_text_records(content, file)
    except TableError as error:
        if not file.lower().endswith(_WORKBOOK_NAMES):
            raise
        what = "名前は Excel ブックですが、中身を読めません（壊れているか、別の形式です）。"
        raise TableError(file, what, SAVE_AGAIN) from error


def _refuse_web_page(content: bytes, file: str) -> None:
    """Some systems write a web page or XML under the name of a workbook."""
    if _MARKUP.match(content):
        what = "表ではなく、Web ページ（HTML）か XML です。"
        raise TableError(file, what, SAVE_AGAIN)


class _Shaper:
    """Holds records against the headings of one file."""

    def __init__(self, file: str, limits: Limits, *, fills_up: bool) -> None:
        self.file = file
        self.limits = limits
        self.fills_up = fills_up
        self.rows: list[RawRow] = []
        self.errors: list[RowError] = []
        self.unsound: list[tuple[str, ...]] = []
        self.number_columns: set[int] = set()

    def shape(self, records: Iterable[Record], has_header: bool) -> RawTable:
        filled = self._filled(records)
        first = next(filled, None)
        if first is None:
            what = "表が空です。"
            raise TableError(
                self.file, what, "見出しと行のあるファイルを選んでください。"
            )
        header = self._header(first, has_header)
        for record in filled if has_header else chain([first], filled):
            self._take(record, header)
        line = first.line_number if has_header else 0
        numbers = frozenset(self.number_columns)
        return RawTable(
            self.file,
            header,
            self.rows,
            self.errors,
            line,
            number_columns=numbers,
            unsound=tuple(self.unsound),
        )

    def _filled(self, records: Iterable[Record]) -> Iterator[Record]:
        for number, record in enumerate(records, start=1):
            if number > self.limits.max_lines:
                what = "空の行が多すぎます。"
                mend = "表の下の空の行を削って保存し直してください。"
                raise TableError(self.file, what, mend)
            if not _is_blank(record):
                yield record

    def _header(self, first: Record, has_header: bool) -> tuple[str, ...]:
        if has_header and first.faults:
            fault = first.faults[0]
            what = f"見出しの行（{first.line_number}行目）：{fault.reason}"
            raise TableError(self.file, what, fault.mend)
        header = _without_empty_end(first.cells) if has_header else first.cells
        if len(header) > self.limits.max_columns:
            what = f"列が多すぎます（上限 {self.limits.max_columns} 列）。"
            raise TableError(
                self.file, what, "要らない列を削って保存し直してください。"
            )
        if has_header:
            return header
        return tuple(f"列{number}" for number in range(1, len(header) + 1))

    def _take(self, record: Record, header: tuple[str, ...]) -> None:
        if len(self.rows) + len(self.errors) >= self.limits.max_rows:
            what = f"行が多すぎます（上限 {self.limits.max_rows:,} 行）。"
            raise TableError(self.file, what, "分けて取り込んでください。")
        found = self._faults(record, header) or self._misfit(record, header)
        if found:
            self.errors.extend(found)
            self.unsound.append(record.cells)
            return
        self.number_columns |= record.numbers
        missing = len(header) - len(record.cells)
        cells = record.cells[: len(header)] + ("",) * missing
        self.rows.append(RawRow(record.line_number, cells))

    def _faults(self, record: Record, header: tuple[str, ...]) -> list[RowError]:
        line = record.line_number
        return [
            RowError(
                self.file,
                line,
                _title(header, fault.position),
                fault.value,
                fault.reason,
                fault.mend,
            )
            for fault in record.faults
        ]

    def _misfit(self, record: Record, header: tuple[str, ...]) -> list[RowError]:
        width = len(_without_empty_end(record.cells))
        if width > len(header):
            value = record.cells[len(header)]
            reason = f"見出しは {len(header)} 列ですが、この行は {width} 列あります。"
            mend = '値の中のコンマは引用符（"）で囲み、余分な列は消してください。'
        elif len(record.cells) < len(header) and not self.fills_up:
            value = record.cells[-1]
            number = len(record.cells)
            reason = (
                f"見出しは {len(header)} 列ですが、この行は {number} 列しかありません。"
            )
            mend = "足りない列を補うか、行の途中の改行を消してください。"
        else:
            return []
        shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
        return [RowError(self.file, record.line_number, "", shown, reason, mend)]


def _is_blank(record: Record) -> bool:
    return not record.faults and not any(map(str.strip, record.cells))


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _title(header: tuple[str, ...], position: int) -> str:
    title = header[position] if position < len(header) else ""
    return title or f"{position + 1}列目"
