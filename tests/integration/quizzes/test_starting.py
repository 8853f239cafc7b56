"""Starting what was prepared, and under whose terms."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from learning.log.models import Entry
from learning.people.actions.accommodations import set_accommodation
from quizzes.actions import attempts, overrides, quizzes, starting
from quizzes.actions.overrides import NewOverride
from quizzes.actions.preparing import Prepared, prepare
from quizzes.durability import storage_faults
from quizzes.errors import (
    AttemptLimitReached,
    NothingToExtend,
    NotYetOpen,
    QuizNotReady,
    QuizRetired,
    WindowClosed,
)
from quizzes.models import Attempt, Item
from tests.factories.people import EmployeeFactory, UserFactory
from tests.factories.quizzes import (
    START,
    AttemptFactory,
    ItemVersionFactory,
    QuizFactory,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def quiz():
    return QuizFactory(timed=True, item_count=3)


def start(quiz, employee, at=START):
    return starting.start(quiz=quiz, employee=employee, by=None, at=at)


def prepared_for(quiz, *employees, **more):
    people = [each.pk for each in employees]
    return prepare(quiz=quiz, employees=people, by=None, at=START, **more)


def give(quiz, employee, **what):
    new = NewOverride(quiz=quiz, employee=employee, reason="体調不良のため", **what)
    return overrides.give(new=new, by=None, at=START)


def test_prepared_attempts_are_made_once_and_counted(quiz):
    people = EmployeeFactory.create_batch(3)
    assert prepared_for(quiz, *people) == Prepared(made=3)
    assert prepared_for(quiz, *people) == Prepared(unfinished=3)
    rows = Attempt.objects.filter(quiz=quiz)
    assert {row.state for row in rows} == {"prepared"}
    assert {len(row.form["items"]) for row in rows} == {3}
    assert len({row.seed for row in rows}) == 3
    entry = Entry.objects.get(action="attempt.prepare")
    assert entry.payload.detail == {"people": 3}


def test_who_passed_or_has_no_attempt_left_is_passed_over():
    quiz = QuizFactory(attempts_allowed=1)
    passed, failed, allowed = EmployeeFactory.create_batch(3)
    AttemptFactory(quiz=quiz, employee=passed, passed=True)
    AttemptFactory(quiz=quiz, employee=failed, failed=True)
    AttemptFactory(quiz=quiz, employee=allowed, failed=True)
    give(quiz, allowed, extra_attempts=1)
    people = (passed, failed, allowed)
    assert prepared_for(quiz, *people) == Prepared(made=1, passed=1, used_up=1)
    again = Attempt.objects.get(employee=allowed, state="prepared")
    assert again.number == 2


def test_a_withdrawn_one_s_number_is_not_used_again(quiz):
    employee = EmployeeFactory()
    AttemptFactory(quiz=quiz, employee=employee, withdrawn=True)
    prepared_for(quiz, employee)
    assert Attempt.objects.get(employee=employee, state="prepared").number == 2


def test_nothing_is_prepared_where_the_bank_cannot_fill_the_quiz(quiz):
    Item.objects.update(live=False)
    with pytest.raises(QuizNotReady):
        prepared_for(quiz, EmployeeFactory())
    assert not Attempt.objects.exists()


def test_a_prepared_attempt_begins_as_it_was_drawn(quiz, django_assert_max_num_queries):
    employee = EmployeeFactory()
    prepared_for(quiz, employee)
    drawn = Attempt.objects.get()
    at = START + timedelta(hours=1)
    storage_faults()  # asked once per connection
    # attempts, exceptions, accommodation, versions; update and log in a savepoint
    with django_assert_max_num_queries(8):
        begun = start(quiz, employee, at=at)
    stored = Attempt.objects.get()
    assert (begun.pk, begun.state, begun.form) == (drawn.pk, "in_progress", drawn.form)
    assert (stored.started_at, stored.closes_at) == (at, at + 20 * MINUTE)
    assert Entry.objects.filter(action="attempt.start").count() == 1


@pytest.mark.parametrize("what", ["retired", "unpublished", "superseded"])
def test_one_with_an_item_that_is_no_longer_asked_is_drawn_anew(quiz, what):
    employee = EmployeeFactory()
    prepared_for(quiz, employee)
    gone = Attempt.objects.get().form["items"][0]["v"]
    item = Item.objects.get(versions=gone)
    ItemVersionFactory(item__objective=item.objective)  # so that three are left
    if what == "retired":
        Item.objects.filter(pk=item.pk).update(retired_on=START.date())
    elif what == "unpublished":
        Item.objects.filter(pk=item.pk).update(live=False)
    else:
        ItemVersionFactory(item=item, number=2)
    begun = start(quiz, employee)
    begun.refresh_from_db()
    assert gone not in {each["v"] for each in begun.form["items"]}
    assert len(begun.form["items"]) == 3


def test_a_changed_quiz_takes_away_what_was_prepared_from_it(quiz):
    employee = EmployeeFactory()
    prepared_for(quiz, employee)
    definition = quizzes.definition_of(quiz)
    changed = replace(definition, pass_mark=Decimal("0.8"))
    quiz, status = quizzes.upsert(definition=changed, by=None, at=START)
    assert (status, Attempt.objects.count()) == ("updated", 0)
    assert start(quiz, employee).pass_mark == Decimal("0.8")


def test_a_retired_quiz_is_not_begun_even_if_prepared(quiz):
    employee = EmployeeFactory()
    prepared_for(quiz, employee)
    quizzes.retire(quiz=quiz, by=None, at=START)
    with pytest.raises(QuizRetired):
        start(quiz, employee)


def test_accommodation_and_extra_minutes_make_the_attempt_longer(quiz):
    employee = EmployeeFactory()
    set_accommodation(
        employee=employee,
        time_factor=Decimal("1.5"),
        note="",
        ends_on=None,
        by=None,
        at=START,
    )
    give(quiz, employee, extra_minutes=5)
    assert start(quiz, employee).closes_at == START + 35 * MINUTE  # 20 × 1.5 + 5


def test_a_window_of_one_s_own_refuses_before_and_after_and_ends_the_attempt(quiz):
    employee = EmployeeFactory()
    opens, closes = START + 10 * MINUTE, START + 25 * MINUTE
    give(quiz, employee, opens_at=opens, closes_at=closes)
    with pytest.raises(NotYetOpen):
        start(quiz, employee, at=START)
    with pytest.raises(WindowClosed):
        start(quiz, employee, at=closes)
    assert start(quiz, employee, at=opens).closes_at == closes


def test_another_attempt_is_allowed_until_it_is_withdrawn():
    quiz, employee = QuizFactory(attempts_allowed=1), EmployeeFactory()
    AttemptFactory(quiz=quiz, employee=employee, failed=True)
    with pytest.raises(AttemptLimitReached):
        start(quiz, employee)
    row = give(quiz, employee, extra_attempts=1)
    overrides.withdraw(override=row, by=None, at=START)
    with pytest.raises(AttemptLimitReached):
        start(quiz, employee)
    give(quiz, employee, extra_attempts=1)
    assert start(quiz, employee).number == 2
    kinds = Entry.objects.filter(action__startswith="attempt.")
    assert set(kinds.values_list("action", flat=True)) == {
        "attempt.allow",
        "attempt.disallow",
        "attempt.start",
    }


def test_a_running_attempt_gets_more_time_with_a_reason(quiz):
    attempt = start(quiz, EmployeeFactory())
    longer = attempts.extend(
        attempt=attempt, minutes=10, reason="端末の故障", by=None, at=START
    )
    assert longer.closes_at == START + 30 * MINUTE
    entry = Entry.objects.get(action="attempt.extend")
    assert entry.payload.detail == {"minutes": 10, "reason": "端末の故障"}


@pytest.mark.parametrize("minutes", [21, 60])
def test_what_is_over_is_not_extended_whether_closed_or_not(quiz, minutes):
    attempt = start(quiz, EmployeeFactory())
    late = START + minutes * MINUTE
    with pytest.raises(NothingToExtend):
        attempts.extend(attempt=attempt, minutes=10, reason="-", by=None, at=late)


def test_the_intro_shows_the_time_and_the_attempts_one_really_has(client):
    quiz = QuizFactory(timed=True, attempts_allowed=1)
    user = UserFactory()
    client.force_login(user)
    set_accommodation(
        employee=user.employee,
        time_factor=Decimal("1.5"),
        note="医師の意見書",
        ends_on=None,
        by=None,
        at=timezone.now(),
    )
    give(quiz, user.employee, extra_attempts=1)
    html = client.get(f"/quizzes/{quiz.code}/").content.decode()
    assert "30 分" in html
    assert "2 回（これまでに 0 回）" in html
    assert "医師の意見書" not in html
