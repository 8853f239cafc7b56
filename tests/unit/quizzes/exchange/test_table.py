"""The table of items: our headings, those of others, and broken files."""

from pathlib import Path

import pytest

from quizzes.exchange import FORMATS, FileBroken, Status, detect, read_file
from quizzes.exchange.parcel import ExchangedItem
from quizzes.exchange.table.template import EXAMPLES, workbook
from tests.factories.document_strategies import FIELDS

DATA = Path("tests/data/exchange/table")


def read(name):
    data = (DATA / name).read_bytes()
    assert detect(data, name) == "csv"
    return read_file(data, name)


def rows(text):
    return read_file(text.encode(), "x.csv")


def test_english_headings_with_tabs_in_utf_16():
    single, several, judged = read("english_tabs_utf16.txt")
    assert [o["key"] for o in single.document["options"]] == [False, True, False]
    assert single.document["explanation"] == "Always report."
    assert [o["key"] for o in several.document["options"]] == [True, False, True]
    assert (judged.type, judged.document["options"][0]["key"]) == ("true_false", True)


def test_japanese_headings_of_others_in_cp932():
    single, judged, short = read("japanese_cp932.csv")
    # 問1 is the number of a row: another file has a 問1 of its own.
    assert (single.code, single.objective) == ("", "情報セキュリティ")
    assert [o["key"] for o in single.document["options"]] == [False, True, False]
    assert single.document["points"] == 2
    assert single.notes == ("形式が空なので、「一つ選ぶ」として読みました。",)
    assert (judged.type, short.type) == ("true_false", "short_text")


def test_the_right_option_may_be_written_out():
    first, second = read("answer_as_text.csv")
    assert first.document["options"][0]["key"]
    assert "正答「丁」" in second.refused


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("broken_unclosed_quote.csv", "引用符"),
        ("broken_no_stem.csv", "「問題文」の列がありません"),
        ("broken_long_row.csv", "3行目：見出しは 4 列ですが"),
    ],
)
def test_a_broken_table_says_where_and_what(name, reason):
    with pytest.raises(FileBroken, match=reason):
        read_file((DATA / name).read_bytes(), name)


def test_an_unknown_type_is_refused_with_those_there_are():
    (item,) = rows("形式,問題文,正答\n口頭試問,問い,答え\n")
    assert "一つ選ぶ、すべて選ぶ" in item.refused


def test_the_template_has_every_type_and_can_be_taken_as_it_is():
    items = read_file(workbook(), "items-template.xlsx")
    assert {item.type for item in items} == set(FIELDS)
    assert {item.status for item in items} == {Status.TAKEN}
    assert [item.document["stem"] for item in items] == [
        document["stem"] for _, document in EXAMPLES
    ]


def test_no_cell_of_a_written_table_is_a_formula():
    document = {"stem": "=1+1", "accepted": ["@SUM(A1)"], "points": 1}
    item = ExchangedItem("q", "q", "short_text", document)
    data, _ = FORMATS["csv"].write([item])
    assert "'=1+1" in data.decode("utf-8-sig")
    assert "'@SUM(A1)" in data.decode("utf-8-sig")
    data, _ = FORMATS["xlsx"].write([item])
    assert b"<f>" not in data


def test_cp932_says_which_characters_it_changed():
    item = ExchangedItem("q", "q", "short_text", {"stem": "𠮷野", "accepted": ["よし"]})
    data, losses = FORMATS["csv_cp932"].write([item])
    assert "〓野" in data.decode("cp932")
    assert "𠮷→〓" in losses[0].reason


def test_a_scenario_has_no_row():
    data, losses = FORMATS["csv"].write([ExchangedItem("q", "q", "scenario")])
    assert losses[0].refused
    assert len(data.decode("utf-8-sig").splitlines()) == 1


def keys(item):
    return [option["key"] for option in item.document["options"]]


@pytest.mark.parametrize(
    "heading",
    [
        "No.,問題,ア,イ,ウ,正解",
        "番号,問題,A,B,C,答え",
        "No,設問,選択肢①,選択肢②,選択肢③,正答番号",
        "No,Question - max 120 characters,Answer 1 - max 75 characters,"
        "Answer 2 - max 75 characters,Answer 3 - max 75 characters,"
        "Correct answer(s) - choose at least one",
    ],
)
@pytest.mark.parametrize("answer", ["イ", "B", "②", "2", "ｲ"])
def test_options_as_people_head_them(heading, answer):
    (item,) = rows(f"{heading}\n1,離席のときは？,放置,ロック,退庁,{answer}\n")
    assert (item.type, keys(item)) == ("single_choice", [False, True, False])
    assert item.code == ""


def test_what_stands_in_other_columns_is_told_where_it_is_filled():
    first, second = rows(
        "問題文,形式,正答,options,制限時間\nある？,短答,はい,a|b,20\nない？,短答,はい,,\n"
    )
    assert first.status is Status.APPROXIMATED
    assert first.reason == "「options」、「制限時間」の列は取り込みませんでした。"
    assert second.status is Status.TAKEN


def test_a_heading_of_codes_keeps_numbers_and_a_count_of_rows_does_not():
    (item,) = rows("コード,問題文,正答\n12,ある？,はい\n")
    assert item.code == "12"
    (item,) = rows("番号,問題文,正答\nnet-12,ある？,はい\n")
    assert item.code == "net-12"


def test_an_answer_that_is_a_place_and_another_text_is_told():
    (item,) = rows("問題,選択肢1,選択肢2,選択肢3,選択肢4,正解\n4番目は？,2,4,5,9,4\n")
    assert keys(item) == [False, False, False, True]
    assert "同じ文の選択肢もある" in item.reason


def test_multiple_choice_is_one_or_several_by_its_answer():
    one, several = rows(
        "question,question type,option 1,option 2,option 3,correct answer\n"
        'One?,Multiple Choice,a,b,c,2\nSome?,Multiple Choice,a,b,c,"1,3"\n'
    )
    assert (one.type, one.status) == ("single_choice", Status.TAKEN)
    assert (several.type, keys(several)) == ("multiple_response", [True, False, True])


def test_a_label_may_end_in_a_backslash():
    (item,) = rows(
        "形式,問題文,本文,正答\n怪しいところを選ぶ,どこ？,"
        "共有 C:\\\\：：場所は [[a|//evil]] と [[b|社内]] です,a\n"
    )
    (line,) = item.document["lines"]
    assert line["label"] == "共有 C:\\"
    assert line["segments"][0] == {"text": "場所は "}
