"""課の状況: a leader tells somebody what is left, who reads it; attendance is entered and
taken back. With JavaScript and without.
"""

import re

import pytest

from tests.browser.visitor import sign_in

pytestmark = pytest.mark.browser


def open_section(page):
    """課の状況 of the requirement that nobody in these tests finishes."""
    page.goto("/requirements/section/")
    code = page.locator("#requirement option", has_text=re.compile("DX")).first
    page.goto(f"/requirements/section/?requirement={code.get_attribute('value')}")


def open_names(page):
    """Who has not finished, as the list on the page says."""
    names = page.locator("table tbody th").all_inner_texts()
    return [name.strip() for name in names]


def visitor(browser, site, role, *, has_script):
    context = browser.new_context(
        base_url=site.url, locale="ja-JP", java_script_enabled=has_script
    )
    page = context.new_page()
    sign_in(page, site.sign_ins[role])
    return page


def test_a_notice_reaches_the_person_and_goes_when_read(page, site, browser, request):
    has_script = "no-javascript" not in request.node.name
    who = site.sign_ins["employee"]
    sign_in(page, site.sign_ins["section_head"])
    open_section(page)
    page.locator("label.choice", has_text=who["name"]).locator("input").check()
    page.get_by_role("button", name="お知らせを送る").click()
    assert page.get_by_text("まだ送っていません").is_visible()
    text = f"金曜までにお願いします（{'一' if has_script else '二'}回目）。"
    page.fill("textarea[name=text]", text)
    if page.locator("input[name=again]").count():
        page.check("input[name=again]")
    page.get_by_role("button", name="この内容で送る").click()
    assert page.get_by_text("1 人のマイページにお知らせを出しました").is_visible()

    employee = visitor(browser, site, "employee", has_script=has_script)
    employee.goto("/me/")
    notice = employee.locator(".own-notice", has_text=text)
    assert site.sign_ins["section_head"]["name"] in notice.inner_text()
    notice.get_by_role("button", name="読みました").click()
    employee.wait_for_load_state()
    assert employee.locator(".own-notice", has_text=text).count() == 0
    employee.context.close()


def test_attendance_is_entered_and_taken_back(page, site):
    sign_in(page, site.sign_ins["section_head"])
    open_section(page)
    page.get_by_role("link", name="集合研修の出欠を入力").click()
    row = page.locator("tbody tr", has_text="まだ").first
    name = row.locator("label.choice").inner_text().strip()
    row.locator("label.choice input").check()
    page.fill("input[name=title]", "課内の集合研修")
    page.get_by_role("button", name="出席を登録する").click()
    assert page.get_by_text("1 人の出席を登録しました").is_visible()
    assert page.get_by_role("heading", name="出席した人（1 人）").is_visible()
    session = page.url

    open_section(page)
    assert name not in open_names(page)

    page.goto(session)
    page.locator("label.choice", has_text=name).locator("input").check()
    page.fill("input[name=reason]", "入力の誤り")
    page.get_by_role("button", name="選んだ人の出席を取り消す").click()
    assert page.get_by_text("1 人の出席を取り消しました").is_visible()
    open_section(page)
    assert name in open_names(page)


def test_everybody_is_chosen_by_keyboard(page, site, request):
    """Space on 「全員を選ぶ」 ticks all; without a script it is not offered."""
    sign_in(page, site.sign_ins["section_head"])
    open_section(page)
    every = page.locator("input[data-tick-all]")
    if "no-javascript" in request.node.name:
        assert not every.is_visible()
        return
    every.focus()
    page.keyboard.press("Space")
    boxes = page.locator("input[name=person]")
    assert boxes.count() > 0
    assert all(box.is_checked() for box in boxes.all())


def test_a_refused_form_begins_at_what_is_to_be_mended(page, site, request):
    sign_in(page, site.sign_ins["section_head"])
    open_section(page)
    page.get_by_role("link", name="集合研修の出欠を入力").click()
    page.fill("input[name=title]", "")
    page.get_by_role("button", name="出席を登録する").click()
    assert page.locator(".errors-summary a").first.is_visible()
    if "no-javascript" not in request.node.name:
        page.wait_for_function(
            "document.activeElement.classList.contains('errors-summary')"
        )
