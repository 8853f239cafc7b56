"""HR's page of what is different for one person, and who may not see it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.log.models import Entry
from learning.people.actions.accommodations import set_accommodation
from learning.people.models import Accommodation
from quizzes.models import Attempt, AttemptOverride
from tests.architecture.world import make_world
from tests.factories.quizzes import AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db

NOTE = "別室で受ける"


@pytest.fixture
def world():
    return make_world()


def page(world):
    return reverse("quizzes:person_terms", args=[world.employee.public_id])


def accommodated(world, factor="1.5", **more):
    return set_accommodation(
        employee=world.employee,
        time_factor=Decimal(factor),
        note=NOTE,
        ends_on=None,
        by=None,
        at=timezone.now(),
        **more,
    )


def test_hr_finds_the_way_from_the_person_s_page_and_the_look_is_logged(client, world):
    world.sign_in(client, "hr")
    person = reverse("people:employee", args=[world.employee.public_id])
    assert page(world) in client.get(person).content.decode()
    accommodated(world)
    html = client.get(page(world)).content.decode()
    assert "1.5 倍" in html
    assert NOTE in html
    assert Entry.objects.filter(action="accommodation.view").count() == 1


@pytest.mark.parametrize("role", ["leader", "section_head", "bureau_chaser"])
def test_who_leads_the_person_sees_neither_page_nor_way(client, world, role):
    accommodated(world)
    world.sign_in(client, role)
    assert client.get(page(world)).status_code == 403
    person = reverse("people:employee", args=[world.employee.public_id])
    html = client.get(person).content.decode()
    assert "配慮" not in html
    assert NOTE not in html


def test_an_accommodation_is_kept_changed_and_ended_and_the_log_says_no_more(
    client, world
):
    world.sign_in(client, "hr")
    form = {"time_factor": "1.5", "note": NOTE, "ends_on": ""}
    client.post(page(world) + "accommodation/", form)
    client.post(page(world) + "accommodation/", {**form, "time_factor": "2"})
    known = Accommodation.objects.known().get()
    assert (known.time_factor, known.note) == (Decimal("2.00"), NOTE)
    assert Accommodation.objects.count() == 2
    client.post(page(world) + "accommodation/end/")
    assert not Accommodation.objects.known().exists()
    entries = Entry.objects.filter(action__startswith="accommodation.")
    assert {e.action for e in entries} == {"accommodation.set", "accommodation.end"}
    assert not any(hasattr(entry, "payload") for entry in entries)


@pytest.mark.parametrize("factor", ["0.5", "4.5", "abc", ""])
def test_a_factor_out_of_bounds_is_refused(client, world, factor):
    world.sign_in(client, "hr")
    answer = client.post(page(world) + "accommodation/", {"time_factor": factor})
    assert answer.status_code == 200
    assert not Accommodation.objects.exists()


def test_an_override_is_given_with_a_reason_and_withdrawn(client, world):
    quiz = QuizFactory(timed=True)
    world.sign_in(client, "hr")
    form = {"quiz": quiz.code, "extra_minutes": "15", "reason": "骨折"}
    assert client.post(page(world) + "overrides/new/", form).status_code == 302
    row = AttemptOverride.objects.get()
    assert (row.extra_minutes, row.reason) == (15, "骨折")
    assert row.given_by == world.users["hr"]
    html = client.get(page(world)).content.decode()
    assert "＋15 分" in html
    url = reverse(
        "quizzes:override_withdraw", args=[world.employee.public_id, row.public_id]
    )
    client.post(url)
    assert not AttemptOverride.objects.in_force().exists()
    entry = Entry.objects.get(action="attempt.allow")
    assert entry.payload.detail["reason"] == "骨折"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "少なくとも一つ"),
        ({"extra_minutes": "10", "reason": ""}, "reason"),
        (
            {"opens_at": "2026-12-01T10:00", "closes_at": "2026-12-01T09:00"},
            "始まりより後",
        ),
        ({"extra_minutes": "9999"}, "extra_minutes"),
    ],
)
def test_an_override_of_nothing_or_without_a_reason_is_refused(
    client, world, wrong, said
):
    quiz = QuizFactory()
    world.sign_in(client, "hr")
    form = {"quiz": quiz.code, "reason": "-", **wrong}
    answer = client.post(page(world) + "overrides/new/", form)
    assert said in answer.content.decode()
    assert not AttemptOverride.objects.exists()


def test_a_running_attempt_is_extended_from_the_page(client, world):
    now = timezone.now()
    attempt = AttemptFactory(
        employee=world.employee, closes_at=now + timedelta(minutes=5)
    )
    world.sign_in(client, "hr")
    url = reverse("quizzes:extend", args=[world.employee.public_id, attempt.public_id])
    assert url in client.get(page(world)).content.decode()
    client.post(url, {"minutes": "10", "reason": "端末の故障"})
    assert Attempt.objects.get().closes_at == now + timedelta(minutes=15)


def test_what_is_over_is_said_and_not_extended(client, world):
    attempt = AttemptFactory(employee=world.employee, timed=True)  # over long ago
    world.sign_in(client, "hr")
    url = reverse("quizzes:extend", args=[world.employee.public_id, attempt.public_id])
    answer = client.post(url, {"minutes": "10", "reason": "-"}, follow=True)
    assert "時間は延ばしていません" in answer.content.decode()
