"""DATABASE_URL to Django's DATABASES, with what each database needs to be safe."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
# timeout: seconds to wait for a connection before the request fails
POOL = {"min_size": 1, "max_size": 16, "timeout": 10}
SQLITE_INIT = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA busy_timeout=20000;"
    "PRAGMA foreign_keys=ON;"
)


def sqlite_url(path: Path) -> str:
    """Return the address of a database file, whatever characters its path has."""
    return f"sqlite:///{quote(str(path))}"


def database_settings(url: str, *, base_dir: Path) -> dict[str, Any]:
    """Read one DATABASE_URL; raises ValueError with what is wrong, never the password.

    SQLite paths that are not absolute are relative to ``base_dir``; their folder is
    made. Every SQLite transaction is IMMEDIATE and every commit is synced to disk. Its
    connections stay open from request to request: opening one reads the whole schema,
    which takes longer than what most requests ask. PostgreSQL gets a connection pool.
    """
    settings = _parsed(url)
    if settings["ENGINE"] == SQLITE:
        return settings | _on_disk(settings["NAME"], base_dir)
    settings["OPTIONS"] = settings.get("OPTIONS", {}) | {"pool": dict(POOL)}
    return settings


def _parsed(url: str) -> dict[str, Any]:
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError:
        settings = {}
    if settings.get("ENGINE") not in (SQLITE, POSTGRESQL) or not settings["NAME"]:
        raise ValueError(
            "読めません。sqlite:///var/choudo.sqlite3 か "
            "postgresql://user:password@host/name の形で書いてください。"
        )
    return settings


def _on_disk(name: str, base_dir: Path) -> dict[str, Any]:
    if name != ":memory:":
        path = base_dir / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise ValueError(f"フォルダー「{path.parent}」を作れません。") from None
        if path.is_dir():
            raise ValueError(
                f"「{path}」はフォルダーです。ファイルの名前まで書いてください。"
            )
        name = str(path)
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": SQLITE_INIT,
    }
    return {"NAME": name, "CONN_MAX_AGE": None, "OPTIONS": options}
