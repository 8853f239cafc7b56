"""One client: saves answers one after another and remembers what was acknowledged.

It does what the page's script does: a save that got no answer is sent again, unchanged,
until the server says what became of it.
"""

import http.client
import json
import random
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

TOKEN = "abcdefghijklmnopqrstuvwxyz012345"
ATTEMPT = re.compile(r"/quizzes/attempts/([0-9a-f-]+)/")
OPTIONS = "abc"
PAUSE = 0.05
PATIENCE = 60


@dataclass
class Saver:
    """One person at work. ``acknowledged``: position → (sequence, option)."""

    port: int
    session: str
    items: int
    rng: random.Random
    attempt: str = ""
    acknowledged: dict[int, tuple[int, str]] = field(default_factory=dict)
    count: int = 0
    lost: int = 0
    sent_again: int = 0
    connection: http.client.HTTPConnection | None = None

    def begin(self, quiz: str) -> None:
        """Start the attempt."""
        status, place, _ = self._until_answered(f"/quizzes/{quiz}/start/", {})
        found = ATTEMPT.search(place)
        if status != 302 or found is None:
            raise RuntimeError(f"not started: {status} {place}")
        self.attempt = found.group(1)

    def work(self, times: int, stop: threading.Event) -> None:
        """Save until ``times`` answers are acknowledged."""
        while self.count < times and not stop.is_set():
            self.save(self.rng.randint(1, self.items))

    def save(self, position: int) -> None:
        """Save another option than the last at this position."""
        base, last = self.acknowledged.get(position, (0, ""))
        option = self.rng.choice([each for each in OPTIONS if each != last])
        data = {"chosen": option, "base": base, "save_id": uuid4().hex}
        url = f"/quizzes/attempts/{self.attempt}/{position}/save/"
        status, _, text = self._until_answered(url, data)
        if status != 200:
            raise RuntimeError(f"{url} answered {status}: {text[:200]}")
        self._note(position, base, option, json.loads(text))

    def submit(self) -> None:
        """Submit the attempt."""
        status, place, _ = self._until_answered(
            f"/quizzes/attempts/{self.attempt}/submit/", {}
        )
        if status != 302 or not place.endswith("/result/"):
            raise RuntimeError(f"not submitted: {status} {place}")

    def _note(self, position: int, base: int, option: str, said: dict) -> None:
        sequence = said["sequence"]
        if sequence < base or said["outcome"] == "stale":
            # the server no longer knows what it acknowledged
            self.lost += max(base - sequence, 1)
            option = "".join(said["answer"].get("chosen", []))
        elif said["outcome"] not in ("saved", "duplicate"):
            raise RuntimeError(f"not saved: {said}")
        else:
            self.count += 1
        self.acknowledged[position] = (sequence, option)

    def _until_answered(self, url: str, data: dict) -> tuple[int, str, str]:
        """Send until the server answers; errors of its own (5xx) are no answer."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = self._once(url, data)
                if answer[0] < 500:
                    return answer
            except (http.client.HTTPException, OSError):
                self.hang_up()
            self.sent_again += 1
            time.sleep(PAUSE)
        raise RuntimeError(f"{url}: no answer within {PATIENCE} s")

    def _once(self, url: str, data: dict) -> tuple[int, str, str]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=30
            )
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Accept": "application/json" if "base" in data else "text/html",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **data})
        self.connection.request("POST", url, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        return response.status, response.getheader("Location") or "", text

    def hang_up(self) -> None:
        """Close the connection; the next request opens another."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
