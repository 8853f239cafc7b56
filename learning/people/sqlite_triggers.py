"""Keeps SQLite's overlap triggers in being: made after migrate, looked for by a check."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections

from learning.people.models.overlap_guards import GUARDS


def make_triggers(using: str) -> None:
    """Make the triggers that are missing on one SQLite database.

    A guard whose table is not migrated yet is left out.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name, statement in missing_triggers(using).items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(statement)


def missing_triggers(using: str) -> dict[str, str]:
    """Triggers that an SQLite database should have and has not, as now written."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')"
        )
        present = dict(cursor.fetchall())
    return {
        name: statement
        for guard in GUARDS
        if guard.table in present
        for name, statement in guard.triggers.items()
        if present.get(name) != statement
    }


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Hear post_migrate of this app."""
    make_triggers(using)


@checks.register(checks.Tags.database)
def check_triggers(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Say when a trigger is missing. A warning: migrate checks first, then mends."""
    return [
        checks.Warning(
            f"The trigger {name} is missing on the database {using!r}.",
            hint="Run manage.py migrate: it makes the triggers again.",
            id="people.W001",
        )
        for using in databases or ()
        if connections[using].vendor == "sqlite"
        for name in missing_triggers(using)
    ]
