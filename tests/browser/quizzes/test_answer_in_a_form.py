"""A question's form is read and put back by name and value, whatever it asks with."""

import pytest

from tests.browser.quizzes.taking import MARKS

pytestmark = MARKS

FORM = """
() => {
  const form = document.createElement("form");
  form.innerHTML = `
    <input type="hidden" name="csrfmiddlewaretoken" value="t">
    <input type="hidden" name="base" value="3">
    <input type="hidden" name="save_id">
    <input type="radio" name="p1.chosen" value="a">
    <input type="radio" name="p1.chosen" value="b">
    <input type="checkbox" name="chosen" value="x">
    <input type="checkbox" name="chosen" value="y">
    <select name="s"><option value=""></option><option>1</option><option>2</option>
    </select>
    <input type="text" name="text">
    <input type="number" name="value">
    <textarea name="long"></textarea>
    <input type="radio" name="confidence" value="high">
    <input type="checkbox" name="flagged" value="1">
    <button name="go" value="2"></button>
    <button name="clear" value="1"></button>`;
  document.body.append(form);
  window.form = form;
}
"""
EVERYTHING = {
    "p1.chosen": ["b"],
    "chosen": ["x", "y"],
    "s": ["2"],
    "text": ["市民 課"],
    "value": ["1.5"],
    "long": ["一行目\n二行目"],
    "flagged": True,
    "confidence": "high",
}


@pytest.fixture
def call(visit, attempt):
    """Call a function of the module with the form and an argument."""
    page = visit(attempt)
    page.evaluate(FORM)
    return lambda name, given=None: page.evaluate(
        "async ([name, given]) => (await import('/static/js/quiz-answer.js'))"
        "[name](window.form, given)",
        [name, given],
    )


def test_what_is_put_back_is_what_is_read(call):
    call("showAnswer", EVERYTHING)
    assert call("answerIn") == [
        ["p1.chosen", "b"],
        ["chosen", "x"],
        ["chosen", "y"],
        ["s", "2"],
        ["text", "市民 課"],
        ["value", "1.5"],
        ["long", "一行目\n二行目"],
        ["confidence", "high"],
        ["flagged", "1"],
    ]


def test_fields_as_kept_are_put_back_over_another_answer(call):
    call("showAnswer", EVERYTHING)
    fields = [["p1.chosen", "a"], ["chosen", "y"], ["text", "別"]]
    call("showFields", fields)
    assert call("answerIn") == fields


def test_no_answer_empties_every_control(call):
    call("showAnswer", EVERYTHING)
    call("showAnswer", {})
    assert call("answerIn") == []


def test_clearing_leaves_the_marks(call):
    call("showAnswer", EVERYTHING)
    call("clearAnswer")
    assert call("answerIn") == [["confidence", "high"], ["flagged", "1"]]
