"""How often an item was shown, counted from what attempts drew."""

from datetime import timedelta

import pytest

from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_usage import usage_of, whole
from tests.factories.people import EmployeeFactory
from tests.factories.quizzes import START, AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db


def drew(quiz, employee, *versions, day=0, number=1, **more):
    form = AttemptForm(tuple(FormItem(each, "all", ()) for each in versions))
    return AttemptFactory(
        quiz=quiz,
        employee=employee,
        number=number,
        form=form.to_json(),
        state="withdrawn",
        **{"started_at": START + timedelta(days=day), **more},
    )


def test_attempts_persons_and_days_are_counted_per_version(
    django_assert_num_queries,
):
    quiz = QuizFactory()
    one, two = EmployeeFactory.create_batch(2)
    drew(quiz, one, 7, 8, day=2)
    drew(quiz, one, 7, day=1, number=2)
    drew(quiz, two, 8, 71, day=5)
    with django_assert_num_queries(1):
        found = usage_of([7, 8, 9])
    assert set(found) == {7, 8}
    assert (found[7].attempts, found[7].persons) == (2, 1)
    assert (found[8].attempts, found[8].persons) == (2, 2)
    assert found[7].first == START + timedelta(days=1)
    total = whole(found.values())
    assert (total.attempts, total.persons) == (4, 2)
    assert total.last == START + timedelta(days=5)


def test_what_nobody_began_was_shown_to_nobody():
    drew(QuizFactory(), EmployeeFactory(), 7, started_at=None)
    assert usage_of([7]) == {}
    assert usage_of([]) == {}
