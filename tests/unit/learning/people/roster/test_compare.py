"""Each category of change, on hand-written cases: stored + rows + date → changes."""

from dataclasses import replace
from datetime import date

import pytest

from learning.people.roster.changes import Answers
from learning.people.roster.columns import Field
from learning.people.roster.state import AbsenceRow

from .sample import (
    APRIL,
    CITIZENS,
    GONE,
    NEXT,
    OCTOBER,
    OLD,
    TAX,
    compared,
    found,
    person,
    row,
    spans,
)

OTHERS = [person(f"0002{n:02d}", f"佐藤　{n}", f"サトウ　{n}") for n in range(20)]
OTHER_ROWS = [row(f"0002{n:02d}", f"佐藤　{n}", f"サトウ　{n}") for n in range(20)]


def test_nothing_changes_when_the_file_says_what_is_stored():
    changes = compared([person()], [row()])
    assert (found(changes), list(changes.people)) == ([], [])
    assert changes.is_applicable


def test_an_unknown_number_is_a_joiner_from_the_hiring_date():
    changes = compared([], [row(hired_on=date(2026, 4, 1))])
    assert found(changes) == [("joiner", "000101")]
    after = changes.people[0].after
    assert after.employments[0].starts_on == APRIL
    assert spans(after) == [(CITIZENS, APRIL, None, "appointed")]


def test_a_posting_never_begins_before_its_department():
    changes = compared([], [row(hired_on=date(2010, 4, 1))])
    after = changes.people[0].after
    assert after.employments[0].starts_on == date(2010, 4, 1)
    assert spans(after) == [(CITIZENS, OLD, None, "appointed")]


def test_another_department_is_a_move_on_the_day_of_the_order():
    moved = row(department_code="0102", effective_on=APRIL)
    changes = compared([person()], [moved], as_of=date(2026, 4, 10))
    assert found(changes) == [("mover", "000101")]
    assert spans(changes.people[0].after) == [
        (CITIZENS, OLD, APRIL, "appointed"),
        (TAX, APRIL, None, "transferred"),
    ]
    change = changes.changes[0]
    assert (change.before, change.after) == ("市民課 主事", "税務課 主事")


def test_a_higher_title_in_the_same_place_is_a_promotion():
    promoted = row(post_title="係長", rank_class="unit_head")
    changes = compared([person()], [promoted])
    assert spans(changes.people[0].after)[1] == (CITIZENS, APRIL, None, "promoted")


def test_a_move_to_a_successor_is_counted_apart():
    stored = person(department=GONE)
    changes = compared([stored], [row(department_code="0104")])
    assert found(changes) == [("reorganised", "000101")]
    assert spans(changes.people[0].after)[1] == (NEXT, APRIL, None, "reorganised")


def test_who_is_not_in_the_file_leaves_the_source():
    changes = compared([person(), *OTHERS], OTHER_ROWS)
    assert found(changes) == [("leaver", "000101")]
    after = changes.people[0].after
    assert after.employments[0].ends_on == APRIL
    assert spans(after) == [(CITIZENS, OLD, APRIL, "appointed")]


def test_who_stands_in_a_row_with_an_error_has_not_left():
    changes = compared([person(), *OTHERS], OTHER_ROWS, unsound=("000101",))
    assert found(changes) == []


def test_a_partial_file_lets_nobody_leave():
    assert found(compared([person(), *OTHERS], OTHER_ROWS, partial=True)) == []


def test_a_source_never_decides_about_anothers_people():
    fire = person("000301", "消防　太郎", "ショウボウ　タロウ", source="fire")
    changes = compared([fire], [row()])
    assert found(changes) == [("joiner", "000101")]


def test_who_is_in_force_elsewhere_waits_for_the_other_file():
    fire = person(source="fire")
    changes = compared([fire], [row(department_code="0102")])
    assert found(changes) == [("awaiting", "000101")]
    assert list(changes.people) == []


def test_who_left_one_source_and_appears_in_another_is_a_mover():
    fire = person(source="fire", ends_on=APRIL)
    changes = compared([fire], [row(department_code="0102")])
    assert found(changes) == [("mover", "000101")]
    after = changes.people[0].after
    assert [e.cause for e in after.employments] == ["hired", "seconded"]
    assert changes.people[0].before is fire


def test_who_leaves_here_and_goes_on_elsewhere_is_no_leaver():
    stored = person()
    beside = replace(
        stored.employments[0], key="e9", number="9001", source="fire", id=9
    )
    both = replace(stored, employments=(*stored.employments, beside))
    assert found(compared([both], [])) == [("mover", "000101")]


@pytest.mark.parametrize(
    ("kind", "ends_on", "category", "cause"),
    [
        ("regular", None, "renumbered", "renumbered"),
        ("regular", APRIL, "reappointed", "renewed"),
        ("reappointed", APRIL, "reappointed", "reappointed"),
    ],
)
def test_a_new_number_after_an_old_one(kind, ends_on, category, cause):
    new = row("K00555", old_number="000101", employment_type=kind)
    changes = compared([person(ends_on=ends_on)], [new])
    assert found(changes) == [(category, "K00555")]
    first, second = changes.people[0].after.employments
    assert (first.ends_on, second.starts_on, second.cause) == (APRIL, APRIL, cause)


def test_the_citys_own_key_finds_the_person():
    stored = person(person_key="A1", ends_on=APRIL)
    changes = compared([stored], [row("000777", person_key="A1")])
    assert found(changes) == [("reappointed", "000777")]


def test_a_namesake_of_a_leaver_is_proposed_and_not_merged():
    changes = compared([person()], [row("000777", hired_on=OLD)])
    assert sorted(found(changes)) == [("joiner", "000777"), ("leaver", "000101")]
    proposal = changes.proposals[0]
    assert proposal.id == "person:000777:000101"
    assert proposal.ground == "氏名・フリガナ・採用年月日が同じ"


def test_a_ticked_proposal_is_one_person():
    answers = Answers(accepted=frozenset({"person:000777:000101"}))
    changes = compared([person()], [row("000777")], answers=answers)
    assert found(changes) == [("renumbered", "000777")]
    assert changes.people[0].before is not None


def test_nobody_who_stays_is_proposed():
    changes = compared([person()], [row(), row("000777", line=3)])
    assert found(changes) == [("joiner", "000777")]
    assert list(changes.proposals) == []


def test_a_wholly_different_name_under_a_number_is_asked():
    other = row(name="鈴木　一郎", kana="スズキ　イチロウ")
    changes = compared([person()], [other])
    (question,) = changes.open_questions
    assert not changes.is_applicable
    answers = Answers(choices={question.id: "other"})
    changes = compared([person()], [other], answers=answers)
    assert sorted(found(changes)) == [("joiner", "000101"), ("leaver", "000101")]
    assert changes.is_applicable


def test_a_changed_surname_is_a_dated_name():
    changes = compared([person()], [row(name="佐藤　花子", kana="サトウ　ハナコ")])
    assert found(changes) == [("name", "000101")]
    names = changes.people[0].after.names
    assert [(n.name, n.starts_on, n.ends_on) for n in names] == [
        ("山田　花子", OLD, APRIL),
        ("佐藤　花子", APRIL, None),
    ]


def test_an_ended_number_may_pass_to_another_person():
    gone = person(ends_on=date(2026, 1, 1))
    other = row(name="鈴木　一郎", kana="スズキ　イチロウ", hired_on=date(2025, 4, 1))
    changes = compared([gone], [other])
    assert found(changes) == [("joiner", "000101")]
    assert changes.people[0].before is None
    # the number was another's until 1 January
    assert changes.people[0].after.employments[0].starts_on == date(2026, 1, 1)


def test_lost_zeros_are_an_error_and_not_a_joiner():
    changes = compared([person()], [row("101")])
    assert [problem.value for problem in changes.errors] == ["101"]
    assert not changes.is_applicable


def test_an_unknown_department_is_an_error():
    changes = compared([person()], [row(department_code="9999")])
    assert [(p.line, p.column, p.value) for p in changes.errors] == [
        (2, "所属コード", "9999")
    ]


def test_a_closed_department_is_an_error():
    changes = compared([person(department=GONE)], [row(department_code="0103")])
    assert [p.value for p in changes.errors] == ["0103"]


@pytest.mark.parametrize(
    ("correction", "category", "start"),
    [(False, "mover", OCTOBER), (True, "correction", APRIL)],
)
def test_an_order_older_than_the_post_restates_the_past_only_if_marked(
    correction, category, start
):
    stored = person(starts_on=APRIL)
    old_order = row(department_code="0102", effective_on=date(2023, 4, 1))
    changes = compared([stored], [old_order], as_of=OCTOBER, correction=correction)
    assert found(changes) == [(category, "000101")]
    assert spans(changes.people[0].after)[-1][:2] == (TAX, start)


def test_an_order_of_the_day_the_stored_post_began_is_a_correction():
    stored = person(starts_on=APRIL)
    changes = compared(
        [stored], [row(department_code="0102", effective_on=APRIL)], as_of=OCTOBER
    )
    assert found(changes) == [("correction", "000101")]
    assert spans(changes.people[0].after) == [(TAX, APRIL, None, "corrected")]


def test_a_row_of_the_future_starts_then():
    future = row(line=3, department_code="0102", effective_on=OCTOBER)
    changes = compared([person()], [row(), future])
    assert found(changes) == [("mover", "000101")]
    assert spans(changes.people[0].after) == [
        (CITIZENS, OLD, OCTOBER, "appointed"),
        (TAX, OCTOBER, None, "transferred"),
    ]


def test_a_retirement_in_the_file_ends_everything():
    changes = compared([person()], [row(ends_on=OCTOBER, left=True)])
    assert found(changes) == [("leaver", "000101")]
    after = changes.people[0].after
    assert (after.employments[0].ends_on, after.postings[0].ends_on) == (
        OCTOBER,
        OCTOBER,
    )


def test_a_longer_term_takes_its_posting_along():
    stored = person(ends_on=OCTOBER)
    until = date(2027, 4, 1)
    changes = compared([stored], [row(ends_on=until)], columns={Field.TERM_UNTIL})
    assert found(changes) == [("correction", "000101")]
    assert spans(changes.people[0].after) == [(CITIZENS, OLD, until, "appointed")]


def test_a_correction_of_the_past_reopens_nothing_that_ended_later():
    stored = person(ends_on=OCTOBER)
    changes = compared([stored], [row()], columns={Field.TERM_UNTIL}, correction=True)
    assert found(changes) == []


def test_an_end_before_the_beginning_is_an_error():
    late = row("000777", effective_on=OCTOBER, hired_on=OCTOBER, ends_on=OCTOBER)
    changes = compared([], [late])
    assert [error.value for error in changes.errors] == ["000777"]


def test_postings_are_recorded_again_under_a_corrected_employment():
    changes = compared([person()], [row(employment_type="fixed_term")])
    after = changes.people[0].after
    assert (after.employments[0].id, after.postings[0].id) == (None, None)
    assert found(changes) == [("correction", "000101")]


def test_concurrent_posts_come_and_go():
    concurrent = row(line=3, department_code="0102", kind="concurrent")
    columns = {Field.POSTING_KIND}
    changes = compared([person()], [row(), concurrent], columns=columns)
    assert found(changes) == [("mover", "000101")]
    after = changes.people[0].after
    assert spans(after, "concurrent") == [(TAX, APRIL, None, "appointed")]
    kept = replace(after, postings=tuple(replace(p, id=7) for p in after.postings))
    changes = compared([kept], [row()], as_of=OCTOBER, columns=columns)
    assert spans(changes.people[0].after, "concurrent") == [
        (TAX, APRIL, OCTOBER, "appointed")
    ]
    assert changes.changes[0].note == "解除"


def test_two_main_rows_are_asked_and_the_answer_decides():
    rows = [row(department_code="0102"), row(line=3, department_code="0104")]
    changes = compared([], rows)
    (question,) = changes.open_questions
    assert [o.id for o in question.options] == ["0102/主事", "0104/主事"]
    answers = Answers(choices={question.id: "0104/主事"})
    after = compared([], rows, answers=answers).people[0].after
    assert [p.department for p in after.postings if p.kind == "main"] == [NEXT]
    assert [p.department for p in after.postings if p.kind == "concurrent"] == [TAX]


def test_what_is_stored_answers_the_question_of_two_main_rows():
    rows = [row(), row(line=3, department_code="0102")]
    changes = compared([person()], rows)
    assert list(changes.questions) == []
    assert spans(changes.people[0].after, "concurrent")[0][0] == TAX


def test_two_part_time_appointments_of_one_key_are_one_person():
    rows = [row("K1", person_key="A"), row("K2", person_key="A", line=3)]
    answers = Answers(choices={"main:K1+K2": "K2"})
    changes = compared([], rows, answers=answers)
    assert changes.is_applicable
    (change,) = changes.people
    mains = [p.employment for p in change.after.postings if p.kind == "main"]
    assert [change.after.employment(key).number for key in mains] == ["K2"]


def test_leave_begins_without_a_reason_and_ends_as_a_return():
    columns = {Field.ABSENCE}
    changes = compared([person()], [row(absence="leave")], columns=columns)
    assert found(changes) == [("absent", "000101")]
    absences = changes.people[0].after.absences
    assert absences == (AbsenceRow("leave", APRIL, None),)
    away = person(absences=(AbsenceRow("leave", OLD, None, id=1),))
    changes = compared([away], [row(absence="none")], columns=columns)
    assert found(changes) == [("returner", "000101")]
    assert changes.people[0].after.absences == (AbsenceRow("leave", OLD, APRIL),)


def test_a_file_without_the_column_leaves_absences_alone():
    away = person(absences=(AbsenceRow("leave", OLD, None, id=1),))
    assert found(compared([away], [row()])) == []


def test_a_term_that_ended_by_itself_is_no_leaver():
    assert found(compared([person(ends_on=APRIL)], [])) == []


def test_more_than_a_tenth_leaving_needs_confirmation():
    changes = compared(OTHERS, OTHER_ROWS[:18])  # 2 of 20 leave: exactly a tenth
    assert changes.to_confirm(0.1) is None
    changes = compared(OTHERS, OTHER_ROWS[:17])
    assert (changes.leavers, changes.to_confirm(0.1)) == (3, 3)


# --- two main rows of one person, one of them stored


def reasons(changes):
    return [(problem.line, problem.reason) for problem in changes.warnings]


def test_the_stored_main_post_stays_and_both_are_named():
    rows = [
        row(line=2),
        row(
            line=3, department_code="0102", department_name="税務課", post_title="主査"
        ),
    ]
    changes = compared([person()], rows)
    after = changes.people[0].after
    assert spans(after) == [(CITIZENS, OLD, None, "appointed")]
    assert [p.department for p in after.postings if p.kind != "main"] == [TAX]
    ((line, reason),) = reasons(changes)
    assert line == 3
    assert "今の「市民課 主事」を本務のまま" in reason
    assert "「税務課 主査」は兼務" in reason
    assert compared([after], rows).warnings == []  # known by now


def test_two_numbers_of_one_person_are_named_too():
    second = person("000102", starts_on=APRIL).employments
    both = replace(person(), employments=(*person().employments, *second))
    rows = [row(line=2), row("000102", line=3, department_code="0102")]
    changes = compared([both], rows)
    assert not changes.questions
    assert [line for line, _reason in reasons(changes)] == [3]
    assert "「0102 主事」は兼務" in reasons(changes)[0][1]
