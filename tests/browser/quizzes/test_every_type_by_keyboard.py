"""Twenty items of every type, answered with the keyboard alone and without script."""

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import read_document
from quizzes.models import Attempt
from tests.browser.quizzes.taking import MARKS, saved
from tests.factories.documents import DOCUMENTS
from tests.factories.people import UserFactory
from tests.factories.quizzes import AttemptFactory, ItemVersionFactory

pytestmark = MARKS

# All fourteen, and six of them once more.
TYPES = [*DOCUMENTS, "cloze", "matrix", "hottext", "scenario", "matching", "ordering"]
ANYTHING = {"likert": {"chosen": ["4"]}, "rating": {"chosen": ["7"]}}
ANYTHING["free_text"] = {"text": ["特にありません"]}
FOCUSED = """() => {
  const e = document.activeElement;
  return {
    name: e.name || "", type: e.type || "", value: e.value || "",
    asks: Boolean(e.closest("[data-question]")), text: e.innerText || "",
    values: e.options ? Array.from(e.options, (o) => o.value) : [],
  };
}"""
MOST_STOPS = 80


@pytest.fixture
def attempt():
    items = []
    for number, item_type in enumerate(TYPES):
        version = ItemVersionFactory(
            item__code=f"every-{number}",
            item__type=item_type,
            item__document=DOCUMENTS[item_type],
        )
        order = tuple(reversed(range(version.order_length)))
        items.append(FormItem(version.pk, "s1", order, version.variable_count))
    return AttemptFactory(
        employee=UserFactory().employee,
        started_at=timezone.now(),
        form=AttemptForm(tuple(items)).to_json(),
    )


def right_answer(item_type):
    return (
        ANYTHING.get(item_type)
        or read_document(item_type, DOCUMENTS[item_type]).right_answer()
    )


def press_until(page, text):
    """Tab until the button of this text has the focus, and press it."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["type"] == "submit" and focused["text"].strip() == text:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard never reaches {text}")


def answer(page, given):
    """Tab through one question and give the answer, then go on."""
    left = {name: list(texts) for name, texts in given.items()}
    for _stop in range(MOST_STOPS):
        if not any(left.values()):
            return
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        wanted = left.get(focused["name"])
        if focused["asks"] and wanted:
            give(page, focused, wanted)
    raise AssertionError(f"the keyboard never reaches {left}")


def give(page, focused, wanted):
    kind = focused["type"]
    if kind == "checkbox":
        if focused["value"] in wanted:
            page.keyboard.press("Space")
            wanted.remove(focused["value"])
        return
    text = wanted.pop()
    if kind == "radio":
        choose(page, text)
    elif kind == "select-one":
        for _step in range(focused["values"].index(text)):
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type(text)


def choose(page, value):
    """Choose in a group of radios: Space takes the first, arrows the others."""
    page.keyboard.press("Space")
    for _step in range(MOST_STOPS):
        if page.evaluate(FOCUSED)["value"] == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no radio {value}")


@pytest.mark.parametrize("script", [True, False])
def test_twenty_items_of_every_type_with_the_keyboard_alone(visit, attempt, script):
    assert len(TYPES) == 20
    page = visit(attempt, script=script)
    for number, item_type in enumerate(TYPES, start=1):
        here = page.locator(".question__number").first
        expect(here).to_contain_text(f"問 {number}")
        answer(page, right_answer(item_type))
        if script:
            expect(saved(page)).to_have_text(f"保存済み {number}／20")
        press_until(page, "次へ" if number < len(TYPES) else "見直して提出")
    expect(page.get_by_text("すべての問題に解答が保存されています")).to_be_visible()
    press_until(page, "提出する")
    expect(page.locator(".banner--success")).to_be_visible()
    done = Attempt.objects.get(pk=attempt.pk)
    assert done.raw_score == done.max_score
    points = (Decimal(DOCUMENTS[each].get("points", 0)) for each in TYPES)
    assert done.max_score == sum(points)


@pytest.mark.parametrize("width", [1366, 390])
def test_every_type_is_free_of_axe_findings_and_fits(visit, attempt, width):
    page = visit(attempt)
    page.set_viewport_size({"width": width, "height": 800})
    for number in range(1, len(DOCUMENTS) + 1):
        page.goto(reverse("quizzes:take", args=[attempt.public_id, number]))
        report = Axe().run(page)
        assert report.violations_count == 0, report.generate_report()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, TYPES[number - 1]
