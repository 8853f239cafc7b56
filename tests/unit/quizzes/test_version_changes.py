"""What is said of two versions."""

from quizzes.version_changes import Change, changes
from tests.factories.documents import DOCUMENTS


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


def told(item_type, **more):
    before = DOCUMENTS[item_type]
    return [
        (change.label, change.before, change.after)
        for change in changes(before, {**before, **more})
    ]


def test_another_key_of_a_pair_is_told_by_its_text_and_not_by_its_id():
    sources = DOCUMENTS["matching"]["sources"]
    changed = [{**sources[0], "target": "z"}, sources[1]]
    assert told("matching", sources=changed) == [
        ("組1・相手", "使いたいときに使える", "速い")
    ]
    rows = DOCUMENTS["matrix"]["statements"]
    changed = [{**rows[0], "choice": "y"}, *rows[1:]]
    assert told("matrix", statements=changed) == [("行1・正答", "いけない", "よい")]


def test_other_types_are_told_by_the_names_of_their_parts():
    assert told("numeric", value=1024) == [("正答の数", "1000", "1024")]
    assert told("short_text", accepted=["TLS"]) == [("正答の語2", "ティーエルエス", "")]
    entries = DOCUMENTS["ordering"]["entries"]
    assert told("ordering", entries=[entries[1], entries[0], entries[2]]) == [
        ("項目1・文", "LANケーブルを抜く", "担当に電話する"),
        ("項目2・文", "担当に電話する", "LANケーブルを抜く"),
    ]
    assert told("likert", low="少しも") == [("低い方の語", "まったく", "少しも")]
