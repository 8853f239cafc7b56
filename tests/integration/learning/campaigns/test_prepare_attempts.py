"""manage.py prepare_attempts: who gets an attempt beforehand."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from quizzes.models import Attempt
from tests.factories.campaigns import AssignmentFactory, CycleFactory
from tests.factories.people import EmploymentFactory, PostingFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def quiz():
    return QuizFactory(code="security-test")


def run(*arguments):
    call_command("prepare_attempts", *map(str, arguments), stdout=(said := StringIO()))
    return said.getvalue()


def prepared():
    rows = Attempt.objects.filter(state="prepared")
    return set(rows.values_list("employee_id", flat=True))


def cycle_of(quiz, **more):
    return CycleFactory(requirement__subject_code=quiz.code, **more)


def test_those_who_are_obliged_get_one_each_also_before_the_cycle_opens(quiz):
    later = TODAY + timedelta(days=10)
    cycle = cycle_of(quiz, opens_on=later, due_on=later + timedelta(days=30))
    obliged = AssignmentFactory.create_batch(2, cycle=cycle)
    AssignmentFactory(cycle__requirement__subject_code="another")
    assert "2 人分を用意しました" in run(quiz.code)
    assert prepared() == {each.employee_id for each in obliged}
    again = run(quiz.code)
    assert "0 人分を用意しました" in again
    assert "2 人は、もう用意してあるか" in again


def test_who_is_exempted_or_was_obliged_in_a_cycle_that_is_over_gets_none(quiz):
    at = AttemptFactory(quiz=quiz).started_at
    AssignmentFactory(cycle=cycle_of(quiz), exempted_at=at)
    over = cycle_of(quiz, opens_on=date(2026, 4, 1), due_on=TODAY - timedelta(days=1))
    AssignmentFactory(cycle=over, due_on=over.due_on)
    assert "0 人分" in run(quiz.code)


def test_a_requirement_can_be_named_and_who_passed_before_takes_it_again(quiz):
    cycle = cycle_of(quiz)
    person = AssignmentFactory(cycle=cycle).employee
    AttemptFactory(quiz=quiz, employee=person, passed=True)  # no evidence: last year's
    run(quiz.code, "--requirement", cycle.requirement.code)
    assert prepared() == {person.pk}


def test_a_unit_or_a_list_of_numbers_can_be_named(quiz, tmp_path):
    here, there = PostingFactory(), PostingFactory()
    run(quiz.code, "--department", here.department.code)
    assert prepared() == {here.employee_id}
    file = tmp_path / "numbers.txt"
    file.write_text(f"{there.employment.number}\n\n", "utf-8")
    run(quiz.code, "--employees", file)
    assert prepared() == {here.employee_id, there.employee_id}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "テスト「nowhere」はありません"),
        (["security-test", "--requirement", "x"], "受講指定「x」はありません"),
        (["security-test", "--department", "x"], "所属「x」はありません"),
        (["security-test", "--employees", "/nowhere.txt"], "nowhere.txt"),
    ],
)
def test_what_is_not_there_is_said(quiz, arguments, said):
    with pytest.raises(CommandError, match=said):
        run(*arguments)


def test_an_unknown_number_stops_all(quiz, tmp_path):
    known = EmploymentFactory()
    file = tmp_path / "numbers.txt"
    file.write_text(f"{known.number}\n999999\n", "utf-8")
    with pytest.raises(CommandError, match="999999"):
        run(quiz.code, "--employees", file)
    assert prepared() == set()
