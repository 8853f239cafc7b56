"""A mail as an author writes it, and back."""

import pytest

from quizzes.authoring.passage_text import lines_from, marks_in, text_from, unplaced
from tests.factories.documents import DOCUMENTS

MAIL = """差出人｜[[a:support@examp1e.jp]]

いつもありがとうございます。[[b：本日中に]] お手続きを。"""
ROWS = {"a": {"key": True, "explanation": "Lが1です。"}}


def test_lines_labels_and_marks_are_read():
    first, second = lines_from(MAIL, ROWS)
    assert first == {
        "label": "差出人",
        "segments": [
            {
                "id": "a",
                "text": "support@examp1e.jp",
                "key": True,
                "explanation": "Lが1です。",
            }
        ],
    }
    assert second["segments"] == [
        {"text": "いつもありがとうございます。"},
        {"id": "b", "text": "本日中に", "key": False, "explanation": ""},
        {"text": " お手続きを。"},
    ]


@pytest.mark.parametrize(
    "lines",
    [
        DOCUMENTS["hottext"]["lines"],
        [{"label": "", "segments": [{"text": "費用｜一万円"}]}],
        [{"label": "件名", "segments": [{"text": "【重要】｜至急"}]}],
    ],
)
def test_what_is_written_is_read_back(lines):
    marks = {each["id"]: each for each in marks_in(lines)}
    assert lines_from(text_from(lines), marks) == lines


def test_a_row_without_its_letter_in_the_text_is_kept_and_not_shown():
    lines = unplaced([{"id": "c", "key": True, "explanation": "なぜ"}])
    assert text_from(lines) == ""
    assert marks_in(lines)[0]["explanation"] == "なぜ"
