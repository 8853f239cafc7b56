"""DATABASE_URL to Django's DATABASES, with what each database needs to be safe."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url

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
    """Read one DATABASE_URL.

    SQLite paths that are not absolute are relative to ``base_dir``; their folder is
    made. Every SQLite transaction is IMMEDIATE and every commit is synced to disk. Its
    connections stay open from request to request: opening one reads the whole schema,
    which takes longer than what most requests ask. PostgreSQL gets a connection pool.
    """
    settings: dict[str, Any] = dict(dj_database_url.parse(url))
    if "sqlite3" in settings["ENGINE"]:
        name = settings["NAME"]
        if name != ":memory:":
            path = Path(name)
            path = path if path.is_absolute() else base_dir / path
            path.parent.mkdir(parents=True, exist_ok=True)
            settings["NAME"] = str(path)
        settings["CONN_MAX_AGE"] = None
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_INIT,
        }
    else:
        settings.setdefault("OPTIONS", {})
        settings["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": 16,
            # seconds to wait for a connection before the request fails
            "timeout": 10,
        }
    return settings
