"""`python -m tests.bench [--database sqlite|postgresql] [--staff N] [--years Y]`.

`--only-reports --staff 30000` is the large city; `--only-attempts` leaves out what is
not about attempts; `--roster-rows` the imported file.

Builds a city, serves it with the production server, and prints each figure beside its
aim. The floor (tests/bench/floor.py: a bare Django view that checks session, user and
CSRF and writes one row) has a server of its own, of the same kind on the same database;
it is measured before the site and again after it, and counts as the mean of both.
Compare the ratios, not the milliseconds, between machines.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests import with_postgresql
from tests.bench import PASSWORD_OF_ALL
from tests.bench.client import Client
from tests.bench.crowd import STARTS, crowd
from tests.bench.journey import (
    COURSE,
    Meter,
    good,
    journey,
    options_of,
    save,
    start_quiz,
)
from tests.bench.load import Load, run
from tests.bench.results import Results
from tests.bench.server import ROOT, Server, free_port, serve

CLIENTS = 32
WARMING = 4  # journeys before those that count: each worker has loaded its templates
JOURNEYS = 16


def python(environment: dict, *arguments: str) -> str:
    """Run Python in the project; what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(
            f"{arguments} failed:\n{done.stdout[-2000:]}{done.stderr[-3000:]}"
        )
    return done.stdout


def timed(environment: dict, *arguments: str) -> tuple[float, float]:
    """Run Python; seconds, and the largest memory so far of any child in MiB."""
    began = time.perf_counter()
    python(environment, *arguments)
    spent = time.perf_counter() - began
    return spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def build(environment: dict, results: Results, staff: int, years: int) -> None:
    """Make the city, timing what has an aim."""
    manage = ("manage.py",)
    python(environment, *manage, "migrate", "-v0")
    python(environment, *manage, "createcachetable")
    python(environment, *manage, "collectstatic", "--noinput", "-v0")
    python(environment, *manage, "import_plan", "learning/literacy/plans/matsue.toml")
    python(environment, *manage, "import_curriculum", "courses/curriculum")
    size = ("--staff", str(staff), "--seed", "1", "--years", str(years))
    spent, _ = timed(environment, *manage, "simulate_city", *size)
    aim = 60 if (staff, years) == (3000, 3) else None
    results.add(f"simulate_city {staff} staff, {years} years", spent, "s", aim)


def reports(environment: dict, results: Results, staff: int) -> None:
    """Time the department report."""
    found = json.loads(python(environment, "-m", "tests.bench.report_time"))
    aim = {3000: 0.5, 30000: 3.0}.get(staff)
    for level, cost in found.items():
        name = f"department report by {level}, {staff} staff"
        results.add(f"{name}, warm", cost["warm"], "s", aim)
        results.add(f"{name}, queries", cost["queries"], "", 20)


def item_figures(environment: dict, results: Results) -> None:
    """Statistics and results of 10,000 attempts, and IRT of 5,000 persons × 100 items."""

    def work(name: str) -> dict:
        return json.loads(python(environment, "-m", "tests.bench.item_figures", name))

    work("prepare")
    found = work("statistics")
    results.add("item statistics, 10,000 attempts × 20", found["seconds"], "s", 1)
    for form in ("csv", "xlsx"):
        found = work(form)
        name = f"results per question, 10,000 attempts, {form.upper()}"
        results.add(name, found["seconds"], "s", 3)
        results.add(f"{name}, memory", found["memory"], "MiB", 200)
    found = work("irt")
    results.add("2PL, 5,000 persons × 100 items, one core", found["seconds"], "s", 10)


def measure(
    server: Server, people: list[str], results: Results, *, all_of: bool
) -> Load:
    """Everything that a running server is asked; what saving an answer took."""
    clients = [Client(server.port) for _ in people]
    before = server.cpu()
    for client, number in zip(clients, people, strict=True):
        client.sign_in(number, PASSWORD_OF_ALL)
    results.add("sign-in, CPU", (server.cpu() - before) / len(people) * 1000, "ms")
    saved = saves(server, clients[:CLIENTS], results)
    if all_of:
        pages(server, clients[CLIENTS], results)
        journeys(server, clients[CLIENTS + 1 :], results)
    return saved


def floor(environment: dict, prepared: dict) -> Load:
    """One row written at 32 clients by a bare view, on a server of its own."""
    bare = {**environment, "DJANGO_SETTINGS_MODULE": "tests.bench.floor"}
    with serve(bare, free_port(), prepared["database"]) as server:
        clients = [Client(server.port) for _ in range(CLIENTS)]
        for client, number in zip(clients, prepared["numbers"], strict=False):
            good(client.get(f"/enter/{number}/"))
        return run(
            server,
            clients,
            40,
            lambda c, n: good(c.post("/floor/", {"value": n})).seconds,
        )


def floors(before: Load, after: Load, saved: Load, results: Results) -> None:
    """Give the floor, and in floors all that was measured between."""
    for name, load in (("before", before), ("after", after)):
        results.add(f"floor {name}, CPU per request", load.cpu_ms, "ms")
        results.add(f"floor {name}, p95 at 32 clients", load.p95_ms, "ms")
    results.add("floors, failed", before.failed + after.failed, "", 0)
    results.divide_by((before.cpu_ms + after.cpu_ms) / 2)
    p95_ms = (before.p95_ms + after.p95_ms) / 2
    results.add("one answer saved, p95 in floors", saved.p95_ms / p95_ms, "", 1.5)


def saves(server: Server, clients: list[Client], results: Results) -> Load:
    """One answer saved at 32 clients."""
    attempts = {id(client): start_quiz(client) for client in clients}

    def one(client: Client, turn: int) -> float:
        attempt, page = attempts[id(client)]
        return save(client, attempt, turn + 1, options_of(page)[0], 0)

    load = run(server, clients, 20, one)
    results.cost("one answer saved", load.cpu_ms, 1.5)
    results.add("one answer saved, failed", load.failed, "", 0)
    return load


def pages(server: Server, client: Client, results: Results) -> None:
    """Single pages, twenty times each, one client."""
    lesson = next(
        part
        for part in client.get(COURSE).text.split('"')
        if part.startswith(COURSE) and part != COURSE
    )
    for name, url, aim in (
        ("マイページ", "/me/", 3),
        ("コース（Wagtail）", COURSE, 5),
        ("レッスン（Wagtail）", lesson, 5),
        ("わたしの記録", "/me/record/", 3),
    ):
        client.get(url)
        before = server.cpu()
        for _ in range(20):
            client.get(url)
        results.cost(f"page {name}", (server.cpu() - before) / 20 * 1000, aim)


def journeys(server: Server, clients: list[Client], results: Results) -> None:
    """The learner's journey, one after another, by a server that is warm."""
    for client in clients[:WARMING]:
        journey(client, Meter(server))
    meter, counted = Meter(server), clients[WARMING:]
    for client in counted:
        journey(client, meter)
    steps: dict[str, float] = {}
    for name, cpu, _ in meter.steps:
        steps[name] = steps.get(name, 0) + cpu / len(counted) * 1000
    for name, cpu_ms in steps.items():
        results.cost(f"journey: {name}", cpu_ms)
    results.cost("journey in all", sum(steps.values()), 60)


def keep_saving(client: Client, worst: list[float], done: threading.Event) -> None:
    """Save answers until told to stop; note the slowest."""
    attempt, page = start_quiz(client)
    options, base = options_of(page), 0
    while not done.is_set():
        try:
            seconds = save(client, attempt, 20, options[base % 2], base)
        except Exception as problem:  # a save that fails is the worst of all
            print(f"  a save failed: {problem!r}")
            worst[0] = float("inf")
            return
        worst[0] = max(worst[0], seconds)
        base += 1
        time.sleep(0.02)


def roster(
    environment: dict, prepared: dict, client: Client, file: Path, results: Results
) -> None:
    """Import the roster while answers are being saved; the worst save counts."""
    worst, done = [0.0], threading.Event()
    thread = threading.Thread(target=keep_saving, args=(client, worst, done))
    thread.start()
    today = time.strftime("%Y-%m-%d")
    arguments = (str(file), "--as-of", today, "--source", prepared["source"])
    try:
        spent, memory = timed(environment, "manage.py", "import_roster", *arguments)
    finally:
        done.set()
        thread.join()
    rows = prepared["roster_rows"]
    results.add(f"roster of {rows} rows, whole command", spent, "s", 5)
    results.add("roster import, memory", memory, "MiB", 300)
    results.add("worst save during the import", worst[0], "s", 1)


def many(environment: dict, server: Server, results: Results) -> None:
    """Many who start and save at once, prepared beforehand."""
    made = python(environment, "-m", "tests.bench.crowd", str(STARTS))
    crowd(server, json.loads(made.splitlines()[-1]), results)


def main() -> None:
    """Measure one city on one database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--staff", type=int, default=3000)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--only-reports", action="store_true")
    parser.add_argument("--roster-rows", type=int, default=3000)
    parser.add_argument(
        "--only-attempts", action="store_true", help="saves and starts, nothing else"
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    if options.database == "postgresql" and not os.environ.get("DATABASE_URL"):
        sys.exit(
            with_postgresql.run([sys.executable, "-m", "tests.bench", *sys.argv[1:]])
        )
    url = os.environ.get("DATABASE_URL", "")
    database = "PostgreSQL" if url.startswith("postgres") else "SQLite"
    results = Results(
        f"Choudo on {database}, {options.staff} staff, {options.years} years"
    )
    print(results.title)
    with tempfile.TemporaryDirectory(prefix="choudo-bench-") as name:
        folder = Path(name)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "learning.settings.demo",
            "CHOUDO_VAR": name,
            "DATABASE_URL": url or f"sqlite:///{folder / 'bench.sqlite3'}",
        }
        build(environment, results, options.staff, options.years)
        if not options.only_attempts:
            reports(environment, results, options.staff)
        if not options.only_reports:
            prepared = json.loads(
                python(
                    environment,
                    *("-m", "tests.bench.city", name),
                    *(str(CLIENTS + 1 + WARMING + JOURNEYS), str(options.roster_rows)),
                ).splitlines()[-1]
            )
            before = floor(environment, prepared)
            with serve(environment, free_port(), prepared["database"]) as server:
                saved = measure(
                    server,
                    prepared["numbers"],
                    results,
                    all_of=not options.only_attempts,
                )
                if not options.only_attempts:
                    rows = folder / "roster.csv"
                    client = Client(server.port)
                    client.sign_in(prepared["numbers"][CLIENTS], PASSWORD_OF_ALL)
                    roster(environment, prepared, client, rows, results)
                many(environment, server, results)
            floors(before, floor(environment, prepared), saved, results)
            if not options.only_attempts:
                item_figures(environment, results)
    results.write(ROOT / "var" / "bench" / f"{database.lower()}-{options.staff}.json")
    print("\n" + results.table())


if __name__ == "__main__":
    main()
