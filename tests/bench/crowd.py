"""Many at once: 500 prepared starts in one second, then 100 who save without a pause.

Run as `python -m tests.bench.crowd PEOPLE` inside Django it signs in people who have
not taken the quiz and prepares their attempts; prints their sessions as JSON.
"""

import json
import statistics
import sys
import threading
import time

from tests.bench.client import Client
from tests.bench.journey import ATTEMPT, QUIZ, good, options_of, save
from tests.bench.results import Results
from tests.bench.server import Server

STARTS, SAVERS, SAVES = 500, 100, 20
TOKEN = "abcdefghijklmnopqrstuvwxyz012345"


def crowd(server: Server, sessions: list[str], results: Results) -> None:
    """Measure both with people who are signed in already."""
    clients = [
        Client(server.port, {"sessionid": key, "csrftoken": TOKEN}) for key in sessions
    ]
    for client in clients:  # who waits for the hour has the quiz's page open
        good(client.get(f"/quizzes/{QUIZ}/"))
    attempts = starts(clients, results)
    saves(clients[:SAVERS], attempts, results)


def starts(clients: list[Client], results: Results) -> dict[int, str]:
    """Each presses 受ける at its own moment of one second; the attempts begun."""
    begun: dict[int, str] = {}
    seconds: list[float] = []
    gate = threading.Barrier(len(clients) + 1)

    def press(number: int) -> None:
        gate.wait()
        time.sleep(number / len(clients))
        answer = clients[number].post(f"/quizzes/{QUIZ}/start/", {}, follow=False)
        found = ATTEMPT.search(answer.url)
        if answer.status == 302 and found:
            begun[number] = found.group(1)
            seconds.append(answer.seconds)

    spent = _together(len(clients), press, gate)
    name = f"{len(clients)} prepared starts asked for in one second"
    results.add(f"{name}, all begun after", spent, "s", 5)
    results.add(f"{name}, failed", len(clients) - len(begun), "", 0)
    results.add(f"{name}, slowest", max(seconds, default=float("inf")), "s")
    return begun


def saves(clients: list[Client], attempts: dict[int, str], results: Results) -> None:
    """All save at once, one answer after another; nobody may starve."""
    pages = [
        good(client.get(f"/quizzes/attempts/{attempts[n]}/1/"))
        for n, client in enumerate(clients)
    ]
    waits: dict[int, list[float]] = {n: [] for n in range(len(clients))}
    gate = threading.Barrier(len(clients) + 1)

    def work(number: int) -> None:
        option = options_of(pages[number].text)[0]
        gate.wait()
        for position in range(1, SAVES + 1):
            seconds = save(clients[number], attempts[number], position, option, 0)
            waits[number].append(seconds)

    spent = _together(len(clients), work, gate)
    done = [each for each in waits.values() if len(each) == SAVES]
    name = f"{len(clients)} clients saving at once"
    results.add(f"{name}, failed", len(clients) - len(done), "", 0)
    if not done:
        return
    slowest = max(sum(each) for each in done)
    usual = statistics.median(sum(each) for each in done)
    results.add(f"{name}, saves a second", SAVES * len(done) / spent, "")
    results.add(f"{name}, longest wait of anybody", max(map(max, done)), "s")
    results.add(f"{name}, slowest client beside the usual one", slowest / usual, "", 2)


def _together(count: int, work, gate: threading.Barrier) -> float:
    """Run ``work(n)`` in ``count`` threads that begin together; seconds until done."""
    failures: list[BaseException] = []

    def tried(number: int) -> None:
        try:
            work(number)
        except Exception as problem:
            failures.append(problem)

    threads = [threading.Thread(target=tried, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    if failures:
        print(f"  first failure of {len(failures)}: {failures[0]!r}")
    return time.perf_counter() - began


def main() -> None:
    """Sign in and prepare, inside Django."""
    import django

    django.setup()
    from django.test import Client as Visitor
    from django.utils import timezone

    from learning.people.models import User
    from quizzes.actions.preparing import prepare
    from quizzes.models import Attempt, Quiz

    count = int(sys.argv[1])
    quiz = Quiz.objects.get(code=QUIZ)
    taken = Attempt.objects.filter(quiz=quiz).values("employee")
    users = User.objects.filter(is_active=True, employee__postings__ends_on=None)
    users = users.exclude(employee__in=taken).exclude(employee__isnull=True)
    users = list(users.order_by("-pk").distinct()[:count])
    User.objects.filter(pk__in=[user.pk for user in users]).update(
        must_set_password=False
    )
    people = [user.employee_id for user in users]
    prepare(quiz=quiz, employees=people, by=None, at=timezone.now())
    sessions = []
    for user in users:
        visitor = Visitor()
        visitor.force_login(user)
        sessions.append(visitor.cookies["sessionid"].value)
    print(json.dumps(sessions))


if __name__ == "__main__":
    main()
