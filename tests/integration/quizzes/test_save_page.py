"""The address that saves an answer: with script (JSON) and without (a form)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from quizzes.models import Response
from tests.factories.people import UserFactory
from tests.factories.quizzes import START, AttemptFactory, ResponseFactory

pytestmark = pytest.mark.django_db

MOST_QUERIES = 4  # session, account, what the save meets, the save


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(START + timedelta(minutes=2), tick=False):
        yield


@pytest.fixture
def attempt(client):
    user = UserFactory()
    client.force_login(user)
    return AttemptFactory(employee=user.employee, timed=True)


def url(name, attempt, *more):
    return reverse(f"quizzes:{name}", args=[attempt.public_id, *more])


def send(client, attempt, *, script=True, **fields):
    data = {"base": 0, "save_id": "one", "chosen": "a", **fields}
    accept = "application/json" if script else "text/html"
    return client.post(url("save", attempt, 1), data, headers={"Accept": accept})


def test_a_script_is_told_what_is_on_disk(client, attempt):
    assert send(client, attempt).json() == {
        "outcome": "saved",
        "sequence": 1,
        "answer": {"chosen": ["a"]},
        "text": "保存済み 1／3",
        "remaining": 18 * 60,
    }
    row = Response.objects.get()
    assert (row.value, row.position) == ({"chosen": ["a"]}, 0)
    assert row.saved_at == START + timedelta(minutes=2)


def test_a_stale_script_is_told_the_newer_answer(client, attempt):
    ResponseFactory(attempt=attempt, value={"chosen": ["b"]}, sequence=3)
    reply = send(client, attempt, base=2).json()
    assert reply["outcome"] == "stale"
    assert reply["answer"] == {"chosen": ["b"]}
    assert reply["sequence"] == 3


def test_a_save_needs_few_queries(client, attempt, django_assert_max_num_queries):
    send(client, attempt)  # the day's first request also asks the roster
    with django_assert_max_num_queries(MOST_QUERIES):
        send(client, attempt, base=1, save_id="two")


def test_a_cleared_answer_no_longer_counts(client, attempt):
    send(client, attempt)
    reply = send(client, attempt, base=1, save_id="two", clear="1").json()
    assert reply["text"] == "保存済み 0／3"
    assert Response.objects.get().value == {}


@pytest.mark.parametrize(
    ("value", "answered"),
    [
        ({"chosen": ["a"]}, 2),
        ({"a.text": ["x"], "flagged": True}, 2),
        ({"flagged": True, "confidence": "low"}, 1),
        ({}, 1),
    ],
)
def test_of_the_others_those_count_in_which_something_is_given(
    client, attempt, value, answered
):
    ResponseFactory(attempt=attempt, position=2, value=value)
    assert send(client, attempt).json()["text"] == f"保存済み {answered}／3"


@pytest.mark.parametrize("number", [0, 4, 32769, 10**30])
def test_a_position_that_the_attempt_does_not_have_is_not_found(
    client, attempt, number
):
    reply = client.post(url("save", attempt, 1)[:-7] + f"{number}/save/", {})
    assert reply.status_code == 404


def test_an_attempt_of_another_person_is_not_found(client, attempt):
    client.force_login(UserFactory())
    assert send(client, attempt).status_code == 404
    assert not Response.objects.exists()


def test_flag_and_confidence_are_saved_with_the_answer(client, attempt):
    send(client, attempt, flagged="1", confidence="low")
    assert Response.objects.get().value == {
        "chosen": ["a"],
        "flagged": True,
        "confidence": "low",
    }


@pytest.mark.parametrize(
    ("go", "name", "more"),
    [
        ("2", "take", [2]),
        ("review", "review", []),
        ("", "take", [1]),
        ("9", "take", [1]),
    ],
)
def test_without_script_each_button_saves_and_goes_on(client, attempt, go, name, more):
    response = send(client, attempt, script=False, go=go)
    assert response.url == url(name, attempt, *more)
    assert Response.objects.get().value == {"chosen": ["a"]}


def test_going_on_without_a_change_writes_nothing(client, attempt):
    send(client, attempt, script=False, chosen=[], go="2")
    assert not Response.objects.exists()
    send(client, attempt)
    send(client, attempt, base=1, save_id="two")
    assert Response.objects.get().sequence == 1


def test_a_stale_form_is_told_so_and_shown_the_newer_answer(client, attempt):
    ResponseFactory(attempt=attempt, value={"chosen": ["b"]}, sequence=2)
    response = client.post(
        url("save", attempt, 1),
        {"base": 1, "save_id": "old", "chosen": "a", "go": "2"},
        follow=True,
    )
    text = response.content.decode()
    assert response.redirect_chain[-1][0] == url("take", attempt, 1)
    assert "別の画面で新しい解答が保存されています" in text
    assert 'value="b" checked' in text
    assert Response.objects.get().value == {"chosen": ["b"]}


def test_within_the_grace_a_save_is_taken_and_after_it_not(client, attempt):
    with time_machine.travel(attempt.closes_at + timedelta(seconds=30), tick=False):
        assert send(client, attempt).json()["outcome"] == "saved"
    with time_machine.travel(attempt.closes_at + timedelta(seconds=31), tick=False):
        late = send(client, attempt, base=1, save_id="two", chosen="b").json()
    assert late["outcome"] == "closed"
    assert late["answer"] == {"chosen": ["a"]}


def test_a_form_that_comes_too_late_is_told_what_was_kept(client, attempt):
    ResponseFactory(attempt=attempt, value={"chosen": ["b"]})
    with time_machine.travel(attempt.closes_at + timedelta(minutes=5), tick=False):
        response = client.post(
            url("save", attempt, 1),
            {"base": 1, "save_id": "late", "chosen": "a", "go": "2"},
            follow=True,
        )
    assert response.redirect_chain[-1][0] == url("result", attempt)
    assert "それまでに保存された解答はそのまま残っています" in response.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"base": "x"},
        {"base": -1},
        {"base": 10**12},
        {"save_id": ""},
        {"save_id": "x" * 37},
        {"chosen": [str(number) for number in range(27)]},
        {"chosen": "a" * 2001},
        {"<script>": "a"},
        {"chosen": "a", "other": "b"},  # the item has one response variable
        {"confidence": "maybe"},
    ],
)
def test_what_no_page_sends_is_refused(client, attempt, fields):
    response = send(client, attempt, **fields)
    assert response.status_code == 400
    assert not Response.objects.exists()


def test_a_get_saves_nothing(client, attempt):
    assert client.get(url("save", attempt, 1)).status_code == 405
