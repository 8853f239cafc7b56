"""Prepares the bench's city inside Django: accounts, a quiz of twenty, a roster file.

Run as `python -m tests.bench.city FOLDER PEOPLE ROWS` with the bench's settings; prints JSON.
"""

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.models import LessonCompletion, LessonProgress  # noqa: E402
from learning.people.models import Employment, Posting, User  # noqa: E402
from learning.people.today import today  # noqa: E402
from quizzes.actions import quizzes  # noqa: E402
from quizzes.definitions import QuizDefinition, SectionDefinition  # noqa: E402
from quizzes.models import Item  # noqa: E402
from tests.bench import PASSWORD_OF_ALL  # noqa: E402
from tests.bench.floor_urls import TABLE  # noqa: E402
from tests.bench.journey import COURSE  # noqa: E402

QUIZ = "bench-twenty"
MAIN = Posting.Kind.MAIN.label
HEADINGS = [
    *("職員番号", "氏名", "フリガナ", "所属コード", "所属名", "職名"),
    *("任用形態", "職種", "本務兼務区分", "採用年月日", "異動年月日"),
]


def twenty() -> None:
    """Make a quiz of twenty questions from the largest bank of single choice."""
    codes = Item.objects.drawable().filter(code__startswith="itpass-basics")
    objectives = sorted(set(codes.values_list("objective__code", flat=True)))
    section = SectionDefinition("all", "すべて", 20, tuple(objectives))
    definition = QuizDefinition(QUIZ, "二十問", Decimal("0.5"), (section,))
    quizzes.upsert(definition=definition, by=None, at=timezone.now())


def accounts(count: int) -> list[str]:
    """Give people of the roster one known password; return their numbers."""
    people = (
        Employment.objects.on(today())
        .filter(employee__postings__kind="main", number_kind="staff")
        .filter(employee__user__isnull=False)
        .order_by("number")
    )
    once = {p.employee_id: p for p in people.select_related("employee__user")}
    chosen = list(once.values())[:count]
    User.objects.filter(pk__in=[p.employee.user.pk for p in chosen]).update(
        password=make_password(PASSWORD_OF_ALL), must_set_password=False, is_active=True
    )
    forget_lessons([p.employee_id for p in chosen])
    return [employment.number for employment in chosen]


def forget_lessons(employee_ids: list[int]) -> None:
    """Let the journey's course begin anew for them, so that a lesson is finished."""
    for kept in (LessonCompletion, LessonProgress):
        kept.objects.filter(
            employee_id__in=employee_ids, lesson__url_path__contains=COURSE
        ).delete()


def roster_file(path: Path, source_code: str, count: int) -> int:
    """Write a source's people of today as their HR system would; return the rows.

    Every tenth person has moved today, and as many join as make ``count`` rows.
    """
    day = today()
    postings = (
        Posting.objects.on(day)
        .filter(employment__source__code=source_code)
        .select_related("employment__employment_type", "department")
        .order_by("employment__number")
    )
    names = dict(_names(day))
    with path.open("w", encoding="cp932", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(HEADINGS)
        rows = _with_changes([_row(posting, names) for posting in postings], count)
        writer.writerows(rows)
    return len(rows)


def _with_changes(rows: list[list[str]], count: int) -> list[list[str]]:
    day = today().isoformat()
    place, moved_on = slice(3, 5), 10
    changed = [list(row) for row in rows]
    mains = [row for row in changed if row[8] == MAIN]
    for row, other in zip(mains[::10], mains[1::10], strict=False):
        if row[3] != other[3]:
            row[place] = other[place]
            row[moved_on] = day
    model = mains[0]
    for n in range(count - len(changed)):
        joiner = [
            f"8{n:05}",
            f"採用 新{n}",
            "サイヨウ シン",
            *mains[n % len(mains)][3:5],
        ]
        changed.append([*joiner, *model[5:9], day, day])
    return changed


def _names(day):
    from learning.people.models import EmployeeName

    for row in EmployeeName.objects.on(day).iterator():
        yield row.employee_id, (row.delivered, row.kana)


def _row(posting: Posting, names: dict) -> list[str]:
    employment = posting.employment
    name, kana = names[posting.employee_id]
    return [
        *(employment.number, name, kana),
        *(posting.department.code, posting.department.name, posting.post_title),
        *(employment.employment_type.name, employment.job_category),
        posting.get_kind_display(),
        employment.starts_on.isoformat(),
        posting.starts_on.isoformat(),
    ]


def postmaster() -> list[int]:
    """The process above PostgreSQL's backends, on this machine; none for SQLite."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    return [int(fields[1])]


def main() -> None:
    """Prepare all and print what the bench needs to know."""
    folder, count, rows_wanted = Path(sys.argv[1]), *map(int, sys.argv[2:4])
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    twenty()
    source = (
        Employment.objects.on(today())
        .values_list("source__code", flat=True)
        .order_by("source__order")
        .first()
    )
    rows = roster_file(folder / "roster.csv", source or "", rows_wanted)
    prepared = {
        "numbers": accounts(count),
        "source": source,
        "roster_rows": rows,
        "database": postmaster(),
    }
    print(json.dumps(prepared))


if __name__ == "__main__":
    main()
