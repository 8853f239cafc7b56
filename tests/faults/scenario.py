"""The scenario: clients save, everything is killed at random moments, all is counted."""

import random
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.server import free_port
from tests.faults.databases import Postgresql, Sqlite
from tests.faults.saver import Saver
from tests.faults.site import AS_IT_IS, EARLY, Site

SHORT = 300


@dataclass(frozen=True)
class Size:
    """How much is done: so many acknowledged saves in all, so many kills among them."""

    clients: int
    items: int
    saves: int
    kills: int


@dataclass(frozen=True)
class Report:
    """What came of it; ``lost`` and ``wrong_scores`` must be 0."""

    acknowledged: int
    kills: int
    sent_again: int
    lost: int
    wrong_scores: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.acknowledged} acknowledged, {self.kills} kills, "
            f"{self.sent_again} sent again, {self.lost} lost, "
            f"{self.wrong_scores} wrong scores, {self.seconds:.0f} s"
        )


def prepare(site: Site, size: Size, rounds: int) -> list[dict]:
    """Make what ``rounds`` plays need, in a database of its own, yet empty."""
    site.python("manage.py", "migrate", "-v0")
    site.python("manage.py", "createcachetable")
    return site.world("prepare", *map(str, (size.clients, size.items, rounds)))


def both(
    database: Sqlite | Postgresql, folder: Path, size: Size, seed: int
) -> tuple[Report, Report]:
    """The site as it is, and then one that acknowledges before the commit."""
    site = Site(database, folder, free_port(), AS_IT_IS)
    first, second = prepare(site, size, 2)
    early = Site(database, folder, free_port(), EARLY)
    short = replace(size, saves=min(size.saves, SHORT), kills=min(2, size.kills - 1))
    return play(site, first, size, seed), play(early, second, short, seed)


def play(site: Site, prepared: dict, size: Size, seed: int) -> Report:
    """Play it once with what was prepared; the site is down before and after."""
    began = time.monotonic()
    savers = [
        Saver(site.port, session, size.items, random.Random(f"{seed}/{n}"))
        for n, session in enumerate(prepared["sessions"])
    ]
    site.start()
    try:
        for saver in savers:
            saver.begin(prepared["quiz"])
        kills = _save_and_kill(site, savers, size, random.Random(seed))
        for saver in savers:
            saver.submit()
        stored = site.world("read", prepared["quiz"])
    finally:
        for saver in savers:
            saver.hang_up()
        site.kill()
        site.database.restart()
    return Report(
        acknowledged=sum(saver.count for saver in savers),
        kills=kills,
        sent_again=sum(saver.sent_again for saver in savers),
        lost=sum(saver.lost + missing(saver, stored) for saver in savers),
        wrong_scores=sum(is_wrong(saver, stored) for saver in savers),
        seconds=time.monotonic() - began,
    )


def missing(saver: Saver, stored: dict) -> int:
    """Acknowledged answers that aren't stored: neither themselves nor a later one."""
    answers = stored[saver.attempt]["answers"]
    found = {int(position): tuple(each) for position, each in answers.items()}
    return sum(
        found.get(position, (0, ""))[0] < sequence
        or (found[position][0] == sequence and found[position][1] != option)
        for position, (sequence, option) in saver.acknowledged.items()
    )


def is_wrong(saver: Saver, stored: dict) -> bool:
    """Whether the score is another than the acknowledged answers give."""
    right = sum(option == "a" for _, option in saver.acknowledged.values())
    attempt = stored[saver.attempt]
    return attempt["state"] != "finished" or attempt["raw_score"] != right


def _save_and_kill(
    site: Site, savers: list[Saver], size: Size, rng: random.Random
) -> int:
    """Let all save at once; kill at random moments; return how often it was killed."""
    stop, failures = threading.Event(), []
    share = -(-size.saves // len(savers))

    def work(saver: Saver) -> None:
        try:
            saver.work(share, stop)
        except Exception as problem:
            failures.append(problem)
            stop.set()

    threads = [threading.Thread(target=work, args=(each,)) for each in savers]
    for thread in threads:
        thread.start()
    moments = sorted(rng.uniform(0.05, 0.95) * size.saves for _ in range(size.kills))
    try:
        kills = _kill_at(moments, site, savers, stop, rng)
        for thread in threads:
            thread.join()
    finally:
        stop.set()
    if failures:
        raise failures[0]
    site.kill()  # and once more, right after the last acknowledgement
    site.restart()
    return kills + 1


def _kill_at(
    moments: list[float],
    site: Site,
    savers: list[Saver],
    stop: threading.Event,
    rng: random.Random,
) -> int:
    kills = 0
    for moment in moments:
        while sum(saver.count for saver in savers) < moment and not stop.is_set():
            time.sleep(0.002)
        if stop.is_set():
            break
        time.sleep(rng.uniform(0, 0.05))
        site.kill()
        site.restart()
        kills += 1
    return kills
