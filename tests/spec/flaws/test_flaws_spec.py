"""The tables beside this file, read by the owner of the rules, are what the rules find."""

from datetime import date
from pathlib import Path

import pytest

from quizzes.flaws import (
    QUESTION_RULES,
    RULES,
    SEVERITIES,
    QuizItem,
    Upkeep,
    WholeQuiz,
    flaws_of_item,
    flaws_of_quiz,
    questions_of,
)

HERE = Path(__file__).parent
TABLES = ("cues.txt", "wording.txt", "choices.txt")
DAY = date(2026, 11, 21)


def table(name):
    """Rows below the heading row, the first line that has a bar."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if "|" in line]
    return rows[1:]


EXAMPLES = [row for name in TABLES for row in table(name)]


def document(item_type, stem, options):
    texts = options.split("／")
    rows = [
        {
            "id": "abcdefghij"[place],
            "text": text.lstrip("*"),
            "key": text.startswith("*"),
            "explanation": "理由",
        }
        for place, text in enumerate(texts)
    ]
    shared = {"stem": stem, "explanation": "理由", "points": 1}
    if item_type == "ordering":
        return shared | {"entries": rows}
    if item_type == "matching":
        return shared | {"sources": rows, "targets": rows[:2]}
    if item_type == "html":
        return shared | {"format": "html", "options": rows}
    return shared | {"options": rows}


def found_in(item_type, raw, **upkeep):
    known = Upkeep(day=DAY, **{"objective": "sec-mail", **upkeep})
    return {flaw.rule for flaw in flaws_of_item(item_type, raw, known)}


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row[0]} {row[2][:16]}")
def test_example(row):
    rule, item_type, stem, options, expected = row
    kind = "single_choice" if item_type == "html" else item_type
    found = found_in(kind, document(item_type, stem, options))
    assert (rule in found) is (expected == "あり")


def test_every_rule_on_questions_has_a_good_and_a_bad_example():
    elsewhere = {"missing-explanation"}
    for verdict in ("あり", "なし"):
        shown = {row[0] for row in EXAMPLES if row[4] == verdict}
        assert {rule.id for rule in QUESTION_RULES} - elsewhere == shown


def test_an_option_without_an_explanation_is_an_error():
    raw = document("single_choice", "どれですか。", "*甲／乙／丙")
    assert "missing-explanation" not in found_in("single_choice", raw)
    raw["options"][1]["explanation"] = " "
    flaws = flaws_of_item("single_choice", raw, Upkeep(day=DAY, objective="x"))
    assert flaws[0].severity == "error"
    assert flaws[0].message.startswith("選択肢2に解説がありません。")


def test_an_item_without_an_objective_or_with_a_retired_one():
    raw = document("single_choice", "どれですか。", "*甲／乙／丙")
    assert "no-objective" in found_in("single_choice", raw, objective="")
    assert "no-objective" in found_in("single_choice", raw, objective_retired=True)
    assert "no-objective" not in found_in("single_choice", raw)


def test_review_is_past_from_the_day_after():
    raw = document("single_choice", "どれですか。", "*甲／乙／丙")
    assert "review-past" not in found_in("single_choice", raw, review_on=DAY)
    past = date(2026, 11, 20)
    assert "review-past" in found_in("single_choice", raw, review_on=past)


def quiz_of(places, *, shuffles=False, options=4, texts=None):
    """A quiz whose n-th question has its key at ``places[n]``."""
    items = []
    for number, key in enumerate(places):
        rows = "／".join(
            ("*" if place == key else "")
            + (texts[place] if texts else f"語{number}の{place}")
            for place in range(options)
        )
        raw = document("single_choice", f"問い{number}はどれですか。", rows)
        items.append(QuizItem(f"i-{number}", questions_of("single_choice", raw)))
    return WholeQuiz(tuple(items), shuffles)


def rules_of(quiz):
    return {flaw.rule for flaw in flaws_of_quiz(quiz)}


# By hand: all of 5 at the first of 4 places has chance (1/4)^5 = 0.00098, times 4 places
# 0.0039 < 0.01; all of 4 has 0.0039 * 4 = 0.016. None of 24 at one of 4 places has
# (3/4)^24 = 0.0010, times 4 = 0.0040.
@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([0] * 5, True),
        ([0] * 4, False),
        ([0, 1, 2] * 8, True),
        ([0, 1, 2, 3] * 6, False),
    ],
)
def test_key_positions(places, found):
    assert ("key-positions" in rules_of(quiz_of(places))) is found


def test_key_positions_of_a_quiz_that_shuffles_are_a_hint():
    quiz = quiz_of([0] * 6, shuffles=True)
    assert rules_of(quiz) == {"key-positions-written"}
    assert flaws_of_quiz(quiz)[0].severity == "hint"


def test_key_often_longest_though_never_much_longer():
    texts = ["四文字だ", "三文字", "三文本", "三文目"]
    # all of 6 longest: (1/4)^6 = 0.00024
    assert "key-often-longest" in rules_of(quiz_of([0] * 6, texts=texts))
    assert "key-often-longest" not in rules_of(quiz_of([0, 1, 2] * 2, texts=texts))


def test_one_item_gives_away_the_key_of_another():
    first = document(
        "single_choice", "装置はどれですか。", "*無停電電源装置の一種／甲／乙"
    )
    second = document(
        "single_choice", "無停電電源装置の一種を置く所はどれですか。", "*丙／丁／戊"
    )
    items = tuple(
        QuizItem(code, questions_of("single_choice", raw))
        for code, raw in (("one", first), ("two", second))
    )
    quiz = WholeQuiz(items, shuffles=True)
    assert "cued-by-another" in rules_of(quiz)
    assert "cued-by-another" not in rules_of(WholeQuiz(items[:1], shuffles=True))


def test_every_rule_names_its_source_and_what_to_do():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.source
        assert rule.advice.endswith("。")


def test_the_documentation_lists_every_rule_as_it_is():
    text = (HERE.parents[2] / "docs" / "item-flaws.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    rows = [row for row in rows if row.count("|") == 5]
    assert rows == [
        f"| `{rule.id}` | {rule.name} | {SEVERITIES[rule.severity]} | {rule.source} |"
        for rule in RULES
    ]
