"""The ledger of regrades takes new rows only: what the database itself refuses.

Both databases have triggers, made after each migrate: Django's table rebuild on SQLite
drops them, and PostgreSQL's are made the same way so that there is one way.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections

TABLES = ("quizzes_regrade", "quizzes_regradedversion", "quizzes_regradeline")
FUNCTION = """
CREATE OR REPLACE FUNCTION quizzes_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'append_only: %', TG_TABLE_NAME USING ERRCODE = '23000'; END
$$ LANGUAGE plpgsql
"""
PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """Return table and statement of each trigger by its name."""
    run = {
        "sqlite": "BEGIN SELECT RAISE(ABORT, 'append_only: {table}'); END",
        "postgresql": "EXECUTE FUNCTION quizzes_append_only()",
    }[vendor]
    return {
        f"{table}_no_{event.lower()}": (
            table,
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"FOR EACH ROW {run.format(table=table)}",
        )
        for table in TABLES
        for event in ("UPDATE", "DELETE")
    }


def missing_triggers(using: str) -> list[str]:
    """Return the statements of the triggers that this database should have and hasn't.

    A table that is not migrated yet is left out.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    return [
        statement
        for name, (table, statement) in triggers(connection.vendor).items()
        if table in tables and name not in present
    ]


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Hear post_migrate of this app and make what is missing."""
    missing = missing_triggers(using)
    with connections[using].cursor() as cursor:
        if missing and connections[using].vendor == "postgresql":
            cursor.execute(FUNCTION)
        for statement in missing:
            cursor.execute(statement)


@checks.register(checks.Tags.database)
def check_triggers(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Say when a trigger is missing. A warning: migrate checks first, then mends."""
    return [
        checks.Warning(
            f"{len(missing)} triggers of the ledger are missing on {using!r}.",
            hint="Run manage.py migrate: it makes the triggers again.",
            id="quizzes.W002",
        )
        for using in databases or ()
        if (missing := missing_triggers(using))
    ]
