"""What is counted as an answer of each item type, as docs/item-types.md says."""

import pytest

from quizzes.item_analysis.answers import answer_of, given, variables

OPTIONS = [
    {"id": "a", "text": "甲", "key": True, "explanation": ""},
    {"id": "b", "text": "乙", "key": False, "explanation": ""},
]
DOCUMENTS = {
    "single_choice": {"stem": "問", "options": OPTIONS},
    "matching": {
        "sources": [{"id": "s1", "text": "市", "target": "t2"}],
        "targets": [{"id": "t1", "text": "一"}, {"id": "t2", "text": "二"}],
    },
    "ordering": {"entries": [{"id": "e1", "text": "先"}, {"id": "e2", "text": "後"}]},
    "numeric": {"value": "12", "tolerance": "0", "unit": ""},
    "short_text": {"accepted": ["ＵＲＬ"]},
    "cloze": {
        "text": "[[g1]][[g2]]",
        "gaps": [
            {"id": "g1", "options": OPTIONS},
            {"id": "g2", "accepted": ["鍵"]},
        ],
    },
    "matrix": {
        "choices": [{"id": "y", "text": "はい"}, {"id": "n", "text": "いいえ"}],
        "statements": [{"id": "q1", "text": "安全", "choice": "n"}],
    },
    "hottext": {
        "lines": [{"label": "", "segments": [{"text": "件名"}, {**OPTIONS[0]}]}],
    },
    "likert": {"low": "低", "high": "高"},
    "free_text": {},
}


@pytest.mark.parametrize(
    ("item_type", "keys"),
    [
        ("single_choice", {"chosen": {"a"}}),
        ("matching", {"s1": {"t2"}}),
        # the place of each entry in the document is the right one
        ("ordering", {"e1": {"1"}, "e2": {"2"}}),
        ("numeric", {"value": {"12"}}),
        ("short_text", {"text": {"url"}}),
        ("cloze", {"g1": {"a"}, "g2": {"鍵"}}),
        ("matrix", {"q1": {"n"}}),
        ("hottext", {"chosen": {"a"}}),
        ("likert", {"chosen": set()}),
        ("free_text", {"text": set()}),
    ],
)
def test_variables_and_right_answers_of_every_type(item_type, keys):
    found = variables(item_type, DOCUMENTS[item_type])
    assert {name: set(each.keys) for name, each in found.items()} == keys


def test_parts_of_a_scenario_are_counted_by_their_own_type():
    document = {
        "stem": "場面",
        "parts": [
            {
                "id": "p1",
                "type": "matrix",
                "document": {"stem": "どれ", **DOCUMENTS["matrix"]},
            }
        ],
    }
    found = variables("scenario", document)
    assert list(found) == ["p1.q1"]
    assert found["p1.q1"].label == "どれ 安全"


def test_flag_and_confidence_are_no_answer():
    assert given('{"flagged": true, "confidence": "high"}') == {}
    assert given('{"chosen": ["a", "b"], "flagged": true}') == {"chosen": ("a", "b")}
    assert given("{}") == {}


def test_texts_that_differ_in_width_and_case_are_one_answer():
    variable = variables("short_text", DOCUMENTS["short_text"])["text"]
    assert answer_of(variable, "ｕｒｌ") == answer_of(variable, "URL") == "url"


def test_a_free_text_stays_as_written():
    variable = variables("free_text", {})["text"]
    assert answer_of(variable, "ＵＲＬがよい") == "ＵＲＬがよい"
