"""CSV and TSV as cities deliver them, and bytes that are neither."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from learning.tabular.errors import TableError
from learning.tabular.raw_table import Limits, RawRow, RawTable
from learning.tabular.reading import read_table

ROSTER = "職員番号,氏名\r\n00123,山田　太郎\r\n"


def rows_of(content, **options):
    return [
        (r.line_number, r.cells) for r in read_table(content, "r.csv", **options).rows
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-32"]
)
def test_encodings_are_found_out(encoding):
    table = read_table(ROSTER.encode(encoding), "r.csv")
    assert table.header == ("職員番号", "氏名")
    assert table.rows == [RawRow(2, ("00123", "山田　太郎"))]


def test_utf_16_of_either_byte_order():
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        content = mark + "番号\t氏名\n1\t髙橋\n".encode(encoding)
        assert rows_of(content) == [(2, ("1", "髙橋"))]


def test_cp932_characters_beyond_shift_jis():
    assert rows_of("氏名\n髙橋①㈱\n".encode("cp932")) == [(2, ("髙橋①㈱",))]
    # 外字: F040 is the first of the user's own characters, U+E000
    assert rows_of(b"n\n\xf0\x40\n") == [(2, ("\ue000",))]


def test_half_width_kana_of_cp932_is_not_taken_for_utf_8():
    # ﾃｲ is C3 B2 in CP932, which UTF-8 would read as ò
    assert rows_of(b"no,kana\n1,\xc3\xb2\n") == [(2, ("1", "ﾃｲ"))]


def test_utf_8_with_an_accent_stays_utf_8():
    # é is C3 A9, in CP932 the kana ﾃｩ; 名, E5 90 8D in UTF-8, settles it
    assert rows_of("名\nJosé\n".encode()) == [(2, ("José",))]


def test_windows_separator_of_lines_and_bare_ones():
    for end in ("\r\n", "\n", "\r"):
        content = end.join(["a,b", "1,2", "3,4"]).encode()
        assert rows_of(content) == [(2, ("1", "2")), (3, ("3", "4"))]


def test_line_number_is_where_the_row_begins():
    content = 'a,b\r\n"上\r\n下",2\r\n\r\n3,"x,""y"""\r\n'.encode()
    # line 1 headings, 2–3 a row with a line break in it, 4 blank, 5 a row
    assert rows_of(content) == [(2, ("上\r\n下", "2")), (5, ("3", 'x,"y"'))]


def test_blank_rows_are_skipped_before_and_between():
    content = "\n,,\na,b\n　, \n1,2\n".encode()
    table = read_table(content, "r.csv")
    assert table.header_line == 3
    assert table.rows == [RawRow(5, ("1", "2"))]


def test_empty_columns_at_the_end_are_dropped():
    table = read_table(b"a,b,,\n1,2,,\n3,4, ,\n", "r.csv")
    assert table.header == ("a", "b")
    assert [row.cells for row in table.rows] == [("1", "2"), ("3", "4")]


def test_headings_may_be_empty_or_repeat_in_the_middle():
    table = read_table(b"a,,a\n1,2,3\n", "r.csv")
    assert table.header == ("a", "", "a")


def test_cells_are_kept_as_delivered():
    content = "番号,名\n 00123 ,　ﾔﾏﾀﾞ Ａ \n".encode()
    assert rows_of(content) == [(2, (" 00123 ", "　ﾔﾏﾀﾞ Ａ "))]


def test_rows_that_do_not_fit_are_errors_and_not_rows():
    table = read_table(b"a,b\n1,2\n3\n4,5,6\n7,8\n", "C:\\data\\r.csv")
    assert [row.line_number for row in table.rows] == [2, 5]
    short, long = table.errors
    assert (short.file, short.line, short.value) == ("r.csv", 3, "3")
    assert "2 列ですが、この行は 1 列しか" in short.reason
    assert (long.line, long.value) == (4, "6")
    assert "2 列ですが、この行は 3 列あります" in long.reason
    assert all(error.mend for error in table.errors)


def test_long_value_is_shortened_in_the_error():
    (error,) = read_table(b"a\n1," + b"x" * 5000 + b"\n", "r.csv").errors
    assert error.value == "x" * 100 + "…"


def test_file_without_headings():
    table = read_table(b"00123,A\n00124,B\n", "r.csv", has_header=False)
    assert table.header == ("列1", "列2")
    assert table.header_line == 0
    assert [row.cells for row in table.rows] == [("00123", "A"), ("00124", "B")]


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        (b"a\tb\n1,5\t2\n", ("1,5", "2")),
        (b'"a\tx",b\n1,2\n', ("1", "2")),
        (b'"x\ny",b\n1,2\n', ("1", "2")),
        (b"a;b,c\n1;2,3\n", ("1;2", "3")),
    ],
)
def test_delimiter_is_found_out(content, cells):
    assert read_table(content, "r.txt").rows[0].cells == cells


def test_headings_without_rows_are_a_table():
    assert read_table(b"a,b\n", "r.csv") == RawTable("r.csv", ("a", "b"), [], [])


def test_dos_end_of_file_is_no_row():
    assert rows_of(b"a\n1\n\x1a") == [(2, ("1",))]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "表が空です"),
        (b"\xef\xbb\xbf", "表が空です"),
        (b"\n , \n", "表が空です"),
        (b"a,b\n1,\x00\n", r"2行目に制御文字（U\+0000）"),
        (b"a,b\n1,\x1b$B\n", r"2行目に制御文字（U\+001B）"),
        ("a,b\n1,2\n".encode("utf-16-le"), "1行目に制御文字"),
        (b"\xff\xfea", "1行目の文字を読み取れません"),
        # 0xFD and 0x82 0x20 are no CP932
        (b"a\nb\n\x83\x41\xfd\n", "3行目の文字を読み取れません"),
        (b"a\n\x82\x20\n", "2行目の文字を読み取れません"),
        # one broken byte in good UTF-8 must not give mojibake
        ("氏名\n山田太郎と職員番号\n".encode() + b"\xe5\xb1\n", "3行目の文字を"),
        # a lone surrogate, written as UTF-8 never writes it
        ("氏名と職員番号と所属名\n".encode() + b"\xed\xa0\x80\n", "2行目の文字を"),
        (b'a,b\n1,2\n"3,4\n5,6\n', "3行目から始まる行の引用符"),
        (b'a,b\n"1"x,2\n', "2行目から始まる行の引用符"),
        (b"a\n" + b"x" * 140_000, "2行目から始まる行"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00", "読"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "古い形式"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content, what):
    with pytest.raises(TableError, match=rf"^r\.csv: .*{what}.*。.*ください。$"):
        read_table(content, "r.csv")


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(max_bytes=10), "大きすぎます"),
        (Limits(max_rows=2), r"行が多すぎます（上限 2 行）"),
        (Limits(max_columns=1), r"列が多すぎます（上限 1 列）"),
        (Limits(max_lines=3), "空の行が多すぎます"),
    ],
)
def test_limits(limits, what):
    with pytest.raises(TableError, match=what):
        read_table(b"a,b\n1,2\n3,4\n5,6\n", "r.csv", limits=limits)


def test_limits_are_inclusive():
    limits = Limits(max_bytes=12, max_rows=2, max_lines=3, max_columns=2)
    assert len(read_table(b"a,b\n1,2\n3,4\n", "r.csv", limits=limits).rows) == 2


@given(st.binary(max_size=300), st.booleans())
@example(b"\xff\xfe\x00\xd8", True)
@example(b"PK\x03\x04", True)
@example(b'"\n' * 50, False)
def test_any_bytes_give_a_table_or_a_table_error(content, has_header):
    try:
        answer = read_table(content, "r.csv", has_header=has_header)
    except TableError as error:
        answer = error
    assert isinstance(answer, TableError) or all(
        len(row.cells) == len(answer.header) for row in answer.rows
    )


@given(st.text('a,"\n\r\t　１\x00\ud800é', max_size=60))
def test_any_text_gives_a_table_or_a_table_error(text):
    content = text.encode("utf-8", "surrogatepass")
    try:
        answer = read_table(content, "r.csv")
    except TableError as error:
        answer = error
    assert isinstance(answer, RawTable | TableError)
