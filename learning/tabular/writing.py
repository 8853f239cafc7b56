"""Knows how a Table becomes a CSV or JSON file.

CSV holds headings and rows only; title and notes are in XLSX and JSON. What a
spreadsheet would run as a formula is disarmed in CSV:

- A text or heading longer than one character that begins with = + - @, their
  full-width twins, a tab or a carriage return, and is no plain number, gets an
  apostrophe before it. Files are made from what staff typed, and are opened by HR in
  Excel, where such a cell would run. The price is one visible character in a rare cell.
- JSON and XLSX carry every text as it is (a workbook's cell knows that it is text), and
  `is_for_machines` leaves CSV as it is for another program.

CSV cannot keep Excel from dropping the zeros of 00123: offer XLSX to people.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from .table import Cell, Table
from .writing_xlsx import to_xlsx

__all__ = ["Encode", "to_csv", "to_json", "to_xlsx", "utf_8", "utf_8_sig"]

Encode = Callable[[str], tuple[bytes, list[Any]]]
"""Text to bytes, with a report of what was lost."""

_FORMULA_STARTS = "=+-@＝＋－＠\t\r"
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?")


def utf_8_sig(text: str) -> tuple[bytes, list[Any]]:
    """Encode for Excel: UTF-8 with byte order mark."""
    return text.encode("utf-8-sig", errors="replace"), []


def utf_8(text: str) -> tuple[bytes, list[Any]]:
    """Encode for programs: UTF-8 without byte order mark."""
    return text.encode("utf-8", errors="replace"), []


def to_csv(
    table: Table, *, encode: Encode = utf_8_sig, is_for_machines: bool = False
) -> tuple[bytes, list[Any]]:
    """Write a table as CSV with CRLF and quotes where needed.

    Parameters
    ----------
    table : shares are written unrounded (0.8375), dates in ISO form, None as nothing.
    encode : `utf_8_sig`, `utf_8`, or for old systems
        `learning.japanese.cp932.encode_cp932`.
    is_for_machines : leave texts that begin like a formula as they are.

    Returns
    -------
    The file, and the encoder's report of what was lost (UTF-8 loses nothing).
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    protect = _unchanged if is_for_machines else _protected
    writer.writerow([protect(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_as_text(cell, protect) for cell in row])
    return encode(buffer.getvalue())


def to_json(table: Table) -> bytes:
    """Write a table as JSON in UTF-8: title, columns, rows as objects by key, notes.

    Shares are numbers, dates ISO text, None null; a text that stands for a figure
    (「−」) stays a text.
    """
    keys = [column.key for column in table.columns]
    document = {
        "title": table.title,
        "columns": [
            {"key": column.key, "title": column.title, "kind": column.kind.value}
            for column in table.columns
        ],
        "rows": [
            dict(zip(keys, map(_as_json, row), strict=True)) for row in table.rows
        ],
        "notes": list(table.notes),
    }
    text = json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n"
    return text.encode("utf-8", errors="replace")


def _as_text(cell: Cell, protect: Callable[[str], str]) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return protect(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _as_json(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def _unchanged(text: str) -> str:
    return text


def _protected(text: str) -> str:
    is_harmless = (
        len(text) <= 1
        or text[0] not in _FORMULA_STARTS
        or _PLAIN_NUMBER.fullmatch(text) is not None
    )
    return text if is_harmless else "'" + text
