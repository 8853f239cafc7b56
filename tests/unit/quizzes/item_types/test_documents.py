"""Reading documents: what is accepted, and what each fault says."""

from decimal import Decimal

import pytest

from quizzes.item_types import DocumentInvalid, complete_document, read_document


def option(text, key=False, **more):
    return {"text": text, "key": key, "explanation": f"{text}の解説", **more}


def single(**more):
    options = [option("甲", key=True), option("乙"), option("丙")]
    return {"stem": "どれですか。", "options": options, **more}


def faults(item_type, raw, read=read_document):
    with pytest.raises(DocumentInvalid) as caught:
        read(item_type, raw)
    return [(problem.field, problem.message) for problem in caught.value.problems]


def test_single_choice_gets_ids_by_place_and_one_point():
    document = read_document("single_choice", single())
    assert [each.id for each in document.options] == ["a", "b", "c"]
    assert document.keys == {"a"}
    assert document.points == Decimal(1)


def test_a_document_survives_being_stored():
    document = read_document("single_choice", single(points="2.5"))
    assert read_document("single_choice", document.to_json()) == document
    same = read_document("single_choice", single(points="2.50"))
    assert same.to_json() == document.to_json()


def test_each_fault_names_its_field_and_mend():
    raw = single(stem=" ", points=0)
    assert faults("single_choice", raw) == [
        ("stem", "問題文が空です。書いてください。"),
        (
            "points",
            "配点「0」は使えません。0より大きく100以下の数（小数は2桁まで）に"
            "してください。",
        ),
    ]


def test_publishing_needs_an_explanation_for_every_option():
    raw = single()
    raw["options"][1]["explanation"] = ""
    assert read_document("single_choice", raw).keys == {"a"}
    assert faults("single_choice", raw, complete_document) == [
        ("options.1.explanation", "選択肢2の解説が空です。書いてください。")
    ]


def test_single_choice_refuses_two_keys():
    raw = single()
    raw["options"][1]["key"] = True
    assert faults("single_choice", raw) == [
        ("options", "正答を一つにしてください（今は2個です）。")
    ]


def test_single_choice_refuses_one_option():
    raw = single()
    del raw["options"][1:]
    assert faults("single_choice", raw) == [
        ("options", "選択肢は2〜10個にしてください（今は1個です）。")
    ]


def test_multiple_response_needs_a_key():
    raw = single()
    raw["options"][0]["key"] = False
    assert faults("multiple_response", raw) == [
        ("options", "正答を一つ以上にしてください。")
    ]


def test_true_false_has_its_two_texts_in_order():
    right = {"stem": "文", "options": [option("正しい", key=True), option("誤り")]}
    assert read_document("true_false", right).keys == {"a"}
    turned = {"stem": "文", "options": [option("誤り"), option("正しい", key=True)]}
    assert faults("true_false", turned) == [
        ("options", "選択肢を「正しい」「誤り」の順の二つにしてください。")
    ]


def test_equal_texts_and_ids_are_refused():
    raw = single()
    raw["options"][1] |= {"text": "甲", "id": "a"}
    assert [message for _, message in faults("single_choice", raw)] == [
        "同じ記号の選択肢があります。どちらかを直してください。",
        "同じ文の選択肢があります。どちらかを直してください。",
    ]


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"stem": 3, "options": "x"},
        {"stem": "問", "options": [1, None, []]},
        {"stem": "問", "options": [{"id": 5, "key": "yes"}] * 30, "points": "１つ"},
        single(points=[]),
        single(points="NaN"),
        single(points="Infinity"),
    ],
)
def test_no_shape_of_input_raises_anything_else(raw):
    assert faults("single_choice", raw)


def test_unknown_type_says_which_exist():
    [(field, message)] = faults("essay", single())
    assert field == "type"
    assert message.startswith("形式「essay」はありません。single_choice、")


@pytest.mark.parametrize(
    ("chosen", "right"),
    [(["a", "b"], True), (["b", "a"], True), (["a"], False), (["a", "b", "c"], False)],
)
def test_multiple_response_is_right_for_exactly_the_keys(chosen, right):
    raw = single()
    raw["options"][1]["key"] = True
    assert read_document("multiple_response", raw).is_right({"chosen": chosen}) is right
