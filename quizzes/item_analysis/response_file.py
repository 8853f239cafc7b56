"""Reads a table of marks from elsewhere: one row a person, one column an item.

0 wrong, 1 right, empty = not presented. Knows bytes and messages, no statistics.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from learning.tabular.errors import RowError
from learning.tabular.raw_table import RawTable
from learning.tabular.reading import read_table
from quizzes.item_analysis.classical import FloatArray

_MARKS = {"": np.nan, "0": 0.0, "1": 1.0, "０": 0.0, "１": 1.0}
_SHOWN = 30


class ResponsesInvalid(ValueError):
    """A file that can't be taken; ``errors`` names every fault with its place."""

    def __init__(self, errors: list[RowError]) -> None:
        self.errors = errors
        super().__init__(f"{len(errors)} errors")


@dataclass(frozen=True, slots=True)
class ResponseTable:
    """Items' names, marks of shape (n_persons, n_items), and each person's group.

    ``lines`` are the persons' lines in the file; ``groups`` is empty where no column of
    groups was named.
    """

    names: tuple[str, ...]
    scores: FloatArray
    lines: tuple[int, ...]
    groups: tuple[str, ...]


def read_responses(
    content: bytes, name: str, *, group: str | None = None
) -> ResponseTable:
    """Read a CSV, TSV or XLSX file of marks.

    Parameters
    ----------
    content : the file; UTF-8, UTF-16 or CP932.
    name : its name, for messages.
    group : heading of a column that says which group a person belongs to.

    Returns
    -------
    The marks; rows without any cell are left out.

    Raises
    ------
    TableError
        If the file is no table.
    ResponsesInvalid
        With each cell, heading or row that can't be taken.
    """
    table = read_table(content, name)
    header = tuple(title.strip() for title in table.header)
    errors = _heading_errors(table, header, group) or list(table.errors)
    if errors:
        raise ResponsesInvalid(errors)
    at = header.index(group) if group is not None else None
    items = [place for place in range(len(header)) if place != at]
    scores = np.empty((len(table.rows), len(items)))
    for number, row in enumerate(table.rows):
        cells = [row.cells[place].strip() for place in items]
        try:
            scores[number] = [_MARKS[cell] for cell in cells]
        except KeyError:
            errors += _cell_errors(table, row.line_number, cells, items)
    if errors:
        raise ResponsesInvalid(errors)
    return ResponseTable(
        names=tuple(header[place] for place in items),
        scores=scores,
        lines=tuple(row.line_number for row in table.rows),
        groups=() if at is None else tuple(row.cells[at].strip() for row in table.rows),
    )


def _heading_errors(
    table: RawTable, header: tuple[str, ...], group: str | None
) -> list[RowError]:
    def error(value: str, reason: str, mend: str, column: str = "") -> RowError:
        line = table.header_line
        return RowError(table.name, line, column, _cut(value), reason, mend)

    if header and all(title in _MARKS for title in header):
        return [
            error(
                header[0],
                "一行目に問題の名前（見出し）がありません。",
                "一行目に、列ごとに違う名前を書いてください。",
            )
        ]
    errors = [
        error(
            "",
            "見出しが空です。",
            "問題の名前を書くか、解答でない列なら消してください。",
            f"{place}列目",
        )
        for place, title in enumerate(header, start=1)
        if not title
    ]
    errors += [
        error(
            title,
            f"同じ見出しが{count}つあります。",
            "列ごとに違う名前にしてください。",
            title,
        )
        for title, count in Counter(header).items()
        if title and count > 1
    ]
    if group is not None and group not in header:
        mend = f"見出しのどれかにしてください：{'、'.join(header[:10])}"
        errors.append(error(group, "集団の列がありません。", mend, group))
    elif group is not None and len(header) == 1:
        errors.append(error(group, "問題の列がありません。", "列を足してください。"))
    if not errors and not table.rows and not table.errors:
        mend = "見出しの下に、1人1行で 0 か 1 を書いてください。"
        errors.append(error("", "見出しだけで、解答の行がありません。", mend))
    return errors


def _cell_errors(
    table: RawTable, line: int, cells: list[str], items: list[int]
) -> list[RowError]:
    return [
        RowError(
            table.name,
            line,
            table.header[place],
            _cut(cell),
            "0・1・空のどれでもありません。",
            "正答は 1、誤答は 0、出題していなければ空にしてください。"
            "解答でない列（番号や氏名）は消してください。",
        )
        for cell, place in zip(cells, items, strict=True)
        if cell not in _MARKS
    ]


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
