"""Answers: the shape that is accepted, and how they are stored."""

import pytest

from quizzes.item_types import Answer, AnswerInvalid, parse_answer


def parse(chosen, *, flagged=False, confidence="", variables=1):
    return parse_answer(
        given={"chosen": chosen},
        flagged=flagged,
        confidence=confidence,
        variables=variables,
    )


def test_order_and_repeats_do_not_matter():
    assert parse(["b", "a", "b"]).given == {"chosen": ("a", "b")}


def test_a_cleared_answer_is_stored_empty():
    assert parse([]).to_json() == {}
    assert parse([]).is_empty


def test_a_value_survives_being_stored():
    answer = Answer(given={"chosen": ("a",)}, flagged=True, confidence="low")
    assert answer.to_json() == {
        "chosen": ["a"],
        "flagged": True,
        "confidence": "low",
    }
    assert Answer.from_json(answer.to_json()) == answer


@pytest.mark.parametrize(
    "given",
    [
        {"Chosen": ["a"]},
        {"": ["a"]},
        {"a.b.c": ["a"]},
        {"flagged": ["a"]},
        {"chosen": [str(number) for number in range(27)]},
        {"chosen": ["あ" * 2001]},
        {"chosen": ["a\x00"]},
        {"a": ["1"], "b": ["2"], "c": ["3"]},
    ],
)
def test_other_shapes_are_refused(given):
    with pytest.raises(AnswerInvalid):
        parse_answer(given=given, flagged=False, confidence="", variables=2)


def test_empty_texts_clear_a_variable():
    answer = parse_answer(
        given={"a": [" "], "b": [" 12 "]}, flagged=False, confidence="", variables=2
    )
    assert answer.to_json() == {"b": ["12"]}
    assert not answer.is_complete(2)
    assert answer.is_complete(1)


def test_unknown_confidence_is_refused():
    with pytest.raises(AnswerInvalid):
        parse(["a"], confidence="very")
