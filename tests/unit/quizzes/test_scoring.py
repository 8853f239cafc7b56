"""Properties of scores that hold for every form, key and set of answers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import Option, read_document
from quizzes.item_types.single_choice import SingleChoice
from quizzes.scoring import score_attempt, summarise

IDS = "abc"


def item_with(key, points):
    options = tuple(Option(each, each, each == key, each) for each in IDS)
    return SingleChoice(stem="問", options=options, points=points)


@st.composite
def sittings(draw):
    """A form of 1–8 items in two sections, their documents and some answers."""
    size = draw(st.integers(1, 8))
    points = st.decimals(Decimal("0.25"), 5, places=2)
    documents = {
        number: item_with(draw(st.sampled_from(IDS)), draw(points))
        for number in range(size)
    }
    form = AttemptForm(
        items=tuple(
            FormItem(number, draw(st.sampled_from(["s1", "s2"])), (0, 1, 2))
            for number in range(size)
        )
    )
    answers = st.sampled_from(
        [{"chosen": ids} for ids in ((), ("a",), ("b",), ("c",), ("a", "b"), ("z",))]
    )
    responses = {number: draw(answers) for number in range(size) if draw(st.booleans())}
    shares = st.decimals(0, 1, places=3)
    marks = {"pass_mark": draw(shares), "floors": {"s1": draw(shares)}}
    return form, documents, responses, marks


@given(sittings())
def test_shares_lie_between_0_and_1(sitting):
    form, documents, responses, marks = sitting
    score = score_attempt(form=form, documents=documents, responses=responses, **marks)
    assert all(0 <= part.share <= 1 for part in (score.total, *score.sections))
    assert sum(part.raw for part in score.sections) == score.total.raw
    assert sum(part.maximum for part in score.sections) == score.total.maximum


@given(sittings(), st.data())
def test_one_more_right_answer_never_lowers_a_score(sitting, data):
    form, documents, responses, marks = sitting
    position = data.draw(st.integers(0, len(form) - 1))
    better = {**responses, position: documents[position].right_answer()}
    before = score_attempt(form=form, documents=documents, responses=responses, **marks)
    after = score_attempt(form=form, documents=documents, responses=better, **marks)
    assert after.total.share >= before.total.share
    for old, new in zip(before.sections, after.sections, strict=True):
        assert new.share >= old.share
    assert after.passed >= before.passed


@given(sittings(), st.data())
def test_shuffling_options_changes_nothing(sitting, data):
    form, documents, responses, marks = sitting
    shuffled_form = AttemptForm(
        items=tuple(
            FormItem(
                i.version_id, i.section, tuple(data.draw(st.permutations(i.order)))
            )
            for i in form.items
        )
    )
    shuffled = {
        number: SingleChoice(
            stem=document.stem,
            options=tuple(data.draw(st.permutations(document.options))),
            points=document.points,
        )
        for number, document in documents.items()
    }
    assert score_attempt(
        form=shuffled_form, documents=shuffled, responses=responses, **marks
    ) == score_attempt(form=form, documents=documents, responses=responses, **marks)


@given(sittings())
def test_adding_stored_points_up_gives_the_same_score(sitting):
    form, documents, responses, marks = sitting
    score = score_attempt(form=form, documents=documents, responses=responses, **marks)
    maxima = [documents[item.version_id].points for item in form.items]
    assert summarise(form=form, points=score.points, maxima=maxima, **marks) == score


def test_an_empty_form_has_no_score():
    with pytest.raises(ValueError, match="needs items"):
        score_attempt(
            form=AttemptForm(items=()),
            documents={},
            responses={},
            pass_mark=Decimal("0.8"),
            floors={},
        )


def test_several_options_for_a_single_choice_are_wrong():
    raw = {
        "stem": "問",
        "options": [
            {"text": each, "key": each == "甲", "explanation": each}
            for each in "甲乙丙"
        ],
    }
    document = read_document("single_choice", raw)
    assert document.points_for({"chosen": ["a"]}) == 1
    assert document.points_for({"chosen": ["a", "b"]}) == 0
