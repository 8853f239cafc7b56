"""The life of an attempt through its actions."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from learning.log.models import Entry
from quizzes.actions import attempts, starting
from quizzes.errors import (
    AttemptClosed,
    AttemptLimitReached,
    QuizNotReady,
    QuizRetired,
)
from quizzes.models import Attempt
from quizzes.signals import attempt_finished
from tests.factories.people import EmployeeFactory, UserFactory
from tests.factories.quizzes import (
    START,
    AttemptFactory,
    ItemVersionFactory,
    QuizFactory,
    QuizSectionFactory,
    ResponseFactory,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def start(quiz, employee, at=START, by=None, **more):
    return starting.start(quiz=quiz, employee=employee, by=by, at=at, **more)


@pytest.fixture
def finished_news():
    heard = []

    def hear(attempt, **kwargs):
        heard.append((attempt.pk, attempt.passed))

    attempt_finished.connect(hear, weak=False)
    yield heard
    attempt_finished.disconnect(hear)


def test_a_start_copies_the_marks_and_draws_the_form():
    quiz = QuizFactory(timed=True, item_count=3)
    quiz.sections.update(floor=Decimal("0.5"))
    attempt = start(quiz, EmployeeFactory(), seed=7)
    attempt.refresh_from_db()
    assert attempt.number == 1
    assert attempt.closes_at == START + 20 * MINUTE
    assert attempt.pass_mark == Decimal("0.6")
    assert attempt.floors == {"s1": "0.500"}
    assert len(attempt.form["items"]) == 3
    assert {item["s"] for item in attempt.form["items"]} == {"s1"}
    assert Entry.objects.get().action == "attempt.start"


def test_the_same_seed_draws_the_same_form():
    quiz = QuizFactory(item_count=3)
    one = start(quiz, EmployeeFactory(), seed=7)
    other = start(quiz, EmployeeFactory(), seed=7)
    assert one.form == other.form


def test_starting_again_resumes_the_open_attempt():
    quiz, employee = QuizFactory(), EmployeeFactory()
    first = start(quiz, employee)
    assert start(quiz, employee, at=START + MINUTE) == first


def test_a_prepared_attempt_s_clock_begins_at_the_start():
    prepared = AttemptFactory(prepared=True, quiz__timed=True)
    begun = start(prepared.quiz, prepared.employee)
    assert begun == prepared
    assert (begun.state, begun.started_at) == (Attempt.State.IN_PROGRESS, START)
    assert begun.closes_at == START + 20 * MINUTE


def test_only_so_many_attempts_and_withdrawn_ones_do_not_count():
    quiz, employee = QuizFactory(attempts_allowed=1), EmployeeFactory()
    AttemptFactory(quiz=quiz, employee=employee, withdrawn=True)
    second = start(quiz, employee)
    assert second.number == 2
    attempts.submit(attempt=second, by=None, at=START)
    with pytest.raises(AttemptLimitReached):
        start(quiz, employee)


def test_an_open_attempt_past_its_end_is_closed_even_if_no_other_is_allowed():
    quiz, employee = QuizFactory(timed=True, attempts_allowed=1), EmployeeFactory()
    first = start(quiz, employee)
    with pytest.raises(AttemptLimitReached):
        start(quiz, employee, at=START + 21 * MINUTE)
    first.refresh_from_db()
    assert first.state == Attempt.State.FINISHED
    assert first.submitted_at == START + 20 * MINUTE


def test_a_retired_quiz_starts_nothing():
    with pytest.raises(QuizRetired):
        start(QuizFactory(retired_on=START.date()), EmployeeFactory())


@pytest.mark.parametrize("trait", ["retired", "draft"])
def test_too_few_published_items_start_nothing(trait):
    quiz = QuizFactory(item_count=0)
    objective = quiz.sections.get().objectives.get()
    ItemVersionFactory(item__objective=objective, **{f"item__{trait}": True})
    with pytest.raises(QuizNotReady):
        start(quiz, EmployeeFactory())
    assert not Attempt.objects.exists()


def test_only_the_latest_version_is_drawn():
    quiz = QuizFactory(item_count=1)
    old = ItemVersionFactory._meta.model.objects.get()
    new = ItemVersionFactory(item=old.item, number=2)
    attempt = start(quiz, EmployeeFactory())
    assert [item["v"] for item in attempt.form["items"]] == [new.pk]


def test_who_enters_for_another_is_named():
    user = UserFactory()
    assert start(QuizFactory(), user.employee, by=user).entered_by is None
    other = start(
        QuizFactory(),
        EmployeeFactory(),
        by=user,
        identified_by=Attempt.IdentifiedBy.PROXY,
    )
    assert other.entered_by == user


def test_a_submit_scores_what_is_saved_and_tells_it_once(finished_news):
    attempt = AttemptFactory()
    ResponseFactory(attempt=attempt, position=0, value={"chosen": ["a"]})
    ResponseFactory(attempt=attempt, position=1, value={"chosen": ["b"]})
    done = attempts.submit(attempt=attempt, by=None, at=START + MINUTE)
    done.refresh_from_db()
    assert done.points == ["1", "0", "0"]
    assert (done.raw_score, done.max_score) == (1, 3)
    assert done.scaled_score == Decimal("0.33333")
    assert done.section_shares == {"s1": "0.33333"}
    assert done.passed is False
    again = attempts.submit(attempt=attempt, by=None, at=START + 2 * MINUTE)
    assert again.submitted_at == START + MINUTE
    assert finished_news == [(attempt.pk, False)]
    assert Entry.objects.filter(action="attempt.submit").count() == 1


def test_a_submit_after_the_end_counts_as_at_the_end():
    attempt = AttemptFactory(timed=True)
    done = attempts.submit(attempt=attempt, by=None, at=START + 21 * MINUTE)
    assert done.submitted_at == attempt.closes_at


def test_an_error_of_a_receiver_undoes_the_submit():
    attempt = AttemptFactory()

    def fail(**kwargs):
        raise RuntimeError

    attempt_finished.connect(fail, weak=False)
    try:
        with pytest.raises(RuntimeError):
            attempts.submit(attempt=attempt, by=None, at=START)
    finally:
        attempt_finished.disconnect(fail)
    attempt.refresh_from_db()
    assert attempt.state == Attempt.State.IN_PROGRESS


@pytest.mark.parametrize("trait", ["withdrawn", "prepared"])
def test_what_is_not_open_can_not_be_submitted(trait):
    with pytest.raises(AttemptClosed):
        attempts.submit(attempt=AttemptFactory(**{trait: True}), by=None, at=START)


def test_overdue_attempts_are_closed_only_after_the_grace(finished_news):
    timed, endless = AttemptFactory(timed=True), AttemptFactory()
    end = timed.closes_at
    assert attempts.close_overdue(at=end + timedelta(seconds=30)) == 0
    assert attempts.close_overdue(at=end + timedelta(seconds=31)) == 1
    timed.refresh_from_db()
    endless.refresh_from_db()
    assert timed.submitted_at == end
    assert endless.state == Attempt.State.IN_PROGRESS
    assert finished_news == [(timed.pk, False)]


def test_the_command_closes_what_is_overdue_with_the_city_s_grace(capsys):
    late = timezone.now() - timedelta(seconds=31)
    overdue = AttemptFactory(closes_at=late)
    AttemptFactory(closes_at=late + timedelta(seconds=20))
    call_command("close_attempts")
    assert capsys.readouterr().out == "1 件を終えました。\n"
    overdue.refresh_from_db()
    assert (overdue.state, overdue.submitted_at) == (Attempt.State.FINISHED, late)


def test_a_finished_attempt_is_never_withdrawn():
    withdrawn = attempts.withdraw(
        attempt=AttemptFactory(), by=None, at=START, reason="火災報知器"
    )
    assert withdrawn.state == Attempt.State.WITHDRAWN
    with pytest.raises(AttemptClosed):
        attempts.withdraw(
            attempt=AttemptFactory(passed=True), by=None, at=START, reason=""
        )


def test_both_total_and_floors_decide():
    quiz = QuizFactory(item_count=3, pass_mark=Decimal("0.5"))
    second = QuizSectionFactory(quiz=quiz, code="s2", count=1, floor=1, order=1)
    version = ItemVersionFactory()
    second.objectives.add(version.item.objective)
    attempt = AttemptFactory(quiz=quiz)
    for position in range(3):
        ResponseFactory(attempt=attempt, position=position)
    done = attempts.submit(attempt=attempt, by=None, at=START)
    assert (done.raw_score, done.max_score, done.passed) == (3, 4, False)


def test_stored_states_are_those_of_the_pure_life():
    from quizzes.attempt_life import State

    assert set(Attempt.State.values) == set(State)
