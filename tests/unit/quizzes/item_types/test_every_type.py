"""What docs/item-types.md promises of every type, whatever it asks."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.item_types import (
    TYPES,
    DocumentInvalid,
    complete_document,
    missing_from,
    parse_answer,
    read_document,
)
from quizzes.item_types.scenario import Scenario
from tests.factories.documents import DOCUMENTS

ROOT = Path(__file__).parents[4]
EVERY = sorted(TYPES)
SCORED = [name for name in EVERY if TYPES[name].scored]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def document(item_type):
    return complete_document(item_type, DOCUMENTS[item_type])


def controls(body):
    """Every control of a form without script: name, and the value it would send."""
    for interaction in body.interactions:
        for choice in interaction.choices:
            yield interaction.name, choice.value
        if not interaction.choices:
            yield interaction.name, "何か"


def test_every_type_has_its_row_in_the_table():
    table = (ROOT / "docs/item-types.md").read_text(encoding="utf-8")
    assert [name for name in EVERY if f"| `{name}` |" not in table] == []
    assert set(DOCUMENTS) == set(EVERY)


@pytest.mark.parametrize("item_type", EVERY)
def test_a_document_survives_being_stored(item_type):
    stored = json.loads(json.dumps(document(item_type).to_json()))
    assert read_document(item_type, stored) == document(item_type)
    assert stored == DOCUMENTS[item_type]


@pytest.mark.parametrize("item_type", SCORED)
def test_the_right_answer_earns_all_points_and_nothing_earns_none(item_type):
    read = document(item_type)
    assert read.points_for(read.right_answer()) == read.points > 0
    assert read.is_right(read.right_answer())
    assert read.points_for({}) == 0
    assert read.points_for({name: ["z9"] for name in read.variables}) == 0


@pytest.mark.parametrize("item_type", EVERY)
def test_the_form_asks_for_exactly_its_variables(item_type):
    read = document(item_type)
    names = {name for name, _value in controls(read.body())}
    assert names == set(read.variables)
    parsed = parse_answer(
        given=read.right_answer(),
        flagged=False,
        confidence="",
        variables=len(read.variables),
    )
    assert read.is_right(parsed.given) is read.scored


@pytest.mark.parametrize("item_type", SCORED)
def test_the_form_shows_what_is_given(item_type):
    read = document(item_type)
    given = read.right_answer()
    shown = {}
    for interaction in read.body(given=given).interactions:
        chosen = [choice.value for choice in interaction.choices if choice.chosen]
        shown[interaction.name] = chosen or [interaction.value]
    assert shown == given


@pytest.mark.parametrize("item_type", EVERY)
def test_a_drawn_order_changes_places_and_nothing_else(item_type):
    read = document(item_type)
    order = tuple(reversed(range(read.order_length)))
    plain, drawn = read.body(), read.body(order)
    assert sorted(controls(drawn)) == sorted(controls(plain))
    if read.order_length > 1:
        assert list(controls(drawn)) != list(controls(plain))


@pytest.mark.parametrize("item_type", SCORED)
def test_the_review_says_what_is_right(item_type):
    read = document(item_type)
    for review in (read.review(read.right_answer()), read.review({})):
        parts = review.parts or (review,)
        assert all(part.options or part.answers for part in parts)
    assert read.review(read.right_answer()).right
    assert read.review(read.right_answer()).answered
    assert not read.review({}).answered


@pytest.mark.parametrize("item_type", EVERY)
@given(raw=st.dictionaries(st.sampled_from(["stem", "text", "x"]), JSON))
def test_no_shape_of_document_raises_anything_else(item_type, raw):
    full = DOCUMENTS[item_type]
    for mixed in (raw, {**full, **raw}, {**full, **dict.fromkeys(full, raw)}):
        assert all(each.message for each in missing_from(item_type, mixed))


@pytest.mark.parametrize("item_type", EVERY)
@pytest.mark.parametrize("field", ["stem", "points", "options", "parts", "gaps"])
@pytest.mark.parametrize("value", [None, 3, "x", [], [{}], [[]], {}, -1, "NaN"])
def test_no_field_of_another_shape_raises_anything_else(item_type, field, value):
    raw = {**DOCUMENTS[item_type], field: value}
    assert all(each.message for each in missing_from(item_type, raw))


@pytest.mark.parametrize("item_type", EVERY)
@given(
    answer=st.dictionaries(
        st.sampled_from(
            ["chosen", "a", "b", "c", "value", "text", "p1.chosen", "p2.a"]
        ),
        st.lists(st.sampled_from(["a", "b", "x", "1", "2", "1000", ""]), max_size=3),
    )
)
def test_points_lie_between_nothing_and_all_for_any_answer(item_type, answer):
    read = document(item_type)
    assert 0 <= read.points_for(answer) <= read.points
    read.review(answer)
    read.body(given=answer)


@pytest.mark.parametrize(
    ("item_type", "given", "points"),
    [
        # right − wrong, of two keys, one point
        ("multiple_response", {"chosen": ["a"]}, "0.5"),
        ("multiple_response", {"chosen": ["a", "b", "c"]}, "0.5"),
        ("multiple_response", {"chosen": ["a", "c", "d"]}, "0"),
        # one of two sources, two points
        ("matching", {"a": ["x"], "b": ["x"]}, "1"),
        # only the last entry stands at its place, three points
        ("ordering", {"a": ["2"], "b": ["1"], "c": ["3"]}, "1"),
        # 1000 ± 24
        ("numeric", {"value": ["１，０２４ＭＢ"]}, "1"),
        ("numeric", {"value": ["1024 メガバイト"]}, "1"),
        ("numeric", {"value": ["1025"]}, "0"),
        ("numeric", {"value": ["976"]}, "1"),
        ("numeric", {"value": ["千"]}, "0"),
        ("short_text", {"text": ["ｔｌｓ"]}, "1"),
        ("short_text", {"text": ["てぃーえるえす"]}, "1"),
        ("short_text", {"text": ["SSL"]}, "0"),
        ("cloze", {"a": ["b"], "b": ["つかいまわし"]}, "1"),
        ("cloze", {"a": ["b"], "b": ["再 利用"]}, "2"),
        # two of three statements, three points
        ("matrix", {"a": ["n"], "b": ["y"], "c": ["y"]}, "2"),
        ("hottext", {"chosen": ["a", "c"]}, "0"),
        ("hottext", {"chosen": ["a"]}, "1"),
        # 1 for the choice and 1 of 3 for the order
        ("scenario", {"p1.chosen": ["a"], "p2.a": ["1"]}, "2"),
        ("likert", {"chosen": ["5"]}, "0"),
    ],
)
def test_points(item_type, given, points):
    assert document(item_type).points_for(given) == Decimal(points)


def test_thirds_are_rounded_down_to_hundredths():
    raw = {**DOCUMENTS["ordering"], "points": 1}
    assert read_document("ordering", raw).points_for({"a": ["1"]}) == Decimal("0.33")


def test_a_drawn_order_of_a_scenario_is_cut_into_its_parts():
    """Three options (0–2) and three entries (3–5), mixed."""
    read = document("scenario")
    assert isinstance(read, Scenario)
    body = read.body((5, 2, 0, 4, 1, 3))
    first, second = body.parts
    assert [c.value for c in first.interactions[0].choices] == ["c", "a", "b"]
    assert [i.name for i in second.interactions] == ["p2.c", "p2.b", "p2.a"]


@pytest.mark.parametrize("item_type", SCORED)
def test_publishing_needs_an_explanation(item_type):
    bare = json.loads(
        json.dumps(DOCUMENTS[item_type]), object_hook=lambda o: {**o, "explanation": ""}
    )
    with pytest.raises(DocumentInvalid, match="解説"):
        complete_document(item_type, bare)


def test_the_key_of_a_gap_stands_in_the_text_once():
    raw = {**DOCUMENTS["cloze"], "text": "合言葉は[[a]]桁以上、[[a]]です。"}
    with pytest.raises(DocumentInvalid, match="一度ずつ"):
        read_document("cloze", raw)
