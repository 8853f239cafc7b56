"""Reading documents: what is accepted, and what each fault says."""

from decimal import Decimal

import pytest

from quizzes.item_types import DocumentInvalid, read_document


def option(text, key=False, **more):
    return {"text": text, "key": key, "explanation": f"{text}の解説", **more}


def single(**more):
    options = [option("甲", key=True), option("乙"), option("丙")]
    return {"stem": "どれですか。", "options": options, **more}


def faults(item_type, raw):
    with pytest.raises(DocumentInvalid) as caught:
        read_document(item_type, raw)
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
    raw["options"][1]["explanation"] = ""
    assert faults("single_choice", raw) == [
        ("stem", "問題文が空です。書いてください。"),
        (
            "points",
            "配点「0」は使えません。0より大きく100以下の数（小数は2桁まで）に"
            "してください。",
        ),
        ("options.1.explanation", "選択肢2の解説が空です。書いてください。"),
    ]


def test_single_choice_refuses_two_keys():
    raw = single()
    raw["options"][1]["key"] = True
    assert faults("single_choice", raw) == [
        ("options", "正答を一つにしてください（今は2個です）。")
    ]


def test_single_choice_refuses_two_options():
    raw = single()
    del raw["options"][2]
    assert faults("single_choice", raw) == [
        ("options", "選択肢は3〜5個にしてください（今は2個です）。")
    ]


@pytest.mark.parametrize("keys", [(0,), (), (0, 1, 2)])
def test_multiple_response_needs_two_keys_and_a_distractor(keys):
    raw = single()
    for place, each in enumerate(raw["options"]):
        each["key"] = place in keys
    assert faults("multiple_response", raw) == [
        ("options", "正答を二つ以上、誤りの選択肢を一つ以上にしてください。")
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
        "同じ記号の選択肢があります。記号を分けてください。",
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
    assert faults("essay", single()) == [
        (
            "type",
            "形式「essay」はありません。single_choice、multiple_response、"
            "true_false のどれかにしてください。",
        )
    ]


@pytest.mark.parametrize(
    ("chosen", "right"),
    [(["a", "b"], True), (["b", "a"], True), (["a"], False), (["a", "b", "c"], False)],
)
def test_multiple_response_is_right_for_exactly_the_keys(chosen, right):
    raw = single()
    raw["options"][1]["key"] = True
    assert read_document("multiple_response", raw).is_right(chosen) is right
