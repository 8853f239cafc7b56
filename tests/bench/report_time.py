"""Times the department report inside Django. `python -m tests.bench.report_time`."""

import json
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from learning.city.current import city  # noqa: E402
from learning.literacy.models import Plan  # noqa: E402
from learning.people.today import today  # noqa: E402
from learning.reports.department_report import department_report  # noqa: E402
from learning.reports.ground import Question  # noqa: E402
from learning.reports.organisation import Level, Organisation  # noqa: E402
from learning.reports.readers import PUBLIC  # noqa: E402


def once(level: Level) -> tuple[float, int]:
    """Build the whole report; seconds and queries."""
    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        question = Question(
            plan=Plan.objects.get(),
            as_of=today(),
            today=today(),
            level=level,
            organisation=Organisation.THEN,
        )
        department_report(question, PUBLIC, city=city())
        return time.perf_counter() - began, len(queries)


def timed(level: Level) -> dict[str, float]:
    """One report cold, then the middle one of five."""
    first, _ = once(level)
    warm = [once(level) for _ in range(5)]
    return {
        "cold": first,
        "warm": sorted(seconds for seconds, _ in warm)[2],
        "queries": warm[0][1],
    }


if __name__ == "__main__":
    print(json.dumps({at.value: timed(at) for at in (Level.SECTION, Level.UNIT)}))
