"""Taking a quiz in a real browser: saved as it is chosen, told when it is not."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Attempt
from tests.browser.quizzes.taking import MARKS, saved, values

pytestmark = MARKS


def test_a_choice_is_saved_and_acknowledged_at_once(visit, attempt):
    page = visit(attempt)
    page.get_by_label("選択肢b").check()
    expect(saved(page)).to_have_text("保存済み 1／3")
    page.get_by_label("選択肢c").check()
    page.get_by_label("あとで見る", exact=True).check()
    here = page.locator(".number-strip [aria-current]")
    expect(here).to_have_accessible_name("問 1 解答済み あとで見る")
    page.get_by_role("button", name="次へ", exact=True).last.click()
    expect(page.get_by_text("問 2", exact=True)).to_be_visible()
    assert values() == [(0, {"chosen": ["c"], "flagged": True})]


def test_what_could_not_be_sent_is_said_and_sent_again(visit, attempt):
    page = visit(attempt)
    page.context.set_offline(True)
    page.get_by_label("選択肢a").check()
    expect(page.get_by_text("まだ保存できていません")).to_be_visible()
    expect(saved(page)).to_have_text("保存済み 0／3（未保存 1 件：再送中…）")
    assert values() == []
    page.context.set_offline(False)
    expect(saved(page)).to_have_text("保存済み 1／3")
    expect(page.get_by_text("まだ保存できていません")).to_be_hidden()
    assert values() == [(0, {"chosen": ["a"]})]


def test_an_older_tab_is_told_and_shown_the_newer_answer(visit, attempt):
    old = visit(attempt)
    new = visit(attempt)
    new.get_by_label("選択肢b").check()
    expect(saved(new)).to_have_text("保存済み 1／3")
    old.get_by_label("選択肢c").check()
    expect(old.get_by_text("別の画面で新しい解答が保存されています")).to_be_visible()
    expect(old.get_by_label("選択肢b")).to_be_checked()
    assert values() == [(0, {"chosen": ["b"]})]
    old.get_by_label("選択肢c").check()
    expect(saved(old)).to_have_text("保存済み 1／3")
    expect(old.get_by_text("別の画面で新しい解答")).to_be_hidden()
    assert values() == [(0, {"chosen": ["c"]})]


def test_five_minutes_are_announced_and_the_end_leads_on(visit, attempt):
    attempt.closes_at = timezone.now() + timedelta(minutes=5, seconds=8)
    attempt.save()
    page = visit(attempt)
    expect(page.locator("[data-remaining]")).to_have_text("残り 6 分")
    announcement = page.locator("[data-remaining-announcement]")
    expect(announcement).to_have_text("残り 5 分", timeout=20_000)
    Attempt.objects.update(closes_at=timezone.now() + timedelta(seconds=3))
    page.reload()
    expect(page.get_by_text("時間になりました")).to_be_visible(timeout=20_000)


def test_the_keyboard_is_enough(visit, attempt):
    page = visit(attempt)
    page.get_by_label("選択肢a").focus()
    page.keyboard.press("ArrowDown")
    expect(saved(page)).to_have_text("保存済み 1／3")
    page.keyboard.press("Enter")
    expect(page.get_by_text("問 2", exact=True)).to_be_visible()
    assert values() == [(0, {"chosen": ["b"]})]


@pytest.mark.parametrize("script", [True, False])
def test_from_the_first_question_to_the_result(visit, attempt, script):
    page = visit(attempt, script=script)
    for number in (1, 2, 3):
        expect(page.get_by_text(f"問 {number}", exact=True)).to_be_visible()
        page.get_by_label("選択肢a").check()
        name = "次へ" if number < 3 else "見直して提出"
        page.get_by_role("button", name=name, exact=True).last.click()
    page.get_by_role("button", name="提出する").click()
    expect(page.get_by_text("合格です。")).to_be_visible()
    assert Attempt.objects.get().passed


def test_no_page_has_an_accessibility_fault(visit, attempt):
    page = visit(attempt)
    addresses = [
        reverse("quizzes:intro", args=[attempt.quiz.code]),
        reverse("quizzes:take", args=[attempt.public_id, 1]),
        reverse("quizzes:review", args=[attempt.public_id]),
    ]
    faults = []
    for address in addresses:
        page.goto(address)
        faults += Axe().run(page).response["violations"]
    page.get_by_role("button", name="提出する").click()
    expect(page.get_by_text("不合格です。")).to_be_visible()
    faults += Axe().run(page).response["violations"]
    assert [(fault["id"], fault["help"]) for fault in faults] == []
