"""Knows what a finished table is: columns with a kind, rows, title, notes.

Screen, CSV, XLSX and JSON are all made from one Table, so they cannot differ. Must not
know where the figures came from or who may see them.
"""

import math
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | float | date | None


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    INT = "int"
    NUMBER = "number"
    """With decimals where it has some: points."""
    SHARE = "share"
    """A part of a whole, 0.837 for 83.7 %."""
    DATE = "date"


_ALLOWED: dict[Kind, type | tuple[type, ...]] = {
    Kind.TEXT: str,
    Kind.INT: int,
    Kind.NUMBER: (int, float),
    Kind.SHARE: (int, float),
    Kind.DATE: date,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `key` is its name in JSON, `title` its heading for people."""

    key: str
    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, ready to be shown or written.

    A cell holds its column's kind, or None (nothing to show), or, in any column, a
    text that stands for the figure (「−」 for a suppressed one).

    Raises
    ------
    ValueError
        On construction: two columns with one key, a row of another length, a cell of
        another kind, a share that is not finite.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = field(default=())
    named_by: int = 0
    """How many first columns say what a row is about: they stay while others scroll."""

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(f"Two columns share a key: {keys}")
        for number, row in enumerate(self.rows):
            self._check_row(number, row)

    def _check_row(self, number: int, row: tuple[Cell, ...]) -> None:
        if len(row) != len(self.columns):
            raise ValueError(f"Row {number}: {len(row)} cells, not {len(self.columns)}")
        for column, cell in zip(self.columns, row, strict=True):
            if not _fits(cell, column.kind):
                message = f"Row {number}, {column.key}: {cell!r} is no {column.kind}"
                raise ValueError(message)


def _fits(cell: Cell, kind: Kind) -> bool:
    if cell is None or isinstance(cell, str):
        return True
    if isinstance(cell, bool | datetime) or not isinstance(cell, _ALLOWED[kind]):
        return False
    return not isinstance(cell, float) or math.isfinite(cell)
