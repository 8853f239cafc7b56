"""A save that arrives while a submit is under way: two PostgreSQL connections.

Either the save was first and counts, or the submit was first and the save is refused.
Never is it acknowledged and not scored.
"""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from quizzes.actions import attempts
from quizzes.item_types import Answer
from quizzes.models import Attempt, Response
from quizzes.saving import Outcome, Save, save_response
from tests.factories.quizzes import START, AttemptFactory

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


class Saver(threading.Thread):
    """A second request: its own connection, one save."""

    def __init__(self, attempt):
        super().__init__(daemon=True)
        self.attempt = attempt
        self.pid = None
        self.ready = threading.Event()
        self.result = None

    def run(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.pid = cursor.fetchone()[0]
        self.ready.set()
        self.result = save_response(
            attempt_id=self.attempt.pk,
            save=Save(0, Answer(given={"chosen": ("a",)}), 0, "late"),
            at=START,
            grace=timedelta(seconds=30),
        )
        connections.close_all()


def wait_until_blocked(pid):
    """Poll until that backend waits for a lock."""
    query = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s"
    for _ in range(2000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(query, [pid])
            row = cursor.fetchone()
        if row and row[0]:
            return
        threading.Event().wait(0.005)
    pytest.fail("the save did not wait for the submit")


def test_a_save_that_waits_for_a_submit_is_refused():
    attempt = AttemptFactory(timed=True)
    saver = Saver(attempt)
    with transaction.atomic():
        submitted = attempts.submit(attempt=attempt, by=None, at=START)
        saver.start()
        assert saver.ready.wait(10)
        wait_until_blocked(saver.pid)
    saver.join(10)
    assert saver.result.outcome == Outcome.CLOSED
    assert not Response.objects.exists()
    assert submitted.raw_score == 0


def test_a_submit_that_waits_for_a_save_counts_it():
    attempt = AttemptFactory(timed=True)
    done = {}

    def submit():
        done["attempt"] = attempts.submit(attempt=attempt, by=None, at=START)
        connections.close_all()

    thread = threading.Thread(target=submit, daemon=True)
    with transaction.atomic():
        save_response(
            attempt_id=attempt.pk,
            save=Save(0, Answer(given={"chosen": ("a",)}), 0, "first"),
            at=START,
            grace=timedelta(seconds=30),
        )
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(10)
    assert done["attempt"].raw_score == 1
    assert Attempt.objects.get().state == Attempt.State.FINISHED
