"""Twenty questions of every type, with the keyboard alone, each saved as it is given."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Attempt, Response
from tests.browser.quizzes.taking import MARKS, question, saved, values, wait_until
from tests.factories.documents import DOCUMENTS
from tests.factories.people import UserFactory
from tests.factories.quizzes import AttemptFactory, ItemVersionFactory, QuizFactory

pytestmark = MARKS

TYPES = [*DOCUMENTS, *list(DOCUMENTS)[:6]]
IN_FOCUS = "document.activeElement"
WORDS = {"numeric": "1000"}
MOST_TABS = 80


def attempt_of(types):
    """An attempt whose questions are of these types, in this order."""
    quiz = QuizFactory(item_count=0)
    quiz.sections.update(count=len(types))
    objective = quiz.sections.get().objectives.get()
    for kind in types:
        ItemVersionFactory(
            item__objective=objective,
            item__type=kind,
            item__document=DOCUMENTS[kind],
        )
    return AttemptFactory(
        quiz=quiz, employee=UserFactory().employee, started_at=timezone.now()
    )


def tab_to(page, condition):
    """Press Tab until what is in focus fulfils a condition in JavaScript."""
    for _ in range(MOST_TABS):
        if page.evaluate(f"{IN_FOCUS} && {IN_FOCUS} !== document.body && {condition}"):
            return True
        page.keyboard.press("Tab")
    return False


def is_button(words):
    return f"{IN_FOCUS}.matches('button.button') && {IN_FOCUS}.innerText === '{words}'"


def answer(page, kind):
    """Give something at every control of the question, from the first to the last."""
    inside = f"!!{IN_FOCUS}.closest('[data-question]')"
    assert tab_to(page, inside)
    while page.evaluate(inside):
        control = page.evaluate(f"{IN_FOCUS}.type || {IN_FOCUS}.tagName")
        if control in ("radio", "checkbox"):
            page.keyboard.press("Space")
        elif control == "select-one":
            page.keyboard.press("ArrowDown")
        elif control in ("text", "textarea"):
            page.keyboard.type(WORDS.get(kind, "使い回し"))
        page.keyboard.press("Tab")


def test_every_type_is_taken_with_the_keyboard_alone(visit):
    attempt = attempt_of(TYPES)
    page = visit(attempt)
    for number, kind in enumerate(TYPES, start=1):
        answer(page, kind)
        expect(saved(page)).to_have_text(f"保存済み {number}／{len(TYPES)}")
        words = "次へ" if number < len(TYPES) else "見直して提出"
        assert tab_to(page, is_button(words))
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{number + 1 if number < len(TYPES) else 'review'}/")
    stored = Response.objects.order_by("position")
    assert stored.count() == len(TYPES)
    variables = [item.get("n", 1) for item in attempt.form["items"]]
    assert [len(each.value) for each in stored] == variables
    assert tab_to(page, is_button("提出する"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/result/")
    assert Attempt.objects.get().state == Attempt.State.FINISHED


@pytest.mark.parametrize("kind", ["short_text", "free_text", "numeric", "cloze"])
def test_a_text_is_saved_while_it_is_typed_and_kept_when_it_is_not(visit, kind):
    attempt = attempt_of([kind])
    page = visit(attempt)
    field = page.locator("[data-question] :is(input, textarea)")
    field.press_sequentially("12")
    expect(saved(page)).to_have_text("保存済み 1／1")
    context = page.context
    context.set_offline(True)
    field.press_sequentially("3 ")
    field.press_sequentially("4")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(question(attempt, 1))
    expect(again.locator("[data-question] :is(input, textarea)")).to_have_value("123 4")
    name = "b" if kind == "cloze" else "value" if kind == "numeric" else "text"
    wait_until(lambda: values() == [(0, {name: ["123 4"]})])
