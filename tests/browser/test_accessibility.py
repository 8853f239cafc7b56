"""axe finds no violation on the pages that each role uses."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.visitor import sign_in

pytestmark = pytest.mark.browser
PAGES = [
    ("employee", "/me/"),
    ("employee", "/me/record/"),
    ("employee", "/courses/"),
    ("employee", "/courses/security/"),
    ("employee", "/courses/security/security-basics/"),
    ("employee", "/courses/security/security-basics/sec-lesson-mail/"),
    ("employee", "/quizzes/dx-basics-test/"),
    ("employee", "/me/certificates/"),
    ("employee", "/staff/me/"),
    ("section_head", "/requirements/section/"),
    ("section_head", "/requirements/section/sessions/?requirement=fy2026-security"),
    ("hr", "/staff/"),
    ("hr", "/staff/imports/"),
    ("hr", "/staff/imports/new/roster/"),
    ("hr", "/staff/organisation/"),
    ("hr", "/staff/slips/"),
    ("hr", "/requirements/"),
    ("hr", "/requirements/standing/"),
    ("hr", "/requirements/standing/notice/?requirement=fy2026-security"),
    ("security", "/requirements/new/"),
    ("planner", "/reports/departments/"),
    ("planner", "/plans/"),
    ("planner", "/plans/upload/"),
    ("auditor", "/staff/log/"),
    ("administrator", "/staff/grants/"),
    ("administrator", "/staff/city/"),
    ("editor", "/components/"),
]


@pytest.fixture(
    params=[(1366, 768, "light"), (390, 844, "dark")], ids=["desk", "phone-in-the-dark"]
)
def visitor(request, browser, site):
    width, height, scheme = request.param
    context = browser.new_context(
        base_url=site.url,
        locale="ja-JP",
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        bypass_csp=True,  # axe is injected into the page
    )
    yield context.new_page()
    context.close()


def violations(page):
    """axe's findings on the open page, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def test_sign_in_has_no_violation(visitor):
    visitor.goto("/accounts/login/")
    assert violations(visitor) == []


@pytest.mark.parametrize(("role", "url"), PAGES)
def test_page_has_no_violation(visitor, site, role, url):
    sign_in(visitor, site.sign_ins[role])
    answer = visitor.goto(url)
    assert answer.status == 200
    assert violations(visitor) == []
    assert (
        visitor.evaluate("document.documentElement.scrollWidth")
        <= visitor.viewport_size["width"]
    )


def test_no_page_asks_another_host(visitor, site):
    hosts = set()
    visitor.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    sign_in(visitor, site.sign_ins["editor"])
    for url in ("/me/", "/courses/", "/backoffice/", "/backoffice/pages/"):
        visitor.goto(url)
    assert hosts == {site.url.split("/")[2]}
