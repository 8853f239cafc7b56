"""HR takes a roster in through the four pages: errors first, a tick, apply, take back."""

import csv
import io
import json

import pytest

from tests.browser.visitor import sign_in

pytestmark = pytest.mark.browser
AS_OF = "2026-12-01"
HEADING = ["職員番号", "氏名", "フリガナ", "所属コード", "職名", "採用年月日"]
ROSTER = """
import json
from datetime import date
from learning.people.models import EmployeeName, Posting
day = date(2026, 12, 1)
rows = Posting.objects.on(day).filter(employment__source__code="mayor", kind="main")
names = {n.employee_id: n for n in EmployeeName.objects.on(day)}
print(json.dumps([
    [p.employment.number, names[p.employee_id].name, names[p.employee_id].kana,
     p.department.code, p.post_title, str(p.employment.starts_on)]
    for p in rows.select_related("employment", "department").order_by("pk")
]))
"""


def roster(site):
    """The rows of the mayor's roster as it is, main posts only."""
    output = site.manage("shell", "-v", "0", "-c", ROSTER)
    return json.loads(output.strip().splitlines()[-1])


def written(rows):
    """A file as the personnel system writes it: CP932, CRLF."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([HEADING, *rows])
    content = text.getvalue().encode("cp932", errors="replace")
    return {"name": "名簿.csv", "mimeType": "text/csv", "buffer": content}


def send(page, rows):
    """Steps 1 and 2."""
    page.goto("/staff/imports/new/roster/")
    page.select_option("select[name=source]", "mayor")
    page.set_input_files("input[name=file]", files=[written(rows)])
    page.fill("input[name=as_of]", AS_OF)
    page.get_by_role("button", name="列の対応へ").click()
    page.get_by_role("button", name="確認へ").click()
    page.wait_for_url("**/check/")


def count(page, label):
    """A large number of the check page."""
    card = page.locator(".counts > li").filter(has_text=label)
    return int(card.locator(".counts__number").inner_text())


def test_a_roster_is_taken_in_and_taken_back(page, site):
    sign_in(page, site.sign_ins["hr"])
    before = roster(site)
    rows = [list(row) for row in before]
    signing_in = {row["sign_in"] for row in site.sign_ins.values()}
    others = [row for row in rows if row[0] not in signing_in]
    renumbered, moved = others[0], others[1]
    elsewhere = next(row[3] for row in others if row[3] != moved[3])

    bad = [list(row) for row in rows]
    bad[2][3] = "9999"
    send(page, bad)
    assert count(page, "エラー") == 1
    assert page.locator("#errors").get_by_text("所属コード「9999」").is_visible()
    assert page.get_by_role("button", name="反映する").is_disabled()
    assert page.get_by_text("エラーが 1 件あるので反映できません。").is_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="エラーをCSVで保存").click()
    assert "9999" in saved.value.path().read_text("utf-8-sig")

    moved[3], renumbered[0] = elsewhere, "899999"
    send(page, rows)
    assert (count(page, "採用"), count(page, "退職")) == (1, 1)
    page.locator(f"input[name=proposal][value^='person:{renumbered[0]}:']").check()
    page.get_by_role("button", name="決めて、もう一度比べる").click()
    page.wait_for_load_state()
    assert (count(page, "異動"), count(page, "職員番号の変更")) == (1, 1)
    page.get_by_role("button", name="反映する").click()
    page.get_by_role("heading", name="取込みの結果").wait_for()
    page.goto("/staff/imports/")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="この取込みを取り消す").click()
    assert count(page, "関係する職員") == 2
    page.get_by_role("button", name="取り消す", exact=True).click()
    page.get_by_text("取込みを取り消しました。").wait_for()
    assert sorted(roster(site)) == sorted(before)
