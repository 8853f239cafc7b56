"""Many clients at once, bounded in number and time; loopback only."""

import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.client import Client
from tests.bench.server import Server

Step = Callable[[Client, int], float]


@dataclass(frozen=True)
class Load:
    """What a number of requests cost."""

    requests: int
    cpu_ms: float
    p50_ms: float
    p95_ms: float
    worst_ms: float
    per_second: float
    failed: int


def run(server: Server, clients: list[Client], times: int, step: Step) -> Load:
    """Let each client do ``step`` ``times`` times, all at once."""
    seconds: list[float] = []
    failures: list[BaseException] = []

    def work(client: Client) -> None:
        for turn in range(times):
            try:
                seconds.append(step(client, turn))
            except Exception as problem:
                failures.append(problem)

    threads = [threading.Thread(target=work, args=(one,)) for one in clients]
    cpu, began = server.cpu(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent, used = time.perf_counter() - began, server.cpu() - cpu
    if failures:
        print(f"  first failure of {len(failures)}: {failures[0]!r}")
    return summarise(seconds, used, spent, len(failures))


def summarise(seconds: list[float], used: float, spent: float, failed: int) -> Load:
    """Turn measured seconds into a Load; percentiles by the inclusive method."""
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    count = len(seconds)
    return Load(
        requests=count,
        cpu_ms=used / count * 1000,
        p50_ms=statistics.median(seconds) * 1000,
        p95_ms=cuts[18] * 1000,
        worst_ms=max(seconds) * 1000,
        per_second=count / spent,
        failed=failed,
    )
