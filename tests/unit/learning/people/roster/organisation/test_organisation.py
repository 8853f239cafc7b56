"""Organisation files by pure rules: reading, and what a tree becomes."""

from datetime import date

import pytest

from learning.people.roster.changes import Answers
from learning.people.roster.file_columns import propose_mapping
from learning.people.roster.organisation.columns import ORGANISATION_COLUMNS
from learning.people.roster.organisation.compare import compare_organisation
from learning.people.roster.organisation.parse import guess_level, parse_organisation
from learning.people.roster.organisation.rows import StoredDepartment
from learning.tabular.reading import read_table

OLD, APRIL = date(2020, 4, 1), date(2026, 4, 1)
HEADING = "所属コード,所属名,上位所属コード,区分,建制順,廃止年月日,移行先所属コード\n"
STORED = (
    StoredDepartment(1, "10", "総務部", None, "bureau", 10, "", "市長", OLD),
    StoredDepartment(2, "11", "人事課", 1, "section", 10, "", "市長", OLD, people=8),
    StoredDepartment(3, "12", "給与係", 2, "unit", 10, "", "市長", OLD, people=3),
    StoredDepartment(
        4, "20", "消防本部", None, "bureau", 90, "", "消防長", OLD, people=9
    ),
)
BUREAU, SECTION, UNIT = (
    "10,総務部,,部局,10,,\n",
    "11,人事課,10,課,10,,\n",
    "12,給与係,11,係,10,,\n",
)
FIRE = "20,消防本部,,部局,90,,\n"


def parsed(*lines, heading=HEADING):
    table = read_table((heading + "".join(lines)).encode(), "組織.csv")
    mapping = propose_mapping(table.header, ORGANISATION_COLUMNS)
    return parse_organisation(table, mapping)


def compared(*lines, stored=STORED, **choices):
    return compare_organisation(
        stored=stored,
        organisation=parsed(*lines),
        as_of=APRIL,
        answers=Answers(choices=choices.get("choices", {})),
    )


def found(changes):
    return sorted((change.category.value, change.code) for change in changes.changes)


def test_the_same_tree_changes_nothing():
    changes = compared(BUREAU, SECTION, UNIT, FIRE)
    assert (found(changes), list(changes.successions)) == ([], [])


def test_order_is_edited_in_place():
    changes = compared(BUREAU, "11,人事課,10,課,30,,\n", UNIT, FIRE)
    assert found(changes) == [("edited", "11")]
    assert [(e.department.id, e.order) for e in changes.edits] == [(2, 30)]


def test_a_bureau_that_passes_on_takes_its_subtree_along():
    changes = compared(
        "10,総務部,,部局,10,R8.3.31,15\n",
        "15,経営部,,部局,10,,\n",
        "11,人事課,15,課,10,,\n",
        UNIT,
        FIRE,
    )
    assert found(changes) == [
        ("closed", "10"),
        ("moved_along", "11"),
        ("moved_along", "12"),
        ("opened", "15"),
    ]
    single = {(s.predecessor, s.successor) for s in changes.successions if s.is_single}
    assert single == {(1, "15"), (2, "11"), (3, "12")}
    # 8 in 人事課 and 3 in 給与係
    assert (changes.people_moved, changes.people_to_place) == (11, 0)
    assert list(changes.questions) == []


@pytest.mark.parametrize(
    ("answer", "moved", "to_place"), [("renamed", 11, 0), ("another", 3, 8)]
)
def test_another_name_is_asked_and_the_answer_moves_people(answer, moved, to_place):
    lines = (BUREAU, "11,人財課,10,課,10,,\n", UNIT, FIRE)
    (question,) = compared(*lines).open_questions
    assert question.id == "department:11"
    choices = {"department:11": answer, "department:12": "renamed"}
    changes = compared(*lines, choices=choices)
    assert (changes.people_moved, changes.people_to_place) == (moved, to_place)
    assert changes.is_applicable


def test_a_code_that_is_closed_and_reused_in_one_file_is_not_asked():
    lines = (
        BUREAU,
        "11,人事課,10,課,10,R8.3.31,13\n",
        "11,観光課,10,課,20,,\n",
        "13,職員課,10,課,10,,\n",
        "12,給与係,13,係,10,,\n",
        FIRE,
    )
    changes = compared(*lines)
    assert list(changes.questions) == []
    assert found(changes) == [
        ("closed", "11"),
        ("moved_along", "12"),
        ("opened", "11"),
        ("opened", "13"),
    ]
    single = {(s.predecessor, s.successor) for s in changes.successions if s.is_single}
    assert single == {(2, "13"), (3, "12")}
    assert (changes.people_moved, changes.people_to_place) == (11, 0)


def test_a_parent_that_the_same_file_closes_is_an_error():
    changes = compared(
        "10,総務部,,部局,10,R8.3.31,\n", "11,人事課,10,課,10,,\n", stored=()
    )
    assert [(e.column, e.value) for e in changes.errors] == [("上位所属コード", "10")]


def test_a_split_leaves_people_to_be_placed():
    changes = compared(
        BUREAU,
        "11,人事課,10,課,10,R8.3.31,13、14\n",
        "13,職員課,10,課,10,,\n",
        "14,給与課,10,課,20,,\n",
        "12,給与係,14,係,10,,\n",
        FIRE,
        choices={"department:12": "renamed"},
    )
    links = {(s.predecessor, s.successor, s.is_single) for s in changes.successions}
    assert {(2, "13", False), (2, "14", False)} <= links
    assert changes.people_to_place == 8


def test_a_merger_into_what_goes_on_is_not_single():
    changes = compared(BUREAU, SECTION, "12,給与係,11,係,10,R8.3.31,11\n", FIRE)
    assert [(s.predecessor, s.successor, s.is_single) for s in changes.successions] == [
        (3, "11", False)
    ]


def test_what_is_missing_is_closed_with_a_warning_within_its_authority():
    changes = compared(BUREAU, SECTION)
    assert found(changes) == [("closed", "12")]
    assert [warning.value for warning in changes.warnings] == ["12"]


def many(count, parent=5):
    """A 部 (id 5, 30) with so many sections, beside the usual ones."""
    bureau = StoredDepartment(5, "30", "経済部", None, "bureau", 30, "", "市長", OLD)
    below = [
        StoredDepartment(
            10 + n, f"31{n}", f"第{n}課", parent, "section", n, "", "市長", OLD
        )
        for n in range(count)
    ]
    return (*STORED, bureau, *below)


@pytest.mark.parametrize(("count", "number"), [(4, None), (5, 5)])
def test_from_five_on_what_is_not_listed_needs_its_number(count, number):
    kept = "30,経済部,,部局,30,,\n"
    changes = compared(BUREAU, SECTION, UNIT, FIRE, kept, stored=many(count))
    # 4 of 9, 5 of 10: more than a tenth each time
    assert (changes.unlisted, changes.to_confirm(0.1)) == (count, number)
    assert len(changes.warnings) == count


def test_under_what_the_file_closes_nothing_is_counted():
    closed = "30,経済部,,部局,30,R8.3.31,\n"
    changes = compared(BUREAU, SECTION, UNIT, FIRE, closed, stored=many(6))
    assert (changes.unlisted, changes.to_confirm(0.1)) == (0, None)
    assert changes.counts["closed"] == 7  # 経済部 and its six sections
    assert len(changes.warnings) == 6


def test_living_under_what_is_closed_is_an_error():
    changes = compared(BUREAU, "11,人事課,10,課,10,R8.3.31,\n", UNIT, FIRE)
    assert [(e.column, e.value) for e in changes.errors] == [("上位所属コード", "11")]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (",総務部,,部局,10,,\n", "所属コード"),
        ("10,,,部局,10,,\n", "所属名"),
        ("10,総務部,99,部局,10,,\n", "上位所属コード"),
        ("10,総務部,10,部局,10,,\n", "上位所属コード"),
        ("10,総務部,,なぞ,10,,\n", "区分"),
        ("10,総務部,,部局,一,,\n", "建制順"),
        ("10,総務部,,部局,10,R8.2.30,\n", "廃止年月日"),
        ("10,総務部,,部局,10,,\n10,企画部,,部局,20,,\n", "所属コード"),
    ],
)
def test_errors_name_their_column(line, column):
    problems = parsed(line).problems
    assert {problem.column for problem in problems} == {column}
    assert all(problem.line in (2, 3) and problem.mend for problem in problems)


def told(changes):
    return sorted((p.line, p.column) for p in changes.errors)


def test_all_errors_of_a_row_are_told_in_one_go():
    bad = "11,人事課,99,課,10,R8.2.30,\n"  # no such day, and no such parent
    assert told(compared(BUREAU, bad, UNIT, FIRE)) == [
        (3, "上位所属コード"),
        (3, "廃止年月日"),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "11,人事課,10,課,10,R8.2.30,\n",  # no such day
        "11,人事課,10,課\n",  # too few cells
        "11,人事課,10,課,10,,,,x\n",  # too many
        ",人事課,10,課,10,,\n",  # no code: the name says which
    ],
)
def test_a_row_in_error_is_in_the_file_all_the_same(broken):
    """Neither it nor what is below it is told as gone."""
    unit = UNIT if broken.startswith("11") else ""
    changes = compared(BUREAU, broken, unit, FIRE)
    assert {problem.line for problem in changes.errors} == {3}
    assert ("closed", "11") not in found(changes)


def test_a_circle_of_parents_is_found():
    problems = parsed("1,甲,2,課,1,,\n", "2,乙,1,課,2,,\n").problems
    assert [problem.line for problem in problems] == [2, 3]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("部局", "bureau"),
        ("総務部", "bureau"),
        ("議会事務局", "bureau"),
        ("市民課", "section"),
        ("第一保育園", "section"),
        ("窓口係", "unit"),
        ("企画グループ", "unit"),
        ("なぞ", None),
    ],
)
def test_levels_are_guessed(text, level):
    assert guess_level(text) == level
