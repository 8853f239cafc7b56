"""Knows how trouble in a file is told to people: where, what, why, and the mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .table import Column, Kind, Table


class TableError(ValueError):
    """A file cannot be read as a table at all; the message is Japanese.

    Attributes: `file` (its name), `what` (happened), `mend` (what to do).
    """

    def __init__(self, file: str, what: str, mend: str) -> None:
        super().__init__(f"{file}: {what}{mend}")
        self.file = file
        self.what = what
        self.mend = mend


class Severity(StrEnum):
    """An error stops the whole file; a warning asks to be looked at."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        return "エラー" if self is Severity.ERROR else "警告"


@dataclass(frozen=True, slots=True)
class RowError:
    """One error or warning about one place in a file, in Japanese.

    `line` is the physical line where the row begins (in a workbook: the row's number);
    `column` the heading as the file writes it, empty where the whole row is meant.
    Never put a My Number into `value`.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str
    mend: str
    severity: Severity = Severity.ERROR


_COLUMNS = (
    Column("file", "ファイル"),
    Column("line", "行", Kind.INT),
    Column("column", "列"),
    Column("value", "値"),
    Column("severity", "種類"),
    Column("reason", "内容"),
    Column("mend", "直し方"),
)


def to_table(found: Iterable[RowError], title: str = "") -> Table:
    """Make the list of errors and warnings a table, in the given order."""
    rows = tuple(
        (e.file, e.line, e.column, e.value, e.severity.label, e.reason, e.mend)
        for e in found
    )
    return Table(columns=_COLUMNS, rows=rows, title=title)
