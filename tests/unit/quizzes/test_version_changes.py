"""What is said of two versions."""

from quizzes.version_changes import Change, changes


def option(text, key=False):
    return {"id": "a", "text": text, "key": key, "explanation": f"{text}の解説"}


BEFORE = {
    "stem": "問い",
    "options": [option("甲", key=True), option("乙")],
    "points": 1,
}


def test_the_same_has_no_changes():
    assert changes(BEFORE, dict(BEFORE)) == []


def test_each_part_that_differs_is_named_in_the_page_s_order():
    after = {
        "stem": "新しい問い",
        "options": [option("甲"), option("乙", key=True), option("丙")],
        "points": 2,
    }
    assert changes(BEFORE, after) == [
        Change("問題文", "問い", "新しい問い"),
        Change("選択肢1の正誤", "正答", "誤り"),
        Change("選択肢2の正誤", "誤り", "正答"),
        Change("配点", "1", "2"),
        Change("選択肢3", "", "丙"),
        Change("選択肢3の解説", "", "丙の解説"),
        Change("選択肢3の正誤", "", "誤り"),
    ]


def test_a_removed_option_is_shown_as_gone():
    after = {**BEFORE, "options": BEFORE["options"][:1]}
    assert [(each.label, each.after) for each in changes(BEFORE, after)] == [
        ("選択肢2", ""),
        ("選択肢2の解説", ""),
        ("選択肢2の正誤", ""),
    ]
