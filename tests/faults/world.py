"""Inside Django: people with sessions and a quiz; what is stored at the end.

Run as `python -m tests.faults.world prepare PEOPLE ITEMS ROUNDS` or
`… read QUIZ`; prints JSON.
The key of every item is option "a".
"""

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from quizzes.models import Attempt, Response  # noqa: E402
from tests.factories.people import PostingFactory, UserFactory  # noqa: E402
from tests.factories.quizzes import QuizFactory  # noqa: E402


def prepare(people: int, items: int, rounds: int) -> list[dict]:
    """Make quizzes and for each as many signed-in people; their sessions' keys."""
    with transaction.atomic():
        return [
            {
                "quiz": QuizFactory(code=f"faults-{n}", item_count=items).code,
                "sessions": [signed_in(f"person-{n}-{m}") for m in range(people)],
            }
            for n in range(rounds)
        ]


def signed_in(name: str) -> str:
    """Make a person of today's roster who has signed in; the session's key."""
    posting = PostingFactory()
    user = UserFactory(username=name, employee=posting.employee)
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def read(quiz: str) -> dict:
    """What is stored of each attempt: answers with their sequences, and the score."""
    attempts = Attempt.objects.filter(quiz__code=quiz)
    stored = {
        str(attempt.public_id): {
            "state": attempt.state,
            "raw_score": float(attempt.raw_score or 0),
            "answers": {},
        }
        for attempt in attempts
    }
    rows = Response.objects.filter(attempt__in=attempts)
    for public_id, position, value, sequence in rows.values_list(
        "attempt__public_id", "position", "value", "sequence"
    ):
        chosen = "".join(value.get("chosen", []))
        stored[str(public_id)]["answers"][position + 1] = [sequence, chosen]
    return stored


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        print(json.dumps(prepare(*map(int, sys.argv[2:5]))))
    else:
        print(json.dumps(read(sys.argv[2])))
