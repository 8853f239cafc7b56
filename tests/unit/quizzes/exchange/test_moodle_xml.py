"""Files in the dialects of Moodle's versions and of scripts; see the data's README."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exchange import moodle_xml, read_file
from quizzes.exchange.moodle_xml.reading import category_path
from quizzes.exchange.parcel import ExchangedItem, FileBroken
from quizzes.item_types import read_document

DATA = Path(__file__).parents[3] / "data" / "exchange" / "moodle_xml"


def items_of(name: str) -> list[ExchangedItem]:
    return moodle_xml.read((DATA / name).read_bytes(), name)


def one(question: str) -> ExchangedItem:
    """Read a file of one question, written as what is in its element."""
    (item,) = moodle_xml.read(f"<quiz>{question}</quiz>".encode(), "a.xml")
    return item


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "moodle_4.xml",
            [
                ("single_choice", "taken"),
                ("multiple_response", "approximated"),  # a tag
                ("true_false", "taken"),
                ("short_text", "approximated"),  # a star and half the points
                ("numeric", "taken"),
                ("matching", "taken"),
                ("cloze", "taken"),
                ("ordering", "taken"),
                ("free_text", "approximated"),  # scored by a person in Moodle
            ],
        ),
        (
            "moodle_1_9.xml",
            [
                ("single_choice", "taken"),
                ("multiple_response", "approximated"),  # 33 each, −100 for a wrong one
                ("numeric", "taken"),
            ],
        ),
        (
            "by_hand.xml",
            [
                ("single_choice", "taken"),
                ("short_text", "taken"),
                ("true_false", "taken"),
            ],
        ),
        (
            "plug_ins.xml",
            [
                ("cloze", "taken"),
                ("cloze", "approximated"),
                ("multiple_response", "taken"),
                ("numeric", "approximated"),
                *[("", "refused")] * 8,
            ],
        ),
    ],
)
def test_each_question_is_taken_approximated_or_refused(name, expected):
    items = items_of(name)

    assert [(item.type, item.status) for item in items] == expected
    for item in items:
        if item.refused:
            assert item.refused.endswith("。")
        else:
            read_document(item.type, item.document)


def test_what_a_question_of_moodle_4_has_comes_along():
    first, second, *_ = items_of("moodle_4.xml")

    assert first.title == "添付ファイル"
    assert first.code == "sec-101"
    assert first.category == ("情報セキュリティ", "メール/Web")
    assert first.document["points"] == 2
    assert first.document["explanation"] == "まず通信を切ります。"
    assert first.document["format"] == "html"
    assert '<img src="image:screen1.png" alt="警告の画面">' in first.document["stem"]
    assert first.images["screen1.png"].startswith(b"\x89PNG")
    assert first.document["options"][0] == {
        "id": "a",
        "text": "LANケーブルを抜く",
        "key": True,
        "explanation": "広がるのを防ぎます。",
    }
    # Keys a third each, the distractor minus a third: right minus wrong.
    assert second.document["scoring"] == "each"


def test_a_distractor_without_a_question_is_one_target_more():
    document = items_of("moodle_4.xml")[5].document

    assert [target["text"] for target in document["targets"]] == [
        "市民課",
        "税務課",
        "会計課",
    ]
    assert [source["target"] for source in document["sources"]] == ["a", "a", "b"]


def test_the_paragraph_before_the_gaps_is_the_stem():
    document = items_of("moodle_4.xml")[6].document

    assert document["stem"] == "文の空欄を埋めてください。"
    assert document["text"] == "不審なメールは[[a]]、[[b]]に知らせる。"
    assert document["gaps"][1] == {"id": "b", "accepted": ["情報政策課", "情政課"]}


def test_the_image_of_a_question_of_moodle_1_9_comes_along():
    item = items_of("moodle_1_9.xml")[1]

    assert list(item.images) == ["flag.gif"]
    assert '<img src="image:flag.gif" alt="">' in item.document["stem"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("broken_cut.xml", "XML として読めません"),
        ("broken_entity.xml", "実体の定義"),
        ("broken_other.xml", "Moodle XML ではありません"),
    ],
)
def test_a_broken_file_says_what_is_wrong(name, what):
    with pytest.raises(FileBroken, match=what) as caught:
        items_of(name)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("$course$/top/甲/乙", ("甲", "乙")),
        ("$system$/top", ()),
        ("甲//乙/丙", ("甲/乙", "丙")),
        ("", ()),
    ],
)
def test_a_category_is_a_path_and_a_double_slash_is_a_slash(text, path):
    assert category_path(text) == path


# Moodle: {weight:KIND:answers}; = is right, %50% is half, # begins feedback.
@pytest.mark.parametrize(
    ("written", "gap"),
    [
        ("{1:SHORTANSWER:=甲~=乙~%0%丙}", {"accepted": ["甲", "乙"]}),
        ("{:SA:%100%甲#よい~*#残念}", {"accepted": ["甲"]}),
        ("{1:SHORTANSWER_C:=A\\~B}", {"accepted": ["A~B"], "fold": False}),
        ("{2:MW:=5 \\} 6 \\# 7}", {"accepted": ["5 } 6 # 7"]}),
        ("{1:NM:=3.5}", {"accepted": ["3.5"]}),
        ("{1:SA:=R&amp;amp;D&amp;#39;s}", {"accepted": ["R&D's"]}),
    ],
)
def test_a_gap_of_text_is_read(written, gap):
    item = one(
        '<question type="cloze"><questiontext format="html"><text>'
        f"問 {{1:MC:=x~y}} と {written}</text></questiontext></question>"
    )
    assert item.document["gaps"][1] == {"id": "b", **gap}


def test_a_cloze_without_a_grade_is_worth_the_weights_of_its_gaps():
    # Moodle writes no default grade for them: 1 and 3 make 4.
    item = one(
        '<question type="cloze"><questiontext format="html"><text>'
        "{1:SA:=a} {3:SA:=b}</text></questiontext></question>"
    )
    assert item.document["points"] == 4
    assert [note for note in item.notes if "重み" in note]


def test_a_question_without_text_is_asked_by_its_name_and_said_so():
    item = one(
        '<question type="shortanswer"><name><text>首都は？</text></name>'
        '<questiontext format="html"><text></text></questiontext>'
        '<answer fraction="99.99999"><text>a &lt; b</text></answer></question>'
    )
    assert item.document["stem"] == "首都は？"
    assert item.document["accepted"] == ["a < b"]
    assert item.status == "approximated"


def test_a_brace_that_opens_no_gap_is_text():
    item = one(
        '<question type="cloze"><questiontext format="html"><text>'
        "集合 {1:2} と {1:SA:=a} と {1:SA:=b"
        "</text></questiontext></question>"
    )
    assert item.document["text"] == "集合 {1:2} と [[a]] と {1:SA:=b"


def test_markup_that_could_run_does_not_come_along():
    item = one(
        '<question type="shortanswer"><questiontext format="html"><text>'
        "<![CDATA[<p onclick='x()'>問<b>1</b><script>x()</script>"
        "<img src='http://example.org/a.png'></p>]]>"
        '</text></questiontext><answer fraction="100"><text>答</text></answer></question>'
    )

    assert item.document["stem"] == "<p>問<b>1</b>［画像：説明なし］</p>"
    assert [note for note in item.notes if "スクリプト" in note]
    assert [note for note in item.notes if "http://example.org/a.png" in note]


@pytest.mark.parametrize(
    ("fractions", "status"),
    [
        ((100, 0, 0), "taken"),
        ((100, 50, 0), "approximated"),
        ((100, -25, 0), "approximated"),
    ],
)
def test_partial_credit_of_one_option_is_never_lost_in_silence(fractions, status):
    answers = "".join(
        f'<answer fraction="{share}"><text>{share}</text></answer>'
        for share in fractions
    ).replace(
        '<answer fraction="0"><text>0</text>', '<answer fraction="0"><text>x</text>', 1
    )
    item = one(
        '<question type="multichoice"><questiontext><text>問</text></questiontext>'
        f"<single>true</single>{answers}</question>"
    )
    assert (item.type, item.status) == ("single_choice", status)


def test_what_moodle_can_not_ask_is_refused_by_the_writer():
    likert = ExchangedItem(
        "1", "尺度", "likert", {"stem": "問", "low": "低", "high": "高"}
    )
    written, (loss,) = moodle_xml.write([likert])

    assert loss.refused
    assert moodle_xml.read(written, "a.xml") == []


def test_a_table_is_written_as_pairs_and_said_so():
    document = {
        "stem": "問",
        "choices": [{"id": "a", "text": "可"}, {"id": "b", "text": "否"}],
        "statements": [
            {"id": "a", "text": "甲", "choice": "b"},
            {"id": "b", "text": "乙", "choice": "a"},
        ],
        "scoring": "each",
    }
    written, (loss,) = moodle_xml.write([ExchangedItem("1", "表", "matrix", document)])
    (found,) = moodle_xml.read(written, "a.xml")

    assert not loss.refused
    assert found.type == "matching"
    assert [source["target"] for source in found.document["sources"]] == ["b", "a"]


def read_or_broken(data: bytes) -> list[ExchangedItem]:
    try:
        return moodle_xml.read(data, "a.xml")
    except FileBroken:
        return []


@given(st.binary(max_size=300))
def test_no_bytes_give_a_traceback(data):
    assert isinstance(read_or_broken(data), list)


PIECES = st.sampled_from(
    [
        *("<question type='cloze'>", "<question type='multichoice'>", "</question>"),
        *(
            "<question type='numerical'>",
            "<question type='matching'>",
            "<text>",
            "</text>",
        ),
        *("<questiontext format='html'>", "</questiontext>", "{1:SA:", "=a~", "}", "{"),
        *("<answer fraction='100'>", "<answer fraction='NaN'>", "</answer>", "1e999"),
        *(
            "<subquestion>",
            "</subquestion>",
            "<answer>",
            "&lt;img src=x&gt;",
            "#",
            "\\",
        ),
        *("<defaultgrade>1e40</defaultgrade>", "<single>false</single>", "[[1]]", "あ"),
        *("<tags><tag>choudo.longest=1e9</tag></tags>", "<question type='gapselect'>"),
        *("<selectoption><text>a</text><group>1</group></selectoption>", "%50%"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_pieces_of_the_format_give_a_traceback(text):
    for suffix in (
        "",
        "</text></questiontext></question>",
        "</text></answer></question>",
    ):
        assert isinstance(read_or_broken(f"<quiz>{text}{suffix}</quiz>".encode()), list)


def test_an_answer_with_anything_in_its_middle_is_no_right_answer():
    answers = "".join(
        f'<answer fraction="100"><text>{text}</text></answer>'
        for text in ("東*都", "東京*", r"\*")
    )
    text = (
        '<quiz><question type="shortanswer"><questiontext format="html">'
        f"<text>首都は？</text></questiontext>{answers}</question></quiz>"
    )
    (item,) = read_file(text.encode(), "x.xml")
    assert item.document["accepted"] == ["東京", "*"]
    assert "「東*都」の途中の *" in item.reason
