"""The table of items, as CSV and XLSX: one row an item. docs/exchange.md tells how."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from learning.japanese.cp932 import encode_cp932
from learning.japanese.width import fold
from learning.tabular.errors import TableError
from learning.tabular.raw_table import Limits, RawTable
from learning.tabular.reading import read_table
from learning.tabular.table import Column, Table
from learning.tabular.writing_xlsx import to_xlsx
from quizzes.exchange.gathering import Gathering, Refused
from quizzes.exchange.parcel import (
    MOST_BYTES,
    MOST_ITEMS,
    ExchangedItem,
    FileBroken,
    Format,
    Loss,
)
from quizzes.exchange.table import guessing, headings, rows
from quizzes.exchange.text import looks_like_text

LIMITS = Limits(max_bytes=MOST_BYTES, max_rows=MOST_ITEMS, max_columns=200)
ITEM_FIELDS = {
    headings.CODE: "code",
    headings.OBJECTIVE: "objective",
    headings.SOURCE: "source",
    headings.RESPONSIBLE: "responsible",
    headings.REVIEW_ON: "review_on",
    headings.LAW_ON: "law_effective_on",
}
FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?")
ZIP = b"PK\x03\x04"
UNSCORED = {"likert", "rating", "free_text"}


def read(data: bytes, filename: str) -> list[ExchangedItem]:
    """Return the items of a table in order.

    Raises
    ------
    FileBroken
        If there is no table, a row is not sound, or a needed column is missing.
    """
    try:
        table = read_table(data, filename, limits=LIMITS)
    except TableError as error:
        raise FileBroken(error.file, error.what, error.mend) from None
    if table.errors:
        first = table.errors[0]
        raise FileBroken(filename, first.reason, first.mend, place=f"{first.line}行目")
    columns = _columns(table, filename)
    guarded = not data.startswith(ZIP)
    return [
        _item(
            _row(columns, raw.cells, guarded=guarded),
            raw.line_number,
            _left_out(table.header, columns, raw.cells),
        )
        for raw in table.rows
    ]


def write_csv(items: Sequence[ExchangedItem]) -> tuple[bytes, list[Loss]]:
    """Return the table as CSV in UTF-8 with a mark, as Excel likes it."""
    names, written, losses = _written(items)
    return _csv(names, written).encode("utf-8-sig", "replace"), losses


def write_csv_cp932(items: Sequence[ExchangedItem]) -> tuple[bytes, list[Loss]]:
    """Return the table as CSV in CP932, and every character that it changed."""
    names, written, losses = _written(items)
    data, lost = encode_cp932(_csv(names, written))
    if lost:
        shown = "、".join(
            f"{each.character}→{each.becomes or '〓'}" for each in lost[:20]
        )
        reason = f"CP932 にない文字を替えました（{shown}）。"
        losses.append(Loss("", "ファイル全体", "", reason, refused=False))
    return data, losses


def write_xlsx(items: Sequence[ExchangedItem]) -> tuple[bytes, list[Loss]]:
    """Return the table as a workbook; no cell of it is ever a formula."""
    names, written, losses = _written(items)
    table = Table(
        columns=tuple(Column(name, name) for name in names),
        rows=tuple(
            tuple(row.get(name, "") or None for name in names) for row in written
        ),
    )
    return to_xlsx(table), losses


def sniff_csv(data: bytes, filename: str) -> bool:
    """Whether the first line has a heading for the question, or the name says CSV."""
    text = looks_like_text(data)
    first = text.lstrip().partition("\n")[0]
    cells = re.split(r"[,\t;]", first.replace('"', ""))
    known = {headings.column_of(cell) for cell in cells}
    is_named = filename.lower().endswith((".csv", ".tsv"))
    return bool(text) and (headings.STEM in known or is_named) and len(cells) > 1


def sniff_xlsx(data: bytes, filename: str) -> bool:
    """Whether it is a workbook."""
    return data.startswith(ZIP) and b"xl/workbook" in data


def _columns(table: RawTable, filename: str) -> list[str]:
    columns = headings.columns_of(table.header)
    if headings.STEM not in columns:
        raise FileBroken(
            filename,
            "「問題文」の列がありません。",
            "1行目に見出し（コード、形式、問題文、選択肢1…、正答）を書いてください。",
        )
    for place, column in enumerate(columns):
        cells = [raw.cells[place] for raw in table.rows]
        if column == headings.CODE and headings.is_running(table.header[place], cells):
            columns[place] = headings.ROW_NUMBER
    known = [column for column in columns if column]
    twice = next((column for column in known if known.count(column) > 1), "")
    if twice:
        raise FileBroken(
            filename, f"「{twice}」の列が二つあります。", "一つにしてください。"
        )
    return columns


def _row(
    columns: Sequence[str], cells: Sequence[str], *, guarded: bool
) -> dict[str, str]:
    take: Callable[[str], str] = _unguarded if guarded else _as_it_is
    return {
        name: take(cell.replace("\r\n", "\n").strip())
        for name, cell in zip(columns, cells, strict=True)
        if name
    }


def _left_out(
    header: Sequence[str], columns: Sequence[str], cells: Sequence[str]
) -> list[str]:
    """Return the headings of filled cells that are none of ours."""
    return [
        heading.strip() or "見出しなし"
        for heading, column, cell in zip(header, columns, cells, strict=True)
        if not column and cell.strip()
    ]


def _item(row: dict[str, str], line: int, left_out: Sequence[str]) -> ExchangedItem:
    gathering, kind, document, refused = Gathering(), "", {}, ""
    if left_out:
        shown = "、".join(f"「{name[:30]}」" for name in left_out[:10])
        gathering.note(f"{shown}の列は取り込みませんでした。")
    try:
        kind = _kind(row, gathering)
        document = {**_common(row, kind), **rows.KINDS[kind].read(row)}
    except Refused as reason:
        refused = str(reason)
    named = {field: row.get(name, "") for name, field in ITEM_FIELDS.items()}
    item = ExchangedItem(
        place=f"{line}行目",
        title=" ".join(row.get(headings.STEM, "").split())[:60],
        type=kind,
        document=document,
        notes=tuple(gathering.notes),
        refused=refused,
    )
    return replace(item, **named)  # type: ignore[arg-type]


def _kind(row: Mapping[str, str], gathering: Gathering) -> str:
    word = row.get(headings.TYPE, "")
    if not word:
        kind = guessing.guess(row)
        gathering.note(f"形式が空なので、「{rows.KINDS[kind].name}」として読みました。")
        if guessing.is_ambiguous(row):
            gathering.note(
                f"正答「{row[headings.KEY]}」は番号として読みました。同じ文の選択肢も"
                "あるので、確かめてください。"
            )
        return kind
    if fold(word) in guessing.EITHER_CHOICE:
        return guessing.guess(row)
    if fold(word) not in rows.WORDS:
        names = "、".join(kind.name for kind in rows.KINDS.values())
        raise Refused(f"形式「{word}」はありません。{names} のどれかにしてください。")
    return rows.WORDS[fold(word)]


def _common(row: Mapping[str, str], kind: str) -> dict[str, Any]:
    document: dict[str, Any] = {
        "stem": row.get(headings.STEM, ""),
        "explanation": row.get(headings.EXPLANATION, ""),
    }
    if fold(row.get(headings.FORMAT, "")) == "html":
        document["format"] = "html"
    points = fold(row.get(headings.POINTS, "")).removesuffix("点")
    if points and kind not in UNSCORED:
        document["points"] = points
    return document


def _written(
    items: Sequence[ExchangedItem],
) -> tuple[list[str], list[dict[str, str]], list[Loss]]:
    written, losses = [], []
    for item in items:
        if item.type not in rows.KINDS:
            losses.append(Loss.of(item, "この形式は表に書けません。"))
            continue
        if any("\n" in text for text in item.document.get("accepted", [])):
            losses.append(Loss.of(item, "答えの改行は空白にしました。", refused=False))
        if item.images:
            losses.append(Loss.of(item, "画像は表に入りません。", refused=False))
        written.append(_row_of(item))
    return headings.written_columns(written), written, losses


def _row_of(item: ExchangedItem) -> dict[str, str]:
    document, kind = item.document, rows.KINDS[item.type]
    return {
        **{name: getattr(item, field) for name, field in ITEM_FIELDS.items()},
        headings.TYPE: kind.name,
        headings.STEM: document["stem"],
        headings.FORMAT: document.get("format", ""),
        headings.EXPLANATION: document.get("explanation", ""),
        headings.POINTS: str(document.get("points", "")),
        **kind.write(document),
    }


def _csv(names: Sequence[str], written: Sequence[Mapping[str, str]]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_guarded(row.get(name, "")) for name in names] for row in written)
    return buffer.getvalue()


def _guarded(text: str) -> str:
    """Return a text that no spreadsheet runs; what it is stays readable."""
    is_formula = FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _as_it_is(text: str) -> str:
    return text


CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = Format("CSV", read, write_csv, (".csv", ".tsv"), sniff_csv, CSV_TYPE)
CSV_CP932 = Format(
    name="CSV（CP932）",
    read=read,
    write=write_csv_cp932,
    extensions=(".csv", ".tsv"),
    sniff=sniff_csv,
    media_type="text/csv; charset=Shift_JIS",
)
XLSX = Format("XLSX", read, write_xlsx, (".xlsx", ".xlsm"), sniff_xlsx, XLSX_TYPE)
