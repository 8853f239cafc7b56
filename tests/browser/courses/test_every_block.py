"""A lesson with every block works: with the keyboard, without JavaScript, on paper."""

import pytest

from tests.browser.courses import every_block
from tests.browser.visitor import sign_in

pytestmark = pytest.mark.browser
PLAYED = """async video => {
  video.muted = true;
  const moved = new Promise(done => { video.ontimeupdate = () => {
    if (video.currentTime > 0) { done(video.currentTime); }
  }; });
  await video.play();
  return moved;
}"""
SOUGHT = """async video => {
  video.pause();
  const there = new Promise(done => { video.onseeked = done; });
  video.currentTime = 2;
  await there;
  return video.currentTime;
}"""


@pytest.fixture(scope="session")
def lesson(site, tmp_path_factory):
    """The address of the lesson, brought into the demo city by an import."""
    folder = every_block.write(tmp_path_factory.mktemp("every-block"))
    site.manage("import_curriculum", str(folder))
    return every_block.ADDRESS


@pytest.fixture
def reader(page, site, lesson):
    sign_in(page, site.sign_ins["employee"])
    page.goto(lesson)
    return page


@pytest.fixture
def scripted(browser, site, lesson):
    """A visitor with JavaScript, which playing is measured with."""
    context = browser.new_context(base_url=site.url, locale="ja-JP")
    page = context.new_page()
    sign_in(page, site.sign_ins["employee"])
    yield page
    context.close()


def test_everything_is_there(reader):
    for words in ("お知らせの題名", "箱の図", "三つの置き場所", "二つの手順"):
        assert reader.get_by_text(words).first.is_visible()
    assert not reader.get_by_text("やさしい言葉で言うと").is_visible()


def test_terms_plain_words_and_choices_open_with_the_keyboard(reader):
    for label, opened in (
        ("標的型攻撃メール", "ねらいを定めて"),
        ("やさしい説明", "やさしい言葉で言うと"),
        ("切って、台帳の番号へ", "相手が本物かを"),
        ("動画で話していること", "あて先を声に出して読みます"),
    ):
        said = reader.get_by_text(opened).first
        assert not said.is_visible()
        reader.locator("summary", has_text=label).first.press("Enter")
        assert said.is_visible()


def test_a_check_is_answered_with_the_keyboard(reader):
    check = reader.locator("form.lesson-check").first
    check.get_by_label("これ").press("Space")
    check.get_by_role("button").press("Enter")
    reader.get_by_text("そのとおりです。").first.wait_for()


def test_video_plays_in_parts_with_captions_and_nothing_is_blocked(scripted, lesson):
    blocked, answers = [], {}
    scripted.on("console", lambda said: blocked.append(said.text))
    scripted.on("response", lambda got: answers.update({got.url[-4:]: got}))
    scripted.goto(lesson)
    video = scripted.locator("video")
    assert video.evaluate(PLAYED) > 0
    assert video.evaluate(SOUGHT) == 2
    cues = video.evaluate("v => [...v.textTracks[0].cues].map(cue => cue.text)")
    assert cues == ["送る前に、あて先を声に出して読みます。"]
    assert answers["webm"].status == 206
    assert answers["webm"].headers["content-range"].startswith("bytes 0-")
    assert not [text for text in blocked if "Content Security Policy" in text]


def test_drawing_is_shown_by_the_page_and_only_saved_by_itself(scripted, lesson):
    scripted.goto(lesson)
    drawing = scripted.locator(".lesson-figure img")
    drawing.scroll_into_view_if_needed()
    assert drawing.evaluate("async image => { await image.decode(); return 1; }")
    answer = scripted.request.get(drawing.get_attribute("src"))
    assert answer.headers["content-disposition"].startswith("attachment")


def test_what_is_closed_on_screen_is_printed(scripted, lesson):
    scripted.goto(lesson)
    scripted.emulate_media(media="print")
    assert scripted.get_by_text("やさしい言葉で言うと").is_visible()
    assert scripted.get_by_text("あて先を声に出して読みます").is_visible()
    assert not scripted.locator("video").is_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_runs_out_of_the_page(scripted, lesson, width):
    scripted.set_viewport_size({"width": width, "height": 800})
    scripted.goto(lesson)
    scripted.evaluate(
        "document.querySelectorAll('.lesson details').forEach(d => { d.open = true; })"
    )
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert scripted.evaluate(overflow) <= 0
