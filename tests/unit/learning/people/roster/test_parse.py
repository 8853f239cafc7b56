"""Cells become rows: dates, widths, words; problems name line, column, value, mend."""

from datetime import date

import pytest

from learning.people.roster.columns import ROSTER_COLUMNS, Field
from learning.people.roster.file_columns import Convention, propose_mapping
from learning.people.roster.guard import refuse_my_numbers
from learning.people.roster.parse import parse_roster
from learning.people.roster.values import (
    Vocabulary,
    guess_absence,
    guess_employment_type,
    guess_kind,
    guess_title,
)
from learning.tabular.errors import Severity, TableError
from learning.tabular.reading import read_table

KNOWN = Vocabulary(types={"正規": "regular"}, titles={})


def parsed(text, vocabulary=KNOWN, encoding="utf-8", conventions=None, **other):
    table = read_table(text.encode(encoding), "名簿.csv")
    mapping = propose_mapping(table.header, ROSTER_COLUMNS, conventions=conventions)
    return parse_roster(table, mapping, vocabulary, **other)


def errors(roster):
    return [p for p in roster.problems if p.severity is Severity.ERROR]


def test_a_usual_row_in_cp932():
    roster = parsed(
        "職員番号,氏名,フリガナ,所属コード,所属名,職名,任用形態,採用年月日\r\n"
        "００１２３,髙橋　花子,ﾀｶﾊｼ ﾊﾅｺ,0101,市民課,係長,正規,R08.04.01\r\n",
        encoding="cp932",
    )
    (row,) = roster.rows
    # full-width digits are the same digits; the zeros stay
    assert (row.number, row.name, row.kana) == (
        "00123",
        "髙橋　花子",
        "タカハシ　ハナコ",
    )
    assert (row.hired_on, row.employment_type) == (date(2026, 4, 1), "regular")
    assert (row.rank_class, row.is_head, row.kind) == ("unit_head", False, "main")


@pytest.mark.parametrize("cell", ["R8.3.31", "令和8年3月31日", "5080331", "2026/3/31"])
def test_an_end_date_is_the_last_day_unless_said(cell):
    text = f"職員番号,氏名,所属コード,退職年月日\n1,山田,0101,{cell}\n"
    (row,) = parsed(text).rows
    assert (row.ends_on, row.left) == (date(2026, 4, 1), True)


def test_an_end_date_may_be_the_first_day_without():
    text = "職員番号,氏名,所属コード,任用期間（至）\n1,山田,0101,R8.4.1\n"
    conventions = {Field.TERM_UNTIL: Convention.FIRST_DAY_WITHOUT.value}
    (row,) = parsed(text, conventions=conventions).rows
    assert (row.ends_on, row.left) == (date(2026, 4, 1), False)


def test_last_days_that_all_are_firsts_of_a_month_are_pointed_out():
    text = "職員番号,氏名,所属コード,退職年月日\n1,山田,0101,R8.4.1\n"
    (warning,) = parsed(text).problems
    assert (warning.severity, warning.column) == (Severity.WARNING, "退職年月日")


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        (",山田,0101,", "職員番号", ""),
        ("1.23E+05,山田,0101,", "職員番号", "1.23E+05"),
        ("1,,0101,", "氏名", ""),
        ("1,山田,,", "所属コード", ""),
        ("1,山田,0101,R8.2.30", "採用年月日", "R8.2.30"),
    ],
)
def test_an_error_names_line_column_value_and_mend(cells, column, value):
    text = f"職員番号,氏名,所属コード,採用年月日\n2,佐藤,0101,\n{cells}\n"
    roster = parsed(text)
    (error,) = errors(roster)
    assert (error.file, error.line) == ("名簿.csv", 3)
    assert (error.column, error.value) == (column, value)
    assert error.reason
    assert error.mend
    assert [row.number for row in roster.rows] == ["2"]


def test_the_number_of_a_row_in_error_is_kept():
    text = (
        "職員番号,氏名,所属コード,採用年月日\n2,佐藤,0101,\n000101,山田,0101,R8.2.30\n"
    )
    assert parsed(text).unsound == {"000101"}


def test_a_file_without_the_needed_columns_is_one_error():
    (error,) = parsed("氏名,所属名\n山田,市民課\n").problems
    assert error.column == "職員番号"


def test_unknown_words_are_counted_and_proposed():
    text = (
        "職員番号,氏名,所属コード,職名,任用形態\n"
        "1,山田,0101,まちづくり監,再任用短時間\n2,佐藤,0101,まちづくり監,正規\n"
    )
    roster = parsed(text)
    found = [(u.subject, u.value, u.proposed, u.count) for u in roster.unknown]
    assert found == [
        ("post_title", "まちづくり監", "none", 2),
        ("employment_type", "再任用短時間", "reappointed", 1),
    ]
    assert errors(roster) == []


def test_a_remembered_word_is_unknown_no_more():
    confirmed = {("post_title", "まちづくり監"): "bureau_head"}
    text = "職員番号,氏名,所属コード,職名\n1,山田,0101,まちづくり監\n"
    roster = parsed(text, Vocabulary(confirmed=confirmed))
    assert roster.rows[0].rank_class == "bureau_head"
    assert list(roster.unknown) == []


def test_gaiji_is_a_warning_and_replaced_only_when_confirmed():
    text = "職員番号,氏名,所属コード\n1,𠮷田　花子,0101\n"
    roster = parsed(text)
    assert roster.rows[0].name == "𠮷田　花子"
    assert [(u.value, u.proposed) for u in roster.unknown] == [("𠮷", "吉")]
    confirmed = Vocabulary(confirmed={("character", "𠮷"): "吉"})
    (row,) = parsed(text, confirmed).rows
    assert (row.name, row.delivered) == ("吉田　花子", "𠮷田　花子")


def test_the_prefix_of_a_source_stands_before_each_number():
    text = "職員番号,旧職員番号,氏名,所属コード\n12,11,山田,0101\n"
    (row,) = parsed(text, number_prefix="K").rows
    assert (row.number, row.old_number) == ("K12", "K11")


def test_absences_are_neutral_and_part_time_forms_are_none():
    text = (
        "職員番号,氏名,所属コード,休業等区分,休業等（至）\n"
        "1,山田,0101,育児休業,R9.3.31\n2,佐藤,0101,部分休業,\n3,鈴木,0101,,\n"
    )
    rows = parsed(text).rows
    assert [row.absence for row in rows] == ["leave", "none", "none"]
    assert rows[0].absence_until == date(2027, 4, 1)


def test_the_saved_mapping_wins_over_the_usual_headings():
    header = ("職員番号", "氏名", "旧所属", "新所属コード")
    saved = {Field.DEPARTMENT_CODE: "新所属コード", Field.NAME: ""}
    mapping = propose_mapping(header, ROSTER_COLUMNS, saved=saved)
    assert mapping.positions == {Field.NUMBER: 0, Field.DEPARTMENT_CODE: 3}


def test_a_column_of_my_numbers_refuses_the_file():
    # 123456789018 by 省令第5条: Σ = 162 + 50 = 212, 212 mod 11 = 3, 11 − 3 = 8
    for text in (
        "職員番号,個人番号\n1,\n",
        "職員番号,備考\n1,123456789018\n",
    ):
        with pytest.raises(TableError) as caught:
            refuse_my_numbers(read_table(text.encode(), "名簿.csv"))
        assert "123456789018" not in str(caught.value)
        assert "2列目" in str(caught.value)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("会計年度任用職員（フルタイム）", "annual_full"),
        ("会計年度任用職員", "annual_part"),
        ("定年前再任用短時間勤務職員", "reappointed"),
        ("一般職", "regular"),
        ("ボランティア", None),
    ],
)
def test_employment_types_are_guessed(word, meaning):
    assert guess_employment_type(word) == meaning


@pytest.mark.parametrize(
    ("title", "rank", "is_head"),
    [
        ("部長", "bureau_head", True),
        ("課長補佐", "assistant", False),
        ("次長", "deputy", False),
        ("園長", "section_head", True),
        ("参事", "section_head", False),
        ("市長", "executive", False),
        ("主査", "unit_head", False),
        ("主任主事", "senior", False),
        ("技師", "staff", False),
    ],
)
def test_titles_are_guessed(title, rank, is_head):
    guess = guess_title(title)
    assert (guess.rank_class, guess.is_head) == (rank, is_head)


def test_kinds_and_absences_are_guessed():
    words = ["本務", "兼務", "併任", "課長事務取扱", "", "謎"]
    kinds = ["main", "concurrent", "joint", "acting", "main", None]
    assert [guess_kind(word) for word in words] == kinds
    words = ["休職", "産前産後休暇", "育児短時間勤務", "研修派遣", "在職", "", "謎"]
    classes = ["leave", "leave", "none", "dispatched", "none", "none", None]
    assert [guess_absence(word) for word in words] == classes
