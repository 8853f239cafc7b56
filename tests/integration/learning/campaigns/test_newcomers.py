"""Newcomers are obliged after the import that brought them, and in the night."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from learning.campaigns import receivers
from learning.campaigns.models import Assignment
from learning.log.models import Entry
from learning.people.signals import people_changed
from tests.factories.people import PostingFactory
from tests.integration.learning.campaigns.test_requirements import made

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel(TODAY, tick=False):
        yield


def told(posting):
    people_changed.send(
        sender=None, employees=[posting.employment.employee_id], from_date=TODAY
    )


def test_who_an_import_brought_is_obliged_after_it(django_capture_on_commit_callbacks):
    made()
    posting = PostingFactory()
    with django_capture_on_commit_callbacks() as waiting:
        told(posting)
        assert not Assignment.objects.exists()
    (after,) = waiting
    after()
    after()
    assignment = Assignment.objects.get()
    assert assignment.employee_id == posting.employment.employee_id
    assert Entry.objects.filter(action="requirement.assign").count() == 1


def test_who_comes_later_is_obliged_on_the_first_day(
    django_capture_on_commit_callbacks,
):
    made()
    posting = PostingFactory(starts_on=date(2026, 11, 25))
    with django_capture_on_commit_callbacks(execute=True):
        told(posting)
    assert not Assignment.objects.exists()
    with time_machine.travel(date(2026, 11, 25), tick=False):
        call_command("assign_newcomers", stdout=(said := StringIO()))
    assert Assignment.objects.count() == 1
    assert "1 人を加えました" in said.getvalue()


def test_a_failure_afterwards_leaves_the_import_as_it_is(
    monkeypatch, django_capture_on_commit_callbacks
):
    def fail(**_):
        raise RuntimeError

    monkeypatch.setattr(receivers, "assign_newcomers", fail)
    with django_capture_on_commit_callbacks(execute=True):
        told(PostingFactory())
