"""The reader: what it makes of good files, and what it says of broken ones."""

from datetime import date

import pytest

from courses.importer.reading import read_curriculum
from tests.factories.curriculum import (
    COURSE,
    ITEMS,
    LESSON,
    LESSON_FILE,
    OBJECTIVES,
    QUIZ,
    TIER,
    line_of,
    write_curriculum,
)


def problems_of(folder, **changed):
    known = frozenset({("IP6.5", "23")})
    return read_curriculum(
        write_curriculum(folder, **changed), known_scheme_codes=known
    )[1]


def test_reads_everything(tmp_path):
    curriculum, problems = read_curriculum(write_curriculum(tmp_path))
    assert problems == []
    (tier,) = curriculum.tiers
    (course,) = tier.courses
    (lesson,) = course.lessons
    assert (tier.code, course.code, lesson.code) == ("t1", "c1", "l1")
    assert lesson.review_on == date(2027, 10, 1)
    assert lesson.objectives == ("t1-one",)
    assert [term.code for term in curriculum.terms] == ["mail-attack"]
    assert list(curriculum.files) == ["c1/box.svg"]
    assert course.quiz.time_limit_minutes == 20
    assert course.quiz.attempts_allowed is None
    assert course.items[0].document["options"][0]["key"] is True


def test_body_becomes_blocks(tmp_path):
    curriculum, _ = read_curriculum(write_curriculum(tmp_path))
    blocks = curriculum.tiers[0].courses[0].lessons[0].body
    kinds = [block["type"] for block in blocks]
    assert kinds == [
        *("heading", "text", "heading", "text", "callout", "figure", "heading"),
        *("compare", "heading", "steps", "heading", "check", "check"),
    ]
    value = {block["type"]: block["value"] for block in blocks}
    assert value["callout"] == {
        "kind": "warning",
        "title": "注意すること",
        "text": "<p>中身</p>",
    }
    assert value["figure"]["alt"] == "四角が一つ"
    assert value["figure"]["caption"] == "箱の図"
    assert value["compare"]["columns"][0]["heading"] == "名前"
    assert value["compare"]["rows"] == [{"values": ["あ", "1"]}]
    assert value["steps"]["steps"] == ["まず見る", "次に話す"]
    assert value["check"]["choices"][1] == {
        "text": "あれ",
        "right": True,
        "feedback": "よい",
    }


def test_ids_of_checks_stay_when_another_check_comes_before(tmp_path):
    def ids(folder, lesson):
        curriculum, _ = read_curriculum(
            write_curriculum(folder, **{LESSON_FILE: lesson})
        )
        body = curriculum.tiers[0].courses[0].lessons[0].body
        return {b["value"]["title"]: b["id"] for b in body if b["type"] == "check"}

    new = ":::check 新しい確認\n問い\n\n- [x] は :: い\n- [ ] い :: え\n:::\n\n"
    more = LESSON.replace(":::check あて先", new + ":::check あて先")
    before, after = ids(tmp_path / "a", LESSON), ids(tmp_path / "b", more)
    assert before.items() <= after.items()


def lesson_with(part, replacement):
    return LESSON.replace(part, replacement)


BROKEN_LESSONS = [
    # what is in the file, the line it is told at, what the message and mend say
    ("窓口の話です。", "<b>窓口</b>", "<b>", "HTML", "タグ"),
    ("窓口の話です。", "[外](https://a.example/)", "[外]", "外へのリンク", "庁内"),
    ("窓口の話です。", "![図](a.png)", "![図]", "画像", ":::figure"),
    ("窓口の話です。", "{{city:mayor}}", "mayor", "mayor", "csirt_extension"),
    ("窓口の話です。", "[[用語]]", "[[用語]]", "書き方", "term:"),
    (":::callout warning", ":::callout big", "callout big", "big", "warning"),
    (":::callout warning", ":::colout warning", "colout", "colout", ":::callout"),
    ("1. まず見る\n2. 次に話す", "まず見る", ":::steps", "手順", "1. "),
    ("- [ ] あれ :: ちがう", "- [ ] あれ", "- [ ] あれ", "選択肢の行", "::"),
    ("- [x] これ :: よい", "- [ ] これ :: よい", "check あて先", "正しい", "[x]"),
    ("alt: 四角が一つ\n", "", ":::figure", "alt", "alt: "),
    ("中身\n:::", "中身", ":::callout", "閉じて", ":::"),
    ("objectives: [t1-one]", "objectives: []", "objectives", "objectives", "コード"),
    ("minutes: 7", "minutes: 七", "minutes", "七", "1 から 30"),
    ("review_on: 2027-10-01", "review_on: 2027-02-30", "---", "前書き", "日付"),
    ("change: major", "change: big", "change", "big", "minor"),
]


@pytest.mark.parametrize(("part", "new", "at", "message", "mend"), BROKEN_LESSONS)
def test_broken_lesson_names_file_line_and_mend(tmp_path, part, new, at, message, mend):
    lesson = lesson_with(part, new)
    found = problems_of(tmp_path, **{LESSON_FILE: lesson})
    assert found, "nothing was told"
    first = next(problem for problem in found if message in problem.message)
    assert first.file == LESSON_FILE
    if at != "---":
        assert first.line == line_of(lesson, at)
    assert mend in first.mend


def test_lesson_without_its_parts_is_told(tmp_path):
    lesson = lesson_with("## 例", "## 例え話")
    (problem,) = problems_of(tmp_path, **{LESSON_FILE: lesson})
    assert "見出しの並び" in problem.message


BROKEN_FILES = [
    ("t1/tier.toml", TIER.replace("order = 1", "order = x"), "TOML", 4),
    ("t1/tier.toml", TIER.replace('"t1"', '"t2"'), "フォルダー", 1),
    (
        "t1/objectives.toml",
        OBJECTIVES.replace('code = "23"', 'code = "24"'),
        "IP6.5 24",
        1,
    ),
    ("t1/objectives.toml", OBJECTIVES.replace("t1-two", "t1-one"), "二度", 9),
    ("t1/c1/items.toml", ITEMS.replace("t1-one", "t1-nine"), "t1-nine", 1),
    ("t1/c1/items.toml", ITEMS.replace("key = true", "key = false"), "正答が 0 個", 5),
    ("t1/c1/items.toml", ITEMS.replace("2027-10-01", "2027-13-01"), "TOML", 7),
    ("t1/c1/quiz.toml", QUIZ.replace("count = 1", "count = 2"), "1 問しか", 1),
    ("t1/c1/quiz.toml", QUIZ.replace("0.8", "80"), "80", 5),
    ("t1/c1/course.md", COURSE.replace("c1-test", "c9-test"), "c9-test", 1),
    ("t1/c1/course.md", "コースです。", "前書き", 1),
    ("glossary.toml", "", "mail-attack", None),
]


@pytest.mark.parametrize(("name", "content", "message", "line"), BROKEN_FILES)
def test_broken_file_is_told(tmp_path, name, content, message, line):
    found = problems_of(tmp_path, **{name: content})
    told = [problem for problem in found if message in problem.message]
    assert told
    assert line is None or told[0].line == line
    assert line is None or told[0].file == name


def test_file_in_another_encoding_is_told(tmp_path):
    found = problems_of(tmp_path, **{LESSON_FILE: LESSON.encode("cp932")})
    assert any("UTF-8" in problem.message for problem in found)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="x()"/>',
        '<a href="https://a.example"/>',
        "<style>@import 'x'</style>",
        "<image/>",
    ],
)
def test_active_figure_is_refused(tmp_path, inside):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    (problem,) = problems_of(tmp_path, **{"t1/c1/figures/box.svg": svg})
    assert "box.svg" in problem.message


def test_folder_without_curriculum_is_told(tmp_path):
    _, (problem,) = read_curriculum(tmp_path / "nothing")
    assert "教材のフォルダーではありません" in problem.message
