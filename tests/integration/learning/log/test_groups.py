"""Entries about several people: one row, found from each of them, forgotten by rule."""

from datetime import UTC, datetime

import pytest

from learning.log.actions import write
from learning.log.actions.groups import write_about_people
from learning.log.actions.sealing import delete_payloads, seal_new
from learning.log.models import Entry, Group, Member
from learning.log.verification import verify

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def looked(*people, action="section.view"):
    return write_about_people(action, people=people, label="研修", by=None, at=NOW)


def about(person):
    return set(Entry.objects.about_person(person).values_list("pk", flat=True))


def test_an_entry_is_found_from_each_person_and_from_no_other():
    both, one = looked("aoki", "ishii"), looked("ishii")
    alone = write("evidence.view", by=None, at=NOW, subject=("employee", "aoki", ""))
    assert about("aoki") == {both.pk, alone.pk}
    assert about("ishii") == {both.pk, one.pk}
    assert about("ueda") == set()


def test_the_same_people_again_cost_one_row():
    first = looked("aoki", "ishii")
    again = looked("ishii", "aoki", action="standing.view")
    assert again.subject_id == first.subject_id
    assert (Group.objects.count(), Member.objects.count()) == (1, 2)
    assert again.payload.detail == {"people": 2}


def test_nobody_is_a_group_too():
    looked()
    seal_new()
    assert verify().holds


def test_a_group_with_one_more_or_one_less_is_found():
    looked("aoki", "ishii")
    seal_new()
    assert verify().holds
    Member.objects.filter(person_id="ishii").delete()
    (problem,) = verify().problems
    assert "見られた人の組" in problem
    Member.objects.all().delete()
    Group.objects.all().delete()
    (problem,) = verify().problems
    assert "ありません" in problem


def test_a_group_is_forgotten_with_its_last_payload():
    first, second = looked("aoki"), looked("aoki")
    seal_new()
    delete_payloads(entries=[first], rule="5年", by=None, at=NOW)
    assert Member.objects.count() == 1
    delete_payloads(entries=[second], rule="5年", by=None, at=NOW)
    assert Member.objects.count() == 0
    assert verify().holds
    assert about("aoki") == set()
    third = looked("aoki")
    assert about("aoki") == {first.pk, second.pk, third.pk}
