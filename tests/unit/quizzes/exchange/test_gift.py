"""GIFT as its documentation has it, as others write it, and broken."""

from pathlib import Path

import pytest

from quizzes.exchange import FileBroken, detect, read_file

DATA = Path("tests/data/exchange/gift")


def read(name):
    data = (DATA / name).read_bytes()
    assert detect(data, name) == "gift"
    return {item.title: item for item in read_file(data, name)}


def one(text):
    (item,) = read_file(text.encode(), "x.gift", "gift")
    assert not item.refused, item.refused
    return item


def keys(item):
    return [option["text"] for option in item.document["options"] if option["key"]]


@pytest.fixture(scope="module")
def documented():
    return read("documented.gift")


def test_every_question_of_the_documented_file_is_accounted_for(documented):
    assert len(documented) == 17
    refused = [title for title, item in documented.items() if item.refused]
    assert refused == ["説明"]
    assert "説明文" in documented["説明"].refused
    approximated = [title for title, item in documented.items() if item.notes]
    assert approximated == ["短答", "複数の数", "論述"]


def test_one_right_answer_with_feedback(documented):
    item = documented["一つ"]
    assert (item.place, item.type) == ("5行目", "single_choice")
    assert item.category == ("情報セキュリティ", "メール")
    assert item.document["options"][0] == {
        "id": "a",
        "text": "開いて確かめる",
        "key": False,
        "explanation": "開いてはいけません。",
    }
    assert keys(item) == ["担当に知らせる"]
    assert item.document["explanation"] == "全庁で同じ手順です。"


def test_answers_within_the_sentence_leave_a_blank(documented):
    item = documented["不審なメールは"]
    assert item.document["stem"] == "不審なメールは _____ 開きません。"
    assert keys(item) == ["決して"]
    assert documented["文中"].document["stem"] == "二と二を足すと_____です。"


def test_weights_that_take_back_what_is_wrong_are_scored_part_by_part(documented):
    item = documented["重み"]
    assert (item.type, item.document["scoring"]) == ("multiple_response", "each")
    assert (keys(item), item.notes) == (["氏名", "顔の写真"], ())


def test_true_and_false_with_feedback_for_wrong_and_right(documented):
    options = documented["正誤"].document["options"]
    assert [(o["text"], o["key"], o["explanation"]) for o in options] == [
        ("正しい", True, "そのとおりです。"),
        ("誤り", False, "ロックします。"),
    ]
    assert keys(documented["正誤2"]) == ["誤り"]


def test_short_answers_and_what_earns_a_part_of_the_points(documented):
    item = documented["短答"]
    assert item.document["accepted"] == ["フィッシング", "フィッシング詐欺"]
    assert item.notes == ("部分点（50%）の答え「詐欺」は、正答に入れていません。",)


def test_matching_with_a_distractor(documented):
    document = documented["組み合わせ"].document
    assert [s["target"] for s in document["sources"]] == ["a", "b"]
    assert [t["text"] for t in document["targets"]] == ["東京", "ローマ", "大阪"]
    assert document["scoring"] == "each"


@pytest.mark.parametrize(
    ("title", "value", "tolerance"),
    [("数", 1500, "0.5"), ("範囲", 3, 2), ("複数の数", 1868, 0)],
)
def test_numbers_with_tolerance_and_range(documented, title, value, tolerance):
    document = documented[title].document
    assert (document["value"], document["tolerance"]) == (value, tolerance)


def test_escaped_signs_are_themselves(documented):
    options = documented["記号"].document["options"]
    assert [o["text"] for o in options] == ["= 2 + 2", "= 2 + 3", r"~ # { } : \\"[:-1]]


def test_formats_of_text(documented):
    assert documented["書式"].document["stem"] == "<p>次の<b>どちら</b>ですか。</p>"
    markdown = documented["マークダウン"].document
    assert (markdown["format"], "<strong>どちら</strong>" in markdown["stem"]) == (
        "html",
        True,
    )
    assert documented["そのまま"].document["stem"] == "<b> は何を表しますか。"


def test_an_essay_is_a_text_without_points(documented):
    assert documented["論述"].type == "free_text"


def test_what_moodle_exports():
    found = read("moodle_export.txt")
    picture = found["画像のある問題"]
    assert (picture.code, picture.category) == ("sec-101", ("研修 2026",))
    assert "［画像：構成図］" in picture.document["stem"]
    assert any("画像「図.png」" in note for note in picture.notes) or any(
        "画像" in note for note in picture.notes
    )
    assert [o["text"] for o in picture.document["options"]] == ["左", "右", "中央"]
    three = found["三つ"]
    assert (three.notes, len(keys(three))) == ((), 3)
    short = found["短答"].document
    assert short["accepted"] == ["ＤＸ", "ディーエックス"]
    number = found["数"].document
    assert (number["value"], number["tolerance"]) == ("12.5", "0.5")
    assert "単位を確かめてください。" in number["explanation"]


def test_what_is_typed_by_hand_in_cp932():
    found = list(read("by_hand_cp932.txt").values())
    assert [item.type for item in found] == [
        "single_choice",
        "true_false",
        "matching",
        "short_text",
    ]
    assert keys(found[1]) == ["誤り"]
    assert found[3].document["accepted"] == ["㈱", "株式会社"]


def test_what_a_program_writes():
    found = read("generated.gift")
    assert found["式"].document["stem"] == r"次の値は？ $\frac{1}{2}$"
    assert found["式"].code == "GEN 001"
    assert found["二つの正答"].type == "multiple_response"
    assert len(found["二つの正答"].notes) == 2  # of its tag, and of its two keys
    assert found["減点"].notes
    assert (found["符号"].document["value"], found["符号"].document["tolerance"]) == (
        -4,
        1,
    )
    assert "正答がありません" in found["答えなし"].refused
    assert "問題文がありません" in found["空"].refused


def test_files_of_another_parser():
    coffee, pages = read("pegjs/shortAnswerNotMatching.gift").values()
    assert keys(coffee) == ["get coffee powder -> add water"]
    assert len(pages.document["options"]) == 3
    (latex,) = read("pegjs/newlineAndLaTeX.gift").values()
    assert latex.document["stem"] == r"Blah blah $ 1 \neq 0 $"
    (symbols,) = read("pegjs/symbolsAll.gift").values()
    assert (symbols.type, "~!@#$%^&*()_+{}|:" in symbols.document["stem"]) == (
        "true_false",
        True,
    )
    (tagged,) = read("pegjs/tag_id_and_two_tags.gift").values()
    assert (tagged.code, tagged.type) == ("393", "free_text")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("broken_unclosed.gift", "3行目からの問題：「{」に対応する「}」がありません"),
        ("broken_no_question.txt", "一つもありません"),
        ("broken_no_text.gift", "文字コード|制御文字"),
    ],
)
def test_a_broken_file_says_where_and_what(name, reason):
    with pytest.raises(FileBroken, match=reason):
        read_file((DATA / name).read_bytes(), name, "gift")


def test_a_closing_brace_that_never_opened_is_that_questions_fault():
    first, second = read_file("問い } です\n\n問い{=甲 ~乙}".encode(), "x", "gift")
    assert "「}」" in first.refused
    assert not second.refused


def test_two_answer_fields_are_refused():
    (item,) = read_file("水は{=一つ}の酸素と{=二つ}の水素".encode(), "x", "gift")
    assert "二つ以上" in item.refused


def test_an_attribute_in_an_answer_is_no_answer():
    item = one('どれですか。{=<span class="a">甲</span> ~<p style="color: red">乙</p>}')
    assert [o["text"] for o in item.document["options"]] == ["甲", "乙"]


def test_a_character_reference_is_no_feedback():
    item = one("どれですか。{=it&#39;s ~乙#なぜ}")
    assert [o["text"] for o in item.document["options"]] == ["it's", "乙"]


def test_entities_are_characters_except_in_plain_text():
    assert one("a &lt; b ですか。{T}").document["stem"] == "a < b ですか。"
    assert one("[plain]a &lt; b ですか。{T}").document["stem"] == "a &lt; b ですか。"


def test_a_script_never_gets_in():
    item = one("[html]<p>問い<script>alert(1)</script></p>{T}")
    assert "script" not in item.document["stem"]


def test_questions_without_a_blank_line_between_them():
    text = "::甲::問い一 {=あ ~い}\n::乙::問い二 {T}\n\n::丙::文\n::途中 {=う ~え}\n"
    found = read_file(text.encode(), "x.gift")
    assert [item.title for item in found] == ["甲", "乙", "丙"]
    assert [item.type for item in found] == [
        "single_choice",
        "true_false",
        "single_choice",
    ]


def test_tags_of_others_are_told():
    item = one("// [id:n-1] [tag:春] [tag:choudo.points=2]\n::甲::問い {=あ ~い}\n")
    assert (item.code, item.document["points"]) == ("n-1", 2)
    assert item.notes == ("タグ（春）は取り込みませんでした。",)


def test_an_answer_with_anything_in_its_middle_is_no_right_answer():
    item = one("::甲::首都は？ {=東京 =東*都 =東京都*}\n")
    assert item.document["accepted"] == ["東京", "東京都"]
    assert "途中に「*」のある答え「東*都」" in item.reason
