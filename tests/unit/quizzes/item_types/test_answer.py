"""Answers: the shape that is accepted, and how they are stored."""

import pytest

from quizzes.item_types import Answer, AnswerInvalid, parse_answer


def parse(chosen, *, flagged=False, confidence="", option_count=3):
    return parse_answer(
        chosen=chosen,
        flagged=flagged,
        confidence=confidence,
        option_count=option_count,
    )


def test_order_and_repeats_do_not_matter():
    assert parse(["b", "a", "b"]).chosen == ("a", "b")


def test_a_cleared_answer_is_stored_empty():
    assert parse([]).to_json() == {}
    assert parse([]).is_empty


def test_a_value_survives_being_stored():
    answer = Answer(chosen=("a",), flagged=True, confidence="low")
    assert answer.to_json() == {
        "chosen": ["a"],
        "flagged": True,
        "confidence": "low",
    }
    assert Answer.from_json(answer.to_json()) == answer


@pytest.mark.parametrize("chosen", [["A"], [""], ["a" * 9], ["a", "b", "c", "d"]])
def test_other_shapes_are_refused(chosen):
    with pytest.raises(AnswerInvalid):
        parse(chosen)


def test_unknown_confidence_is_refused():
    with pytest.raises(AnswerInvalid):
        parse(["a"], confidence="very")
