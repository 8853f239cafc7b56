"""Answers follow the model: right as often as it says, wrong in known ways."""

import math

import pytest

from learning.simulation.answers import ItemModel, answer, item_model, probability
from learning.simulation.chance import stream
from quizzes.item_types import read_document

MODEL = ItemModel(
    discrimination=1.2,
    difficulty=0.5,
    right={"chosen": ("a",)},
    wrong=(({"chosen": ("b",)}, 0.7), ({"chosen": ("c",)}, 1)),
)


def document(item_type="single_choice", keys="a", ids="abc"):
    options = [
        {
            "id": each,
            "text": f"選択肢{each}",
            "key": each in keys,
            "explanation": "解説",
        }
        for each in ids
    ]
    return read_document(item_type, {"stem": "問い", "options": options})


@pytest.mark.parametrize(
    ("ability", "expected"),
    [
        (0.5, 0.5),  # at the difficulty: one half
        (1.5, 0.768525),  # 1 / (1 + e^-1.2)
        (-0.5, 0.231475),  # 1 / (1 + e^1.2)
    ],
)
def test_probability(ability, expected):
    assert probability(ability, MODEL) == pytest.approx(expected, abs=1e-6)


def test_right_below_the_probability():
    given = answer(0.5, MODEL, (0.49, 0.9, 0.9))
    assert given.given == {"chosen": ("a",)}


@pytest.mark.parametrize(
    ("which", "chosen"), [(0.05, ("b",)), (0.70, ("b",)), (0.75, ("c",))]
)
def test_wrong_above_it_by_the_shares(which, chosen):
    """0.04 are left out; 0.70 is (0.70 - 0.04) / 0.96 = 0.6875 < 0.7, 0.75 is 0.74."""
    assert answer(0.5, MODEL, (0.51, which, 0.9)).given == {"chosen": chosen}


def test_a_few_are_left_out():
    assert answer(0.5, MODEL, (0.51, 0.03, 0.9)) is None


def test_the_wrong_answers_of_a_multiple_response():
    drawn = item_model(
        seed=1,
        code="x",
        document=document("multiple_response", keys="ab", ids="abc"),
        pass_mark=0.7,
    )
    assert drawn.right == {"chosen": ("a", "b")}
    assert {given["chosen"] for given, _share in drawn.wrong} == {
        ("b",),
        ("a",),
        ("a", "b", "c"),
    }


def test_the_same_item_always_has_the_same_model():
    one, two = (
        item_model(seed=3, code="item-1", document=document(), pass_mark=0.8)
        for _time in range(2)
    )
    assert one == two
    other = item_model(seed=3, code="item-2", document=document(), pass_mark=0.8)
    assert other.difficulty != one.difficulty


def test_difficulties_are_centred_below_the_pass_mark():
    """ln(0.8 / 0.2) = 1.386; with the ease of 0.35 the centre is -1.736."""
    drawn = [
        item_model(seed=5, code=f"item-{n}", document=document(), pass_mark=0.8)
        for n in range(400)
    ]
    mean = math.fsum(each.difficulty for each in drawn) / len(drawn)
    assert mean == pytest.approx(-1.736, abs=0.12)  # 0.7 / sqrt(400) = 0.035


def test_streams_differ_by_purpose():
    assert stream(1, "a").random() != stream(1, "b").random()
    assert stream(1, "a").random() == stream(1, "a").random()
