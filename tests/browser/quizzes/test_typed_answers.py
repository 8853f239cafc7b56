"""What is typed is saved meanwhile, and kept in the browser while it cannot be."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.quizzes.taking import MARKS, question, saved, values, wait_until
from tests.factories.documents import DOCUMENTS
from tests.factories.people import UserFactory
from tests.factories.quizzes import AttemptFactory, ItemVersionFactory, QuizFactory

pytestmark = MARKS


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
