"""A learner's journey as its browser does it, and one saved answer."""

import re
from uuid import uuid4

from tests.bench.client import Answer, Client
from tests.bench.server import Server

COURSE = "/courses/security/security-basics/"
QUIZ = "bench-twenty"
CHECK = re.compile(r'<form[^>]*action="([^"]*/checks/[^"]*)"(.*?)</form>', re.S)
CHOICE = re.compile(r'name="choice" value="(\d+)"')
OPTION = re.compile(
    r'name="chosen"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="chosen"'
)
FINISH = re.compile(r'action="([^"]*/finish/)"')
ATTEMPT = re.compile(r"/quizzes/attempts/([0-9a-f-]+)/(\d+)/")


def good(answer: Answer) -> Answer:
    """Refuse an answer that a person would not accept."""
    if answer.status != 200:
        raise RuntimeError(f"{answer.url} answered {answer.status}")
    return answer


def start_quiz(client: Client) -> tuple[str, str]:
    """Start (or go on with) the quiz of twenty; return the attempt and its page."""
    client.get(f"/quizzes/{QUIZ}/")
    page = good(client.post(f"/quizzes/{QUIZ}/start/", {}))
    found = ATTEMPT.search(page.url)
    if found is None:
        raise RuntimeError(f"no attempt at {page.url}")
    return found.group(1), page.text


def save(client: Client, attempt: str, position: int, option: str, base: int) -> float:
    """Save one answer as the page's script does; return the seconds."""
    answer = client.send_json(
        f"/quizzes/attempts/{attempt}/{position}/save/",
        {"chosen": option, "base": str(base), "save_id": uuid4().hex},
    )
    good(answer)
    if '"saved"' not in answer.text:
        raise RuntimeError(f"not saved: {answer.text[:200]}")
    return answer.seconds


def options_of(html: str) -> list[str]:
    """The values of a question's options."""
    return [one or two for one, two in OPTION.findall(html)]


def lessons_of(html: str) -> list[str]:
    """The addresses of a course's lessons, in order."""
    return re.findall(rf'href="({re.escape(COURSE)}[^"/]+/)"', html)


def finish_lesson(client: Client, page: Answer) -> Answer:
    """Answer the checks of a lesson in place, as its script does; say it is read."""
    for action, form in CHECK.findall(page.text):
        good(client.fetch(action, {"choice": CHOICE.findall(form)[:1]}))
    finish = FINISH.search(page.text)
    if finish is None:
        raise RuntimeError(f"{page.url} is done already: nothing to finish")
    return good(client.post(finish.group(1), {}))


class Meter:
    """Notes the CPU and the time of each step of a journey."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.steps: list[tuple[str, float, float]] = []

    def note(self, name: str, step) -> Answer | float:
        """Run one step and note what it cost the server."""
        before = self.server.cpu()
        result = step()
        seconds = result.seconds if isinstance(result, Answer) else float(result)
        self.steps.append((name, self.server.cpu() - before, seconds))
        return result


def journey(client: Client, meter: Meter) -> None:
    """My page, course, lesson, finish it, quiz of twenty, submit, result, record."""
    meter.note("マイページ", lambda: good(client.get("/me/")))
    course = meter.note("コース", lambda: good(client.get(COURSE)))
    first = lessons_of(course.text)[0]
    lesson = meter.note("レッスン", lambda: good(client.get(first)))
    meter.note("レッスンを終える", lambda: finish_lesson(client, lesson))
    started: dict[str, str] = {}

    def begin() -> Answer:
        client.get(f"/quizzes/{QUIZ}/")
        page = good(client.post(f"/quizzes/{QUIZ}/start/", {}))
        started["attempt"] = ATTEMPT.search(page.url).group(1)
        started["page"] = page.text
        return page

    meter.note("テストを始める", begin)
    attempt, option = started["attempt"], options_of(started["page"])[0]
    for position in range(1, 21):
        meter.note("保存", lambda p=position: save(client, attempt, p, option, 0))
    url = f"/quizzes/attempts/{attempt}"
    meter.note("提出", lambda: good(client.post(f"{url}/submit/", {})))
    meter.note("結果", lambda: good(client.get(f"{url}/result/")))
    meter.note("記録", lambda: good(client.get("/me/record/")))
