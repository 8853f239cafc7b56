"""Times item statistics and the export of results inside Django.

`python -m tests.bench.item_figures prepare|statistics|csv|xlsx|irt`; prints JSON. Each
but `prepare` is run in a process of its own, so that its largest memory is its own.
`prepare` makes 10,000 finished attempts of twenty items; `irt` fits 2PL to 5,000 × 100.
"""

import json
import os
import resource
import sys
import time
from datetime import timedelta
from typing import Any

# before numpy is loaded: the aim is for one core
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import django

django.setup()

import numpy as np  # noqa: E402
from django.utils import timezone  # noqa: E402

from learning.objectives.models import Objective  # noqa: E402
from learning.people.models import Employee  # noqa: E402
from quizzes.models import Attempt, Item, ItemVersion, Quiz, Response  # noqa: E402

CODE = "bench-statistics"
ATTEMPTS, ITEMS = 10_000, 20
BATCH = 2_000


def prepare() -> dict[str, Any]:
    """Write the quiz with all its attempts and responses."""
    now = timezone.now()
    quiz = Quiz.objects.create(code=CODE, title="統計の計測", pass_mark="0.5")
    objective = Objective.objects.first()
    versions = []
    for number in range(ITEMS):
        document = {
            "stem": f"問い{number}",
            "options": [
                {
                    "id": each,
                    "text": f"選択肢{each}",
                    "key": each == "a",
                    "explanation": "説明",
                }
                for each in "abcd"
            ],
            "points": 1,
        }
        item = Item.objects.create(
            code=f"bench-statistics-{number:02}",
            type="single_choice",
            document=document,
            objective=objective,
        )
        versions.append(
            ItemVersion.objects.create(
                item=item,
                number=1,
                type=item.type,
                document=document,
                digest=f"{number:064}",
                objective_code=objective.code,
                order_length=4,
                published_at=now,
            )
        )
    drawn = np.random.default_rng(1)
    people = Employee.objects.bulk_create(
        [Employee(recorded_at=now) for _ in range(ATTEMPTS)], batch_size=BATCH
    )
    ability = drawn.normal(size=(ATTEMPTS, 1))
    right = ability + drawn.logistic(size=(ATTEMPTS, ITEMS)) > 0
    order = drawn.random((ATTEMPTS, ITEMS)).argsort(axis=1)
    for start in range(0, ATTEMPTS, BATCH):
        rows = range(start, start + BATCH)
        attempts = Attempt.objects.bulk_create(
            [
                _attempt(quiz, people[at], versions, order[at], right[at], now)
                for at in rows
            ]
        )
        Response.objects.bulk_create(
            [
                Response(
                    attempt=attempt,
                    position=position,
                    value={"chosen": ["a" if right[at, position] else "bcd"[at % 3]]},
                    sequence=1,
                    save_id=f"{at}-{position}",
                    saved_at=now,
                )
                for at, attempt in zip(rows, attempts, strict=True)
                for position in range(ITEMS)
            ],
            batch_size=BATCH,
        )
    return {"attempts": ATTEMPTS}


def _attempt(
    quiz: Quiz, person: Employee, versions: list, order: Any, right: Any, now: Any
) -> Attempt:
    raw = int(right.sum())
    return Attempt(
        employee=person,
        quiz=quiz,
        number=1,
        seed=1,
        form={
            "v": 1,
            "items": [
                {"v": versions[at].pk, "s": "all", "o": [2, 0, 3, 1]} for at in order
            ],
        },
        state=Attempt.State.FINISHED,
        started_at=now - timedelta(minutes=20),
        submitted_at=now,
        pass_mark="0.5",
        points=["1" if each else "0" for each in right],
        raw_score=raw,
        max_score=ITEMS,
        scaled_score=raw / ITEMS,
        passed=raw * 2 >= ITEMS,
    )


def statistics() -> dict[str, Any]:
    """Read and work out all classical figures and the distractor tables."""
    from quizzes.item_analysis.responses import read_answers
    from quizzes.item_analysis.summary import summarise

    quiz = Quiz.objects.get(code=CODE)
    return _timed(lambda: summarise(read_answers(quiz)), lambda found: found.n_attempts)


def export(form: str) -> dict[str, Any]:
    """Write the results per question as a file."""
    from learning.people.today import today
    from quizzes.item_analysis.results import results_table
    from quizzes.item_analysis.results_file import ResultsFormat, results_file

    quiz = Quiz.objects.get(code=CODE)

    def write() -> bytes:
        table = results_table(quiz, today=today())
        return results_file(table, code=CODE, form=ResultsFormat(form)).content

    return _timed(write, len)


def irt() -> dict[str, Any]:
    """Fit 2PL, scores, reliability and item fit to 5,000 persons × 100 items."""
    from quizzes.item_analysis.analysis import analyse

    drawn = np.random.default_rng(1)
    slopes, places = drawn.uniform(0.6, 2, 100), drawn.normal(size=100)
    logit = slopes * (drawn.normal(size=(5000, 1)) - places)
    scores = (drawn.random(logit.shape) < 1 / (1 + np.exp(-logit))).astype(float)
    names = [f"q{number}" for number in range(100)]
    return _timed(lambda: analyse(names, scores), lambda found: found.n_persons)


def _timed(work: Any, count: Any) -> dict[str, Any]:
    began = time.perf_counter()
    found = work()
    spent = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": spent, "memory": memory, "count": count(found)}


WORK = {
    "prepare": prepare,
    "statistics": statistics,
    "csv": lambda: export("csv"),
    "xlsx": lambda: export("xlsx"),
    "irt": irt,
}

if __name__ == "__main__":
    print(json.dumps(WORK[sys.argv[1]]()))
