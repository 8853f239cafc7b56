"""Starts the production server for a bench and reads how much CPU it used."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """Return the process and all that it started, as far as /proc tells."""
    found, todo = [], [pid]
    while todo:
        current = todo.pop()
        found.append(current)
        for task in Path(f"/proc/{current}/task").glob("*/children"):
            try:
                todo += map(int, task.read_text().split())
            except FileNotFoundError:
                continue
    return found


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of the processes so far, in seconds.

    With that of their children that have ended: a backend that went away meanwhile is
    still counted, by the process that it came from.
    """
    total = 0
    for pid in pids:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except FileNotFoundError:
            continue
        total += sum(map(int, stat.rpartition(")")[2].split()[11:15]))
    return total / TICKS


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running site whose CPU can be read."""

    def __init__(self, process: subprocess.Popen, port: int, others: list[int]) -> None:
        self.process = process
        self.port = port
        self.others = others

    def cpu(self) -> float:
        """CPU seconds of the web server and the database server together."""
        pids = children(self.process.pid)
        for other in self.others:
            pids += children(other)
        return cpu_seconds(pids)


@contextmanager
def serve(environment: dict, port: int, others: list[int]) -> Iterator[Server]:
    """Serve on a port of loopback until the block ends."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    process = subprocess.Popen(
        [
            *(gunicorn, "learning.wsgi", "-c", "learning/serving.py"),
            *("-b", f"127.0.0.1:{port}"),
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}/accounts/login/")
        yield Server(process, port, others)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_until_ready(url: str) -> None:
    """Poll until the server answers; a busy machine may need long."""
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except urllib.error.HTTPError:
            return  # a refusal is an answer
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not answer within a minute")
