"""Aiken as its documentation has it, as others write it, and broken."""

from pathlib import Path

import pytest

from quizzes.exchange import FileBroken, detect, read_file
from quizzes.exchange.aiken import write
from quizzes.exchange.parcel import ExchangedItem

DATA = Path("tests/data/exchange/aiken")


def read(name):
    data = (DATA / name).read_bytes()
    assert detect(data, name) == "aiken"
    return read_file(data, name)


def shown(item):
    options = item.document["options"]
    key = next(n for n, option in enumerate(options) if option["key"])
    return item.document["stem"], [option["text"] for option in options], key


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "documented.txt",
            [
                (
                    "不審なメールは、どうしますか。",
                    ["開く", "担当に知らせる", "転送する"],
                    1,
                ),
                ("離席するときは、どうしますか。", ["ロックする", "そのまま"], 0),
            ],
        ),
        (
            "brackets.txt",
            [
                ("1問目はどれですか。", ["甲", "乙"], 1),
                ("2問目はどれですか。", ["甲", "乙", "丙"], 2),
            ],
        ),
        (
            "wrapped.txt",
            [
                (
                    "長い問題の文が\n二行にわたります。",
                    ["選択肢も\n二行です。", "こちらは一行です。"],
                    0,
                ),
                ("次の問題に空行はありません。", ["甲", "乙"], 1),
            ],
        ),
        (
            "full_width_cp932.txt",
            [
                ("どれですか。", ["甲", "乙"], 1),
                ("離席するときは、画面をロックする。", ["正しい", "誤り"], 0),
            ],
        ),
    ],
)
def test_every_question_with_its_options_and_its_answer(name, expected):
    items = read(name)
    assert [shown(item) for item in items] == expected
    assert [item.refused for item in items] == ["", ""]


def test_an_explanation_after_the_answer_is_kept():
    assert read("brackets.txt")[1].document["explanation"] == "丙だけが当てはまります。"


def test_right_and_wrong_are_true_false():
    assert [i.type for i in read("full_width_cp932.txt")] == [
        "single_choice",
        "true_false",
    ]


@pytest.mark.parametrize(
    "name", ["broken_no_answer.txt", "broken_only_prose.txt", "broken_no_text.txt"]
)
def test_a_broken_file_is_refused_whole(name):
    with pytest.raises(FileBroken):
        read_file((DATA / name).read_bytes(), name, "aiken")


def test_a_question_without_an_answer_is_refused_and_the_next_is_taken():
    text = (
        "一問目\nA. 甲\nB. 乙\n\n"
        "二問目\nA. 甲\nB. 乙\nANSWER: C\n\n"
        "三問目\nA) 甲\nB) 乙\nANSWER: A"
    )
    first, second, third = read_file(text.encode(), "x.txt")
    assert "正答の行がありません" in first.refused
    assert "「C」" in second.refused
    assert not third.refused


def test_two_answers_make_a_multiple_response():
    (item,) = read_file("どれ\nA. 甲\nB. 乙\nC. 丙\nANSWER: A, C".encode(), "x.txt")
    assert (item.type, str(item.status)) == ("multiple_response", "approximated")


def test_what_aiken_cannot_carry_is_said():
    options = [
        {"id": "a", "text": "甲", "key": True, "explanation": "なぜなら"},
        {"id": "b", "text": "乙", "key": False, "explanation": ""},
    ]
    document = {"stem": "どれ", "options": options, "points": 2}
    choice = ExchangedItem("q1", "q1", "single_choice", document)
    several = ExchangedItem("q2", "q2", "multiple_response", document)
    data, (told, refused) = write([choice, several])
    assert data.decode() == "どれ\nA. 甲\nB. 乙\nANSWER: A\n"
    assert (told.refused, "解説・配点" in told.reason) == (False, True)
    assert (refused.refused, refused.place) == (True, "q2")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("AC", [0, 2]),
        ("A and C", [0, 2]),
        ("A/C", [0, 2]),
        ("b)", [1]),
        ("B. 乙", [1]),
        ("乙", [1]),
        ("A B", [0, 1]),
    ],
)
def test_answers_as_people_write_them(answer, expected):
    text = f"どれ？\nA. 甲\nB. 乙\nC. 丙\nANSWER: {answer}\n"
    (item,) = read_file(text.encode(), "x.txt")
    options = item.document["options"]
    assert [n for n, option in enumerate(options) if option["key"]] == expected


@pytest.mark.parametrize("answer", ["banana", "B. 丙", "AA", "Tab", "none"])
def test_a_word_is_not_taken_for_its_last_letter(answer):
    text = f"どれ？\nA. 甲\nB. 乙\nC. 丙\nANSWER: {answer}\n"
    (item,) = read_file(text.encode(), "x.txt")
    assert answer in item.refused


def test_euc_jp_is_not_read_as_half_width_kana():
    text = "問い\nA. はい\nB. いいえ\nANSWER: B\n"
    (item,) = read_file(text.encode("euc-jp"), "x.txt")
    assert item.document["stem"] == "問い"
    (item,) = read_file("表とｿﾌﾄ\nA. ア\nB. イ\nANSWER: B\n".encode("cp932"), "x.txt")
    assert item.document["stem"] == "表とｿﾌﾄ"
