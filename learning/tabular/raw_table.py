"""Knows what a file holds before anybody gave it a meaning: headings and text."""

from dataclasses import dataclass

from .errors import RowError

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read before it is refused."""

    max_bytes: int = 50 * _MEBIBYTE
    max_rows: int = 200_000
    max_lines: int = 1_100_000
    """Blank ones with them; a formatted sheet may have 1,048,576."""
    max_columns: int = 500
    max_unpacked_bytes: int = 150 * _MEBIBYTE
    """Of a workbook, which is an archive; about 100,000 rows of 20 columns."""
    max_ratio: int = 100
    """Unpacked to packed size; looked at from `ratio_from_bytes` unpacked on."""
    ratio_from_bytes: int = 20 * _MEBIBYTE
    max_cells: int = 20_000_000
    """Of a sheet, empty ones with it."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row, its cells as delivered and as many as the table has headings.

    `line_number` counts from 1: the physical line where the row begins, or the
    row's number in a sheet.
    """

    line_number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file's headings and rows, all text, blank rows left out.

    Rows that are not sound (`errors`) are not in `rows`. Headings are as delivered:
    they may repeat or be empty. Without headings in the file they are 列1, 列2, … and
    `header_line` is 0.
    """

    name: str
    header: tuple[str, ...]
    rows: list[RawRow]
    errors: list[RowError]
    header_line: int = 1
    sheets: tuple[str, ...] = ()
    """Of a workbook: the sheet that was read, then the other visible ones."""
    number_columns: frozenset[int] = frozenset()
    """Of a workbook: positions of columns with cells that hold a number, not text."""
    unsound: tuple[tuple[str, ...], ...] = ()
    """The cells of the rows in `errors`, as many as there were: whom they may mean."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that has no value to take: its position from 0, what it shows, why."""

    position: int
    value: str
    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class Record:
    """One row on its way in, before it is held against the headings."""

    line_number: int
    cells: tuple[str, ...]
    faults: tuple[CellFault, ...] = ()
    numbers: frozenset[int] = frozenset()
    """Of a workbook: positions of cells that hold a number, not text."""
