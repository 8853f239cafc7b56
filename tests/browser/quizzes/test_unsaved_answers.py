"""Answers that the server does not have yet: kept, sent again, never another's."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Attempt, Response
from tests.browser.quizzes.taking import (
    MARKS,
    SAVES,
    cut,
    kept,
    mend,
    question,
    review,
    saved,
    values,
    wait_until,
)
from tests.factories.people import UserFactory

pytestmark = MARKS


def heading(page, text):
    return page.locator("[data-answer-notices]").get_by_text(text, exact=True)


def pass_seconds(page, count):
    """Let the page's clock run; what it starts is let to happen in between."""
    for _second in range(count):
        page.clock.run_for(1000)
        page.wait_for_timeout(20)


def test_answers_of_a_cut_survive_closing_every_page(visit, attempt):
    first = visit(attempt)
    context = first.context
    second = context.new_page()
    second.goto(question(attempt, 2))
    context.set_offline(True)
    first.get_by_label("選択肢a").check()
    first.get_by_label("選択肢b").check()
    second.get_by_label("選択肢c").check()
    expect(saved(second)).to_have_text("保存済み 0／3（未保存 2 件：再送中…）")
    expect(second.locator("[data-notice=unsaved]")).to_contain_text("問 1、問 2")
    for page in (first, second):
        page.close()
    assert values() == []
    context.set_offline(False)
    page = context.new_page()
    page.goto(question(attempt, 3))
    expect(saved(page)).to_have_text("保存済み 2／3")
    assert values() == [(0, {"chosen": ["b"]}), (1, {"chosen": ["c"]})]
    expect(page.get_by_role("button", name="問 1 解答済み")).to_be_visible()
    assert kept(page) == []


def test_a_minute_s_cut_is_retried_more_and_more_rarely(visit, attempt):
    page = visit(attempt)
    page.clock.install()
    tries = []
    page.route(SAVES, lambda route: (tries.append(1), route.abort()))
    page.get_by_label("選択肢a").check()
    pass_seconds(page, 60)
    # waits of at least 0.5, 1, 2, 4, 8, 15, 15 and at most 1, 2, 4, 8, 16, 30 seconds
    assert 5 <= len(tries) <= 9
    mend(page)
    pass_seconds(page, 30)
    expect(saved(page)).to_have_text("保存済み 1／3")
    assert values() == [(0, {"chosen": ["a"]})]


def test_the_notices_have_no_accessibility_fault(visit, attempt):
    page = visit(attempt)
    cut(page)
    page.get_by_label("選択肢a").check()
    page.get_by_role("button", name="次へ", exact=True).last.click()
    expect(heading(page, "つながりしだい、次の画面に進みます")).to_be_visible()
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["help"]) for fault in faults] == []


def test_an_unsaved_answer_is_shown_again_after_loading(visit, attempt):
    page = visit(attempt)
    page.on("dialog", lambda dialog: dialog.accept())
    cut(page)
    page.get_by_label("選択肢b").check()
    page.get_by_label("あとで見る", exact=True).check()
    page.reload()
    expect(page.get_by_label("選択肢b")).to_be_checked()
    expect(page.get_by_label("あとで見る", exact=True)).to_be_checked()
    expect(saved(page)).to_have_text("保存済み 0／3（未保存 1 件：再送中…）")


def test_an_answer_after_a_lost_acknowledgement_wins(visit, attempt):
    page = visit(attempt)
    context = page.context
    # The server takes the answer; its reply never arrives.
    page.route(SAVES, lambda route: (route.fetch(), route.abort()))
    page.get_by_label("選択肢a").check()
    expect(heading(page, "まだ保存できていません")).to_be_visible()
    assert values() == [(0, {"chosen": ["a"]})]
    page.unroute(SAVES)
    cut(page)
    page.get_by_label("選択肢c").check()
    page.close()
    page = context.new_page()
    page.goto(question(attempt, 2))
    expect(page.get_by_role("button", name="問 1 解答済み")).to_be_visible()
    wait_until(lambda: kept(page) == [])
    expect(page.locator("[data-notice=stale]")).to_be_hidden()
    assert values() == [(0, {"chosen": ["c"]})]
    assert Response.objects.get().sequence == 2


def test_going_on_waits_for_the_connection(visit, attempt):
    page = visit(attempt)
    page.context.set_offline(True)
    page.get_by_label("選択肢a").check()
    page.get_by_role("button", name="次へ", exact=True).last.click()
    expect(heading(page, "つながりしだい、次の画面に進みます")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("問 2", exact=True)).to_be_visible()
    assert values() == [(0, {"chosen": ["a"]})]


def test_going_on_without_an_answer_waits_too(visit, attempt):
    page = visit(attempt)
    page.context.set_offline(True)
    page.get_by_role("button", name="次へ", exact=True).last.click()
    expect(heading(page, "つながりしだい、次の画面に進みます")).to_be_visible()
    expect(saved(page)).to_have_text("保存済み 0／3")
    page.context.set_offline(False)
    expect(page.get_by_text("問 2", exact=True)).to_be_visible()


def test_an_answer_is_cleared_by_its_button(visit, attempt):
    page = visit(attempt)
    page.get_by_label("選択肢a").check()
    page.get_by_label("あとで見る", exact=True).check()
    page.get_by_role("button", name="この解答を消す").click()
    expect(page.get_by_label("選択肢a")).not_to_be_checked()
    expect(saved(page)).to_have_text("保存済み 0／3")
    assert values() == [(0, {"flagged": True})]


def test_leaving_with_an_unsaved_answer_asks_first(visit, attempt):
    page = visit(attempt)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    cut(page)
    page.get_by_label("選択肢a").check()
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    mend(page)
    page.get_by_label("選択肢b").check()
    expect(saved(page)).to_have_text("保存済み 1／3")
    page.goto("/me/")
    assert asked == ["beforeunload"]


def test_submitting_waits_for_what_is_unsaved(visit, attempt):
    page = visit(attempt)
    page.on("dialog", lambda dialog: dialog.accept())
    cut(page)
    page.get_by_label("選択肢a").check()
    page.goto(review(attempt))
    page.get_by_role("button", name="提出する").click()
    expect(heading(page, "保存が終わりしだい、提出します")).to_be_visible()
    expect(page.locator("[data-notice=unsaved]")).to_contain_text("問 1")
    assert Attempt.objects.get().state == Attempt.State.IN_PROGRESS
    mend(page)
    page.wait_for_url("**/result/")
    assert Attempt.objects.get().raw_score == 1


def test_submitting_waits_for_the_connection(visit, attempt):
    page = visit(attempt)
    page.get_by_label("選択肢a").check()
    expect(saved(page)).to_have_text("保存済み 1／3")
    page.goto(review(attempt))
    page.context.set_offline(True)
    page.get_by_role("button", name="提出する").click()
    expect(heading(page, "つながりしだい、提出します")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_url("**/result/")
    assert Attempt.objects.get().raw_score == 1


def test_another_tab_of_the_same_browser_follows(visit, attempt):
    old = visit(attempt)
    new = old.context.new_page()
    new.goto(question(attempt, 1))
    new.get_by_label("選択肢b").check()
    expect(old.get_by_label("選択肢b")).to_be_checked()
    expect(heading(old, "別の画面で新しい解答が保存されています")).to_be_visible()
    old.get_by_label("選択肢c").check()
    expect(saved(old)).to_have_text("保存済み 1／3")
    expect(new.get_by_label("選択肢c")).to_be_checked()
    assert values() == [(0, {"chosen": ["c"]})]


def test_coming_back_to_a_tab_shows_what_another_device_saved(visit, attempt):
    old, new = visit(attempt), visit(attempt)
    new.get_by_label("選択肢b").check()
    expect(saved(new)).to_have_text("保存済み 1／3")
    expect(old.get_by_label("選択肢b")).not_to_be_checked()
    old.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(old.get_by_label("選択肢b")).to_be_checked()
    expect(saved(old)).to_have_text("保存済み 1／3")


def test_an_older_unsaved_answer_loses_and_is_told(visit, attempt):
    page, other = visit(attempt), visit(attempt)
    cut(page)
    page.get_by_label("選択肢a").check()
    other.get_by_label("選択肢b").check()
    expect(saved(other)).to_have_text("保存済み 1／3")
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(reverse("quizzes:intro", args=[attempt.quiz.code]))
    expect(heading(page, "別の画面で新しい解答が保存されています")).to_be_visible()
    expect(page.locator("[data-notice=stale]")).to_contain_text("問 1")
    assert values() == [(0, {"chosen": ["b"]})]
    assert kept(page) == []


def test_signed_out_in_the_middle_goes_on_after_signing_in(visit, attempt, sign_in):
    page = visit(attempt)
    Session.objects.all().delete()
    page.get_by_label("選択肢b").check()
    expect(heading(page, "ログインが切れています")).to_be_visible()
    assert len(kept(page)) == 1
    context = page.context
    name = settings.CSRF_COOKIE_NAME
    before = next(each for each in context.cookies() if each["name"] == name)
    context.add_cookies([{**before, "value": "N" * 32}])  # a sign-in changes it
    sign_in(context, attempt.employee.user)
    context.new_page().goto("/me/")
    expect(saved(page)).to_have_text("保存済み 1／3")
    expect(heading(page, "ログインが切れています")).to_be_hidden()
    assert values() == [(0, {"chosen": ["b"]})]


def test_another_person_neither_sees_nor_sends_it(visit, attempt, sign_in):
    page = visit(attempt)
    cut(page)
    page.get_by_label("選択肢b").check()
    expect(heading(page, "まだ保存できていません")).to_be_visible()
    assert len(kept(page)) == 1
    sign_in(page.context, UserFactory())
    sent = []
    page.context.on("request", lambda each: each.method == "POST" and sent.append(each))
    theirs = page.context.new_page()
    theirs.goto("/me/")
    expect(heading(page, "この画面でのログインは終わりました")).to_be_visible()
    expect(page.locator("form[data-quiz-save]")).to_have_count(0)
    mend(page)
    page.wait_for_timeout(1500)
    assert (kept(theirs), kept(page), sent, values()) == ([], [], [], [])


def test_what_another_left_in_a_closed_tab_is_thrown_away(visit, attempt, sign_in):
    page = visit(attempt)
    cut(page)
    page.get_by_label("選択肢b").check()
    expect(heading(page, "まだ保存できていません")).to_be_visible()
    context = page.context
    page.close()
    sign_in(context, UserFactory())
    theirs = context.new_page()
    theirs.goto("/me/")
    wait_until(lambda: kept(theirs) == [])
    expect(theirs.locator("[data-notice=unsaved]")).to_be_hidden()
    assert values() == []


def test_a_page_that_says_no_owner_throws_nothing_away(visit, attempt):
    page = visit(attempt)
    cut(page)
    page.get_by_label("選択肢b").check()
    expect(heading(page, "まだ保存できていません")).to_be_visible()
    nobody_s = page.context.new_page()

    def without_owner(route):
        reply = route.fetch()
        text = reply.text().replace("data-answers-owner", "data-nothing")
        route.fulfill(response=reply, body=text)

    nobody_s.route("**/me/", without_owner)
    nobody_s.goto("/me/")
    nobody_s.wait_for_timeout(300)
    assert len(kept(page)) == 1
    expect(page.get_by_label("選択肢b")).to_be_checked()


def test_a_shared_device_keeps_answers_with_the_tab_only(visit, attempt):
    page = visit(attempt, kind="shared")
    cut(page)
    page.get_by_label("選択肢b").check()
    expect(page.get_by_text("このまま画面を閉じないでください")).to_be_visible()
    assert len(kept(page)) == 1
    assert page.evaluate("localStorage.length") == 0
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_label("選択肢b")).to_be_checked()


def test_signing_out_of_a_shared_device_asks_and_leaves_nothing(visit, attempt):
    page = visit(attempt, kind="shared")
    cut(page)
    page.get_by_label("選択肢b").check()
    answers = iter([False, True])
    asked = []

    def decide(dialog):
        asked.append(dialog.message)
        (dialog.accept if next(answers) else dialog.dismiss)()

    page.on("dialog", decide)
    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_timeout(500)
    assert len(kept(page)) == 1
    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_url("**/accounts/login/**")
    assert "1 件" in asked[0]
    assert kept(page) == []
    assert values() == []


def test_signing_out_sends_what_can_be_sent(visit, attempt):
    page = visit(attempt, kind="shared")
    cut(page)
    page.get_by_label("選択肢b").check()
    expect(heading(page, "まだ保存できていません")).to_be_visible()
    mend(page)
    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_url("**/accounts/login/**")
    assert values() == [(0, {"chosen": ["b"]})]


def test_a_shared_session_that_ended_takes_its_answers_along(visit, attempt):
    page = visit(attempt, kind="shared")
    Session.objects.all().delete()
    page.get_by_label("選択肢b").check()
    expect(heading(page, "この画面でのログインは終わりました")).to_be_visible()
    expect(page.locator("[data-notice=ended]")).to_contain_text("問 1")
    expect(page.get_by_label("選択肢b")).to_have_count(0)
    assert kept(page) == []


@pytest.fixture
def ending(attempt):
    """The attempt's end comes in 3 seconds."""
    attempt.closes_at = timezone.now() + timedelta(seconds=3)
    attempt.save()
    return attempt


def test_what_arrives_within_the_grace_counts(visit, ending):
    page = visit(ending)
    cut(page)
    page.get_by_label("選択肢a").check()
    expect(heading(page, "まもなく時間です")).to_be_visible()
    expect(heading(page, "時間になりました")).to_be_visible(timeout=10_000)
    mend(page)
    page.wait_for_url("**/review/")
    expect(page.get_by_role("button", name="採点結果を見る")).to_be_visible()
    assert values() == [(0, {"chosen": ["a"]})]


def test_what_arrives_after_the_grace_is_told_to_be_lost(visit, ending):
    page = visit(ending)
    cut(page)
    page.get_by_label("選択肢a").check()
    expect(heading(page, "時間になりました")).to_be_visible(timeout=10_000)
    past = timezone.now() - timedelta(minutes=2)
    Attempt.objects.update(closes_at=past)
    mend(page)
    expect(heading(page, "保存できなかった解答があります")).to_be_visible()
    expect(page.locator("[data-notice=closed]")).to_contain_text("問 1")
    assert values() == []
    assert kept(page) == []
