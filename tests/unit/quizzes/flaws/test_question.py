"""Any document, complete or half written, becomes questions that the rules look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.flaws import RULES, Upkeep, flaws_of_item, questions_of
from tests.spec.flaws.test_flaws_spec import DAY

TYPES = [
    "single_choice",
    "multiple_response",
    "true_false",
    "matching",
    "ordering",
    "numeric",
    "short_text",
    "cloze",
    "matrix",
    "hottext",
    "scenario",
    "likert",
    "rating",
    "free_text",
    "unknown",
]
NAMES = st.sampled_from(
    [
        "stem",
        "options",
        "text",
        "key",
        "explanation",
        "sources",
        "targets",
        "entries",
        "gaps",
        "parts",
        "document",
        "type",
        "lines",
        "segments",
        "choices",
        "statements",
        "format",
        "id",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5)
    ),
    max_leaves=20,
)


def rules_in(item_type, document):
    upkeep = Upkeep(day=DAY, objective="sec-mail")
    return {flaw.rule for flaw in flaws_of_item(item_type, document, upkeep)}


@given(st.sampled_from(TYPES), st.dictionaries(NAMES, JSON, max_size=6))
def test_no_document_breaks_a_rule(item_type, document):
    assert rules_in(item_type, document) <= {rule.id for rule in RULES}


def test_a_gap_with_options_is_looked_at_as_a_choice():
    document = {
        "stem": "空欄を埋めてください。",
        "text": "添付は[[a]]から開く。",
        "explanation": "理由",
        "gaps": [
            {
                "id": "a",
                "options": [
                    {"id": "x", "text": "送信元を確かめて", "key": True},
                    {"id": "y", "text": "必ずすぐに席を立って", "key": False},
                ],
            },
            {"id": "b", "accepted": ["BCC"]},
        ],
    }
    upkeep = Upkeep(day=DAY, objective="sec-mail")
    flaws = flaws_of_item("cloze", document, upkeep)
    assert [(flaw.rule, flaw.place) for flaw in flaws] == [
        ("absolute-in-distractors", "空欄1")
    ]


def test_each_part_of_a_scenario_is_a_question_of_its_own():
    part = {
        "stem": "適切でないものはどれですか。",
        "options": [
            {"id": "a", "text": "席を立つ", "key": True, "explanation": "理由"},
            {"id": "b", "text": "鍵を掛ける", "key": False},
        ],
    }
    document = {
        "stem": "窓口での場面です。",
        "parts": [{"id": "p1", "type": "single_choice", "document": part}],
    }
    questions = questions_of("scenario", document)
    assert [(each.place, each.scene) for each in questions] == [
        ("", "窓口での場面です。"),
        ("設問1", ""),
    ]
    assert rules_in("scenario", document) == {
        "unmarked-negative",
        "missing-explanation",
    }


@pytest.mark.parametrize("item_type", ["numeric", "short_text", "matching", "matrix"])
def test_other_scored_types_need_an_explanation_of_the_whole(item_type):
    assert "missing-explanation" in rules_in(item_type, {"stem": "いくつですか。"})
    explained = {"stem": "いくつですか。", "explanation": "理由"}
    assert rules_in(item_type, explained) == set()


def test_a_survey_needs_no_explanation():
    assert rules_in("likert", {"stem": "自信はありますか。"}) == set()
