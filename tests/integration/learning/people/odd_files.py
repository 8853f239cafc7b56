"""Rosters as Excel, old systems and accidents make them: bytes, and what is said."""

import io
import zipfile
from datetime import date

import openpyxl

from tests.integration.learning.people.importing import text_of


def rows():
    return [line.split(",") for line in text_of().splitlines()]


def book(*edits, sheets=()):
    """The roster as a workbook, edited before it is saved."""
    made = openpyxl.Workbook()
    made.active.title = "名簿"
    for row in rows():
        made.active.append(row)
    for name in sheets:
        made.create_sheet(name).append(["メモ"])
    for edit in edits:
        edit(made.active)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def column(letter, change):
    """Change every filled cell of a column below the heading."""

    def edit(sheet):
        for cell in sheet[letter][1:]:
            if cell.value:
                cell.value = change(cell.value)

    return edit


def title_row(sheet):
    sheet.insert_rows(1)
    sheet["A1"] = "令和8年度 職員名簿"


def merged_title(sheet):
    title_row(sheet)
    sheet.merge_cells("A1:H1")


def merged_cells(sheet):
    sheet.merge_cells("E2:E3")


def formula(sheet):
    sheet["C2"] = '=CONCATENATE("山田","太郎")'


def error_value(sheet):
    sheet["G3"] = "#REF!"
    sheet["G3"].data_type = "e"


def bomb():
    """A workbook whose sheet unpacks to 300 MB of blanks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(b" " * 1024 * 1024)
    return out.getvalue()


def text(*replaced):
    made = text_of()
    for old, new in replaced:
        made = made.replace(old, new)
    return made.encode("cp932")


def without_heading():
    return "\n".join(text_of().splitlines()[1:]).encode("cp932")


def heading_only():
    return (text_of().splitlines()[0] + "\r\n").encode("cp932")


def tab_separated():
    return text_of().replace(",", "\t").encode("utf-16")


# name → file name, its bytes, what is said of it. Refused: nothing can be applied.
REFUSED = {
    "empty": ("名簿.csv", b"", "空"),
    "only blanks": ("名簿.csv", b"\r\n,,,\r\n\r\n", "表が空です"),
    "heading only": ("名簿.csv", heading_only(), "見出しのほかに行がありません"),
    "no heading": ("名簿.csv", without_heading(), "知っている見出しが一つもありません"),
    "NUL": ("名簿.csv", text(("山田", "山\0田")), "制御文字"),
    "truncated workbook": ("名簿.xlsx", book()[:3000], "Excel ブックとして読めません"),
    "noise as a workbook": (
        "名簿.xlsx",
        b"\x8f\xff\x00\x81\x02" * 99,
        "名前は Excel ブック",
    ),
    "a document": (
        "名簿.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "パスワード",
    ),
    "a web page": ("名簿.xls", b"<html><table><tr><td>1</table>", "Web ページ"),
    "zip bomb": ("名簿.xlsx", bomb(), "展開すると大きすぎる"),
    "latin": ("名簿.csv", "Nº,Größe\n1,ä\n".encode("latin-1"), "文字を読み取れません"),
    "open quote": ("名簿.csv", text(("山田", '"山田')), "引用符"),
    "title row": ("名簿.xlsx", book(title_row), "知っている見出しが一つもありません"),
    "merged title": ("名簿.xlsx", book(merged_title), "結合されたセル"),
    "merged cells": ("名簿.xlsx", book(merged_cells), "結合されたセル"),
    "formula": ("名簿.xlsx", book(formula), "数式の計算結果が保存されていません"),
    "error value": ("名簿.xlsx", book(error_value), "エラー値"),
    "serial dates": ("名簿.xlsx", book(column("K", lambda v: 42000)), "「42000」"),
    "too many columns": ("名簿.csv", text(("部長", "部長,,,,x")), "列あります"),
}
# Read, perhaps with a warning ("" says: without one).
READ = {
    "tab and UTF-16": ("名簿.txt", tab_separated(), ""),
    "dates as dates": (
        "名簿.xlsx",
        book(column("L", lambda v: date(2024, 4, 1))),
        "",
    ),
    "numbers as numbers": (
        "名簿.xlsx",
        book(column("A", lambda v: int(v) if v.isdigit() else v)),
        "先頭の0が落ちて",
    ),
    "several sheets": ("名簿.xlsx", book(sheets=("控え", "旧")), "シートが 3 枚"),
    "CR only": ("名簿.csv", text(("\r\n", "\r")), ""),
}
