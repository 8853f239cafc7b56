"""What a person does in the browser, step by step, in the words on the screen."""

import re
import tomllib
from pathlib import Path

CURRICULUM = Path(__file__).resolve().parents[2] / "courses" / "curriculum"
CHECK = re.compile(r"^:::check .*?^:::$", re.S | re.M)
RIGHT = re.compile(r"^- \[x\] (.*?) :: ", re.M)


def sign_in(page, who, kind="personal"):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", who["sign_in"])
    page.fill("input[name=password]", who["password"])
    page.check(f"input[name=session_kind][value={kind}]")
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def right_choices(lesson_code):
    """The right choices of a lesson's checks, as its file says, check by check."""
    (file,) = CURRICULUM.glob(f"*/*/[0-9]*-{lesson_code}.md")
    return [RIGHT.findall(check) for check in CHECK.findall(file.read_text("utf-8"))]


def keys_by_stem(course):
    """Stem → texts of its keys, as the items' file says."""
    (file,) = CURRICULUM.glob(f"*/{course}/items.toml")
    items = tomllib.loads(file.read_text("utf-8"))["item"]
    return {
        plain(item["stem"]): [o["text"] for o in item["options"] if o["key"]]
        for item in items
    }


def plain(text):
    return re.sub(r"\s+", "", text)


def finish_lesson(page):
    """Answer the open lesson's checks rightly and say that it is read."""
    code = page.url.rstrip("/").rsplit("/", 1)[1]
    for number, texts in enumerate(right_choices(code)):
        form = page.locator("form.lesson-check").nth(number)
        for text in texts:
            form.locator("label.choice", has_text=text).locator("input").check()
        form.locator("button[type=submit]").click()
        form = page.locator("form.lesson-check").nth(number)
        form.get_by_text("そのとおりです").wait_for()
    page.locator(".lesson__end button[type=submit]").click()
    page.wait_for_load_state()


def finish_lessons(page, url, most=20):
    """Go on with a course, at most so many lessons; how many were done."""
    done = 0
    page.goto(url)
    while done < most and page.locator("p.actions a.button").count():
        page.locator("p.actions a.button").click()
        page.wait_for_load_state()
        finish_lesson(page)
        done += 1
        page.goto(url)
    return done


def take_quiz(page, quiz, course):
    """Take a quiz and answer every question rightly; ends on the result."""
    keys = keys_by_stem(course)
    page.goto(f"/quizzes/{quiz}/")
    page.locator("form[action$='/start/'] button").click()
    while True:
        stem = plain(page.locator(".question__stem").first.inner_text())
        texts = next(found for known, found in keys.items() if known in stem)
        for text in texts:
            exact = re.compile(rf"^\s*{re.escape(text)}\s*$")
            page.locator(".question label", has_text=exact).locator("input").check()
        following = page.locator("button.button", has_text="次へ")
        here = page.url
        if following.count():
            following.click()
            page.wait_for_url(lambda url, here=here: url != here)
        else:
            page.get_by_role("button", name="見直して提出").click()
            break
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/result/")
