"""The main job: an employee learns and passes, the planner's figure moves by one, and
HR finds the evidence behind it.
"""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.browser.visitor import finish_lessons, sign_in, take_quiz

pytestmark = pytest.mark.browser
COURSE = "/courses/security/security-basics/"
L4_COLUMN = 5  # after headcount and exclusions: L1, L2, L3, L4
OTHER_COURSE = "/courses/procurement/procurement-basics/"


def today():
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


def attained(site):
    """Who has L4 today by department, exactly, as the command writes it."""
    out = site.folder / "report.json"
    site.manage(
        *("report_departments", "--plan", "matsue", "--as-of", str(today())),
        *("--unsuppressed", "--format", "json", "--out", str(out)),
    )
    rows = json.loads(out.read_text("utf-8"))["rows"]
    return {row["code"]: row["literacies"]["L4"]["attained"] for row in rows}


def city_figure(page):
    """The city's line of L4 as the planner reads it: 「404／586 人」."""
    page.goto("/reports/departments/")
    row = page.locator("table.report-lines tbody tr").first
    text = row.locator("td").nth(L4_COLUMN).inner_text()
    return int(text.split("／")[0].split()[-1].replace(",", ""))


def test_one_pass_moves_one_figure_by_one(page, site, browser, request):
    has_script = "no-javascript" not in request.node.name
    who = site.sign_ins["employee" if has_script else "shared_employee"]
    planner = browser.new_context(base_url=site.url, locale="ja-JP").new_page()
    sign_in(planner, site.sign_ins["planner"])
    before, read_before = attained(site), city_figure(planner)

    sign_in(page, who, "personal" if has_script else "shared")
    finish_lessons(page, COURSE)
    assert finish_lessons(page, OTHER_COURSE, most=1) == 1
    take_quiz(page, "security-basics-test", "security-basics")
    assert page.get_by_text("基準に届きました").is_visible()

    page.goto("/me/record/")
    assert "情報セキュリティ 理解度確認テスト" in page.locator("main").inner_text()

    after = attained(site)
    moved = {code: after[code] - before[code] for code in after}
    assert sorted(set(moved.values())) == [0, 1]
    assert moved["city"] == 1
    assert city_figure(planner) == read_before + 1
    planner.context.close()

    hr = browser.new_context(base_url=site.url, locale="ja-JP").new_page()
    sign_in(hr, site.sign_ins["hr"])
    hr.goto(f"/staff/?q={who['sign_in']}")
    hr.get_by_role("link", name=who["name"]).first.click()
    hr.get_by_role("link", name="実績（根拠）を見る").click()
    hr.get_by_role("link", name="情報セキュリティ 理解度確認テスト").first.click()
    assert "テスト合格" in hr.locator("main").inner_text()
    hr.context.close()
