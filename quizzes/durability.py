"""Whether what the database calls committed survives a power cut.

An answer that is acknowledged must be on the disk. SQLite promises that with a
write-ahead log and ``synchronous = FULL`` (https://www.sqlite.org/pragma.html, 2), and
PostgreSQL with ``fsync`` and ``synchronous_commit`` (its manual, 28.4 and 19.5.1).
Each connection is asked once, when it is first used here; knows no quiz.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from quizzes.errors import StorageUnsafe

KEPT = "storage_faults"
FULL = 2
SAFE_COMMITS = {"on", "remote_apply"}
"""``remote_apply`` waits for this disk and for a standby's as well."""
DEPLOY_CHECK = "quizzes.E001"


def storage_faults() -> tuple[str, ...]:
    """Return the database's settings by which a power cut could take answers.

    Such as ``("synchronous = 1",)``; empty where all is safe. No query, unless the
    connection is new. A database in memory (of tests) has nothing to keep.
    """
    connection.ensure_connection()
    raw = connection.connection
    kept = getattr(raw, KEPT, None) or connection.__dict__.get(KEPT)
    if kept is None or kept[0] is not raw:
        kept = (raw, _faults_of(connection.vendor))
        _keep(raw, kept)
    return kept[1]


def require_safe_storage() -> None:
    """Refuse with ``StorageUnsafe`` where a power cut could take answers."""
    if storage_faults():
        raise StorageUnsafe


def _keep(raw: Any, kept: tuple) -> None:
    """A pooled connection keeps the answer itself; SQLite's can't, its wrapper does."""
    try:
        setattr(raw, KEPT, kept)
    except AttributeError:
        connection.__dict__[KEPT] = kept


def _faults_of(vendor: str) -> tuple[str, ...]:
    with connection.cursor() as cursor:

        def ask(statement: str) -> str:
            cursor.execute(statement)
            return str(cursor.fetchone()[0]).lower()

        return tuple(ASKED[vendor](ask))


def _of_sqlite(ask: Callable[[str], str]) -> Sequence[str]:
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        return []
    faults = []
    if (mode := ask("PRAGMA journal_mode")) != "wal":
        faults.append(f"journal_mode = {mode}")
    if int(level := ask("PRAGMA synchronous")) < FULL:
        faults.append(f"synchronous = {level}")
    return faults


def _of_postgresql(ask: Callable[[str], str]) -> Sequence[str]:
    faults = []
    if (fsync := ask("SHOW fsync")) != "on":
        faults.append(f"fsync = {fsync}")
    if (commit := ask("SHOW synchronous_commit")) not in SAFE_COMMITS:
        faults.append(f"synchronous_commit = {commit}")
    return faults


ASKED = {"sqlite": _of_sqlite, "postgresql": _of_postgresql}


@register(deploy=True)
def storage_is_safe(**kwargs: Any) -> list[CheckMessage]:
    """``manage.py check --deploy``: say which setting would lose answers."""
    try:
        faults = storage_faults()
    except DatabaseError:
        return []  # no database yet: nothing to say about it
    if not faults:
        return []
    message = _(
        "データベースの設定（%(faults)s）では、停電のときに保存済みの解答が"
        "失われることがあります。このままではテストを始められません。"
    ) % {"faults": "、".join(faults)}
    hint = _(
        "SQLite は journal_mode = wal と synchronous = 2、"
        "PostgreSQL は fsync = on と synchronous_commit = on にしてください。"
    )
    return [Error(message, hint=hint, id=DEPLOY_CHECK)]
