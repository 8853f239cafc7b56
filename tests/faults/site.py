"""The site as a city runs it, in a process group that can be killed whole."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.server import ROOT, wait_until_ready
from tests.faults.databases import Postgresql, Sqlite, wait_until_gone

SECRET = "0123456789abcdefghijklmnopqrstuvwxyz-only-for-the-fault-test"
EARLY = "tests.faults.early"
AS_IT_IS = "learning.settings.production"


class Site:
    """gunicorn with its workers and the database under them."""

    def __init__(
        self, database: Sqlite | Postgresql, folder: Path, port: int, settings: str
    ) -> None:
        self.database = database
        self.port = port
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "DATABASE_URL": database.url,
            "CHOUDO_VAR": str(folder),
            "SECRET_KEY": SECRET,
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "off",
        }
        self.process: subprocess.Popen | None = None

    def python(self, *arguments: str) -> str:
        """Run Python with the site's settings; return what it printed."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{arguments} failed:\n{done.stderr[-3000:]}")
        return done.stdout

    def world(self, *arguments: str) -> Any:
        """Run tests/faults/world.py; return its JSON."""
        printed = self.python("-m", "tests.faults.world", *arguments)
        return json.loads(printed.splitlines()[-1])

    def start(self) -> None:
        """Serve, in a session and process group of its own; return when it answers."""
        gunicorn = Path(sys.executable).with_name("gunicorn")
        self.process = subprocess.Popen(
            [
                *(gunicorn, "learning.wsgi", "-c", "learning/serving.py"),
                *("-b", f"127.0.0.1:{self.port}", "--log-level", "critical"),
            ],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        wait_until_ready(f"http://127.0.0.1:{self.port}/health/")

    def kill(self) -> None:
        """SIGKILL to the whole group, and to the database's processes."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.database.kill()
        self.process.wait()
        wait_until_gone([self.process.pid])
        self.process = None

    def restart(self) -> None:
        """Recover the database and serve again."""
        self.database.restart()
        self.start()
