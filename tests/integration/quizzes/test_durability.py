"""No attempt starts on a database that could lose what it acknowledged."""

import pytest
from django.core.checks import run_checks
from django.db import connection

from quizzes import durability
from quizzes.actions import starting
from quizzes.durability import DEPLOY_CHECK, storage_faults
from quizzes.errors import StorageUnsafe
from quizzes.models import Attempt
from tests.factories.people import EmployeeFactory
from tests.factories.quizzes import START, QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unsafe(monkeypatch):
    """The database answers that it doesn't wait for the disk."""
    monkeypatch.setitem(
        durability.ASKED, connection.vendor, lambda ask: ["synchronous = 1"]
    )
    forget()
    yield
    forget()


def forget():
    connection.__dict__.pop(durability.KEPT, None)
    raw = connection.connection
    if hasattr(raw, durability.KEPT):
        delattr(raw, durability.KEPT)


def answers(**settings):
    """A database that answers so."""
    return lambda statement: settings[statement.split()[-1]]


def test_nothing_is_started_and_the_person_is_told_why(unsafe):
    with pytest.raises(StorageUnsafe, match="安全に保存できない"):
        starting.start(
            quiz=QuizFactory(), employee=EmployeeFactory(), by=None, at=START
        )
    assert not Attempt.objects.exists()


def test_health_and_the_deploy_check_say_it(unsafe, client):
    response = client.get("/health/")
    assert (response.status_code, response.content) == (503, b"answers not safe\n")
    messages = run_checks(include_deployment_checks=True)
    (found,) = [each for each in messages if each.id == DEPLOY_CHECK]
    assert "synchronous = 1" in found.msg


def test_a_connection_is_asked_once(django_assert_num_queries):
    forget()
    storage_faults()
    with django_assert_num_queries(0):
        assert storage_faults() == ()


@pytest.mark.parametrize(
    ("mode", "level", "faults"),
    [
        ("wal", "2", []),
        ("wal", "3", []),  # EXTRA syncs the directory as well
        ("wal", "1", ["synchronous = 1"]),
        ("delete", "0", ["journal_mode = delete", "synchronous = 0"]),
    ],
)
def test_what_sqlite_must_answer(monkeypatch, mode, level, faults):
    monkeypatch.setattr(connection, "is_in_memory_db", lambda: False, raising=False)
    ask = answers(journal_mode=mode, synchronous=level)
    assert durability._of_sqlite(ask) == faults


@pytest.mark.parametrize(
    ("fsync", "commit", "faults"),
    [
        ("on", "on", []),
        ("on", "remote_apply", []),
        ("off", "on", ["fsync = off"]),
        ("on", "off", ["synchronous_commit = off"]),
        ("on", "local", ["synchronous_commit = local"]),
    ],
)
def test_what_postgresql_must_answer(fsync, commit, faults):
    ask = answers(fsync=fsync, synchronous_commit=commit)
    assert durability._of_postgresql(ask) == faults


def test_the_connections_of_this_site_are_safe():
    forget()
    assert storage_faults() == ()
