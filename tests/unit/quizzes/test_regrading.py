"""Scores worked out anew, by hand.

Three items of 1, 1 and 2 points, keys a, a, a; marks: 60 % of the total. The first is
version 1, whose key should have been b.
"""

from decimal import Decimal

import pytest

from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import read_document
from quizzes.regrading import (
    Correction,
    Method,
    Sitting,
    key_of,
    maxima_of,
    points_of,
    regraded,
)

D = Decimal


def raw(key, points="1", stem="どれですか。"):
    return {
        "stem": stem,
        "options": [
            {"id": each, "text": each, "key": each in key, "explanation": "解説"}
            for each in "abc"
        ],
        "points": points,
    }


def choice(key, points="1"):
    return read_document("single_choice", raw(key, points))


DOCUMENTS = {1: choice("a"), 2: choice("a"), 3: choice("a", "2")}
FORM = AttemptForm(tuple(FormItem(each, "s", ()) for each in (1, 2, 3)))
RIGHT = {1: Correction(Method.CORRECTED_KEY, choice("b"))}
FULL = {1: Correction(Method.FULL_MARKS)}
DROPPED = {1: Correction(Method.DROPPED)}


def sitting(answers, points, floors=None):
    return Sitting(
        form=FORM,
        points=[D(each) for each in points],
        responses={n: {"chosen": (o,)} for n, o in enumerate(answers) if o != "-"},
        pass_mark=D("0.6"),
        floors=floors or {},
    )


def change(answers, points, new, *, keeps_passes=True, corrections=None):
    return regraded(
        sitting(answers, points),
        documents=DOCUMENTS,
        corrections=corrections or {},
        new=new,
        keeps_passes=keeps_passes,
    )


@pytest.mark.parametrize(
    ("answers", "points", "new", "raw_score", "maximum", "passed"),
    [
        # 60 % of 4 points: 2.4 → 3 points are needed.
        ("bba", "002", RIGHT, "3", "4", True),  # 0+0+2 → 1+0+2: passes
        ("aba", "102", RIGHT, "2", "4", False),  # 1+0+2 → 0+0+2: fails (see below)
        ("cba", "002", RIGHT, "2", "4", False),  # wrong either way
        ("-ba", "002", FULL, "3", "4", True),  # full marks also without an answer
        ("aaa", "112", FULL, "4", "4", True),
        # dropped: 60 % of 3 points: 1.8 → 2 points are needed.
        ("bba", "002", DROPPED, "2", "3", True),  # 0+2 of 3
        ("aab", "110", DROPPED, "1", "3", False),  # 1+0 of 3
        ("aba", "102", DROPPED, "2", "3", True),  # its point is gone, 2 of 3 is enough
    ],
)
def test_each_way_by_hand(answers, points, new, raw_score, maximum, passed):
    after = change(answers, points, new, keeps_passes=False).after
    found = (after.total.raw, after.total.maximum, after.passed)
    assert found == (D(raw_score), D(maximum), passed)


def test_nobody_who_passed_fails_unless_it_is_said():
    kept = change("aba", "102", RIGHT)
    assert kept.is_kept
    assert not kept.loses_pass
    assert kept.counts.total.raw == 3
    lost = change("aba", "102", RIGHT, keeps_passes=False)
    assert lost.loses_pass
    assert (lost.counts.total.raw, lost.difference) == (2, -1)


def test_who_failed_anyway_may_have_fewer_points():
    fewer = change("abb", "100", RIGHT)
    assert (fewer.is_kept, fewer.counts.total.raw, fewer.difference) == (False, 0, -1)


def test_what_other_positions_earned_is_a_fact():
    # the second answer would earn a point today; its stored 0 stays
    after = change("baa", "002", RIGHT).after
    assert after.points == (1, 0, 2)


def test_an_earlier_correction_of_another_item_stays():
    # the second item was dropped before: 0+2 of 3 → 1+2 of 3
    found = change("bba", "002", RIGHT, corrections={2: Correction(Method.DROPPED)})
    assert (found.before.total.raw, found.before.total.maximum) == (2, 3)
    assert (found.after.total.raw, found.after.total.maximum) == (3, 3)


def test_a_later_correction_replaces_the_earlier_of_the_same_item():
    found = change("bba", "002", RIGHT, corrections=DROPPED)
    assert (found.before.total.maximum, found.after.total.maximum) == (3, 4)


def test_the_weight_stays_that_of_the_version_shown():
    # the corrected version gives 4 points, the one that was shown 1
    four = {1: Correction(Method.CORRECTED_KEY, choice("b", "4"))}
    assert points_of(FORM, DOCUMENTS, four, {0: {"chosen": ("b",)}})[0] == 1
    assert maxima_of(FORM, DOCUMENTS, four) == [1, 1, 2]


def test_a_share_is_rounded_down_to_hundredths():
    # each of three statements a third of 3 points; shown with 1 point: 2/3 → 0.66
    matrix = {
        "stem": "選ぶ",
        "points": "3",
        "scoring": "each",
        "explanation": "解説",
        "choices": [{"id": "y", "text": "はい"}, {"id": "n", "text": "いいえ"}],
        "statements": [
            {"id": each, "text": each, "choice": "y", "explanation": ""}
            for each in "abc"
        ],
    }
    right = Correction(Method.CORRECTED_KEY, read_document("matrix", matrix))
    shown = read_document("matrix", {**matrix, "points": "1"})
    given = {"a": ("y",), "b": ("y",), "c": ("n",)}
    assert right.points_for(shown, given) == D("0.66")


def test_a_trial_item_counts_for_nothing_also_with_full_marks():
    form = AttemptForm((FormItem(1, "s", (), trial=True), FormItem(2, "s", ())))
    assert maxima_of(form, DOCUMENTS, FULL) == [0, 1]


def test_the_key_is_what_decides_about_points():
    assert key_of(raw("a")) == key_of(raw("a", points="2", stem="べつの文"))
    assert key_of(raw("a")) != key_of(raw("b"))
    turned = raw("a")
    turned["options"].reverse()
    assert key_of(turned) == key_of(raw("a"))
    entries = {"entries": [{"id": "a", "text": "一"}, {"id": "b", "text": "二"}]}
    other = {"entries": list(reversed(entries["entries"]))}
    assert key_of(entries) != key_of(other)
