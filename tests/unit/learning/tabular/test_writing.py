"""CSV and JSON: the same figures, and nothing that a spreadsheet would run."""

import json
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from learning.japanese.cp932 import encode_cp932
from learning.tabular.reading import read_table
from learning.tabular.table import Column, Kind, Table
from learning.tabular.writing import to_csv, to_json, utf_8

REPORT = Table(
    columns=(
        Column("unit", "所属"),
        Column("n", "人数", Kind.INT),
        Column("share", "到達率", Kind.SHARE),
        Column("on", "基準日", Kind.DATE),
    ),
    rows=(
        ("総務,課", 1234, 0.8375, date(2026, 4, 1)),
        ("秘書課", 3, "−", None),
    ),
    title="到達状況",
    notes=("休業中の者を除く。",),
)


def test_csv_is_for_excel_unless_told_otherwise():
    content, losses = to_csv(REPORT)
    text = (
        '所属,人数,到達率,基準日\r\n"総務,課",1234,0.8375,2026-04-01\r\n秘書課,3,−,\r\n'
    )
    assert content == b"\xef\xbb\xbf" + text.encode()
    assert losses == []
    assert to_csv(REPORT, encode=utf_8) == (text.encode(), [])


def test_csv_in_cp932_tells_what_it_lost():
    content, losses = to_csv(REPORT, encode=encode_cp932)
    assert content.decode("cp932").splitlines()[2] == "秘書課,3,－,"
    assert [(loss.codepoint, loss.becomes) for loss in losses] == [("U+2212", "－")]


def one_column(*texts, title="名"):
    return Table((Column("a", title), Column("b", "b")), tuple((t, "x") for t in texts))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+81-3-1234",
        "-cmd",
        "@SUM(A1)",
        "＝1",
        "＋1+1",
        "－x",
        "＠a",
        "\t=1",
        "\r=1",
        "==",
    ],
)
def test_text_that_would_run_as_a_formula_is_disarmed(text):
    table = one_column(text)
    (row,) = read_table(to_csv(table)[0], "r.csv").rows
    assert row.cells == ("'" + text, "x")
    (row,) = read_table(to_csv(table, is_for_machines=True)[0], "r.csv").rows
    assert row.cells == (text, "x")


@pytest.mark.parametrize(
    "text",
    ["-5", "+3.5", "-1,234", "-3.5%", "-", "−", "=", "a=b", "00123", "1-2", "a@b.jp"],
)
def test_other_text_is_left_alone(text):
    (row,) = read_table(to_csv(one_column(text))[0], "r.csv").rows
    assert row.cells == (text, "x")


def test_heading_is_disarmed_too():
    assert read_table(to_csv(one_column(title="=A1"))[0], "r.csv").header == (
        "'=A1",
        "b",
    )


def test_json_holds_everything():
    document = json.loads(to_json(REPORT))
    assert document["title"] == "到達状況"
    assert document["notes"] == ["休業中の者を除く。"]
    assert document["columns"][2] == {
        "key": "share",
        "title": "到達率",
        "kind": "share",
    }
    assert document["rows"] == [
        {"unit": "総務,課", "n": 1234, "share": 0.8375, "on": "2026-04-01"},
        {"unit": "秘書課", "n": 3, "share": "−", "on": None},
    ]


def test_json_is_readable_as_text():
    assert "総務,課".encode() in to_json(REPORT)


def test_lone_surrogate_is_written_as_a_question_mark():
    table = one_column("a\ud800")
    assert to_csv(table, encode=utf_8)[0] == "名,b\r\na?,x\r\n".encode()
    assert json.loads(to_json(table))["rows"][0]["a"] == "a?"


# Control characters other than tab and line ends are no part of a table's text.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n")
)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_csv_is_read_back_as_written(rows):
    assume(all((a + b).strip() for a, b in rows))
    table = Table((Column("a", "甲"), Column("b", "乙")), tuple(rows))
    content, _ = to_csv(table, is_for_machines=True)
    read = read_table(content, "r.csv")
    assert [row.cells for row in read.rows] == rows
    assert read.errors == []


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_share_is_the_same_number_in_csv_and_json(share):
    table = Table((Column("s", "割合", Kind.SHARE),), ((share,),))
    (row,) = read_table(to_csv(table)[0], "r.csv").rows
    assert float(row.cells[0]) == share
    assert json.loads(to_json(table))["rows"][0]["s"] == share
