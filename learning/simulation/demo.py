"""Prepares the demonstration step by step; each step knows whether it is done.

A step leaves its mark only when it has ended, so whatever an interruption cut off is
begun again the next time, and a second run finds everything done.
"""

import hashlib
import json
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from wagtail import VERSION as WAGTAIL_VERSION

from courses.models import CoursePage
from learning.command_line import what_prepares_database
from learning.literacy.models import Plan
from learning.people.models import Employee, RosterImport, User
from learning.simulation.city import Order, simulate
from learning.simulation.groundwork import (
    PLAN,
    curriculum_folder,
    load_curriculum,
    load_plan,
    mock_exam_files,
    open_mock_exams,
    plan_file,
)
from learning.simulation.sign_ins import (
    SignIn,
    are_made,
    make_sign_ins,
    write_sign_ins,
)
from quizzes.models import MockExam

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, whether it is needed, and how it is done."""

    name: str
    is_needed: Callable[[], bool]
    do: Callable[[], object]


class Demo:
    """The demonstration in one folder and one database."""

    def __init__(self, *, folder: Path, order: Order, say: Say) -> None:
        self.folder = folder
        self.order = order
        self.say = say
        self.marks = Marks(folder / "prepared.json")

    @property
    def sign_ins_path(self) -> Path:
        """Where the list of sign-ins is written."""
        return self.folder / "sign-ins.json"

    def steps(self) -> list[Step]:
        """All steps in their order."""
        return [
            Step("データベース", _is_unprepared, _migrate),
            Step(
                "画面の部品",
                lambda: not _has_manifest() or self._changed("static", static_digest),
                self._collect_static,
            ),
            Step(
                "計画",
                lambda: not _has_plan() or self._changed("plan", plan_digest),
                lambda: self._marked("plan", load_plan, plan_digest),
            ),
            Step(
                "教材とテスト",
                lambda: (
                    not CoursePage.objects.exists()
                    or self._changed("curriculum", curriculum_digest)
                ),
                lambda: self._marked("curriculum", load_curriculum, curriculum_digest),
            ),
            Step(
                f"見本の市（職員 {self.order.staff:,}人・{self.order.years}年）",
                lambda: not Employee.objects.exists(),
                lambda: simulate(self.order, by=None, say=self.say),
            ),
            Step(
                "模擬試験",
                lambda: (
                    not MockExam.objects.exists()
                    or self._changed("mock exams", mock_exam_digest)
                ),
                lambda: self._marked("mock exams", open_mock_exams, mock_exam_digest),
            ),
            Step(
                "役割ごとの利用者",
                lambda: not (self.sign_ins_path.exists() and self._can_sign_in()),
                self._write_sign_ins,
            ),
        ]

    def _can_sign_in(self) -> bool:
        """Ask the database: the list may have been written beside another one."""
        return are_made(today=self.order.until)

    def _write_sign_ins(self) -> list[SignIn]:
        made = make_sign_ins(today=self.order.until)
        write_sign_ins(made, self.sign_ins_path)
        return made

    def _collect_static(self) -> None:
        self._marked(
            "static",
            lambda: call_command("collectstatic", interactive=False, verbosity=0),
            static_digest,
        )

    def _changed(self, name: str, digest: Callable[[], str]) -> bool:
        return self.marks.get(name) != digest()

    def _marked(
        self, name: str, do: Callable[[], object], digest: Callable[[], str]
    ) -> None:
        seen = digest()
        do()
        self.marks.put(name, seen)


class Marks:
    """What was done with which files, for this database."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, name: str) -> str | None:
        """The digest that a step ended with."""
        return self._read().get(self._key(name))

    def put(self, name: str, digest: str) -> None:
        """Note that a step has ended."""
        marks = {**self._read(), self._key(name): digest}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(marks, indent=2), encoding="utf-8")

    def _read(self) -> dict[str, str]:
        try:
            return json.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}

    def _key(self, name: str) -> str:
        database = connection.settings_dict
        where = f"{database['ENGINE']} {database['HOST']} {database['NAME']}"
        return f"{name} {hashlib.sha256(where.encode()).hexdigest()[:12]}"


def holds_a_real_city() -> bool:
    """Whether somebody uses this database who did not come with a demonstration."""
    if User._meta.db_table not in connection.introspection.table_names():
        return False
    if RosterImport.objects.filter(kind=RosterImport.Kind.SIMULATION).exists():
        return False
    return Employee.objects.exists() or User.objects.exists()


def is_free(port: int) -> bool:
    """Whether a server could listen on the port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def static_digest() -> str:
    """Digest of our own static files' names, sizes and times, and of Wagtail's place."""
    folders = [Path(folder) for folder in settings.STATICFILES_DIRS]
    files = sorted(path for f in folders for path in f.rglob("*") if path.is_file())
    lines = [f"{p} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in files]
    root = Path(settings.STATIC_ROOT) / "staticfiles.json"
    lines += [str(WAGTAIL_VERSION), str(root)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def plan_digest() -> str:
    """Digest of the plan's file."""
    return _digest_of([plan_file()])


def curriculum_digest() -> str:
    """Digest of all files of the curriculum."""
    return _digest_of(_curriculum_files())


def mock_exam_digest() -> str:
    """Digest of the blueprints and of the curriculum, whose objectives they draw by."""
    return _digest_of([*mock_exam_files(), *_curriculum_files()])


def _curriculum_files() -> list[Path]:
    return [path for path in curriculum_folder().rglob("*") if path.is_file()]


def _digest_of(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.name).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _has_manifest() -> bool:
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()


def _has_plan() -> bool:
    return Plan.objects.filter(code=PLAN).exists()


def _is_unprepared() -> bool:
    return what_prepares_database() is not None


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("update_index", verbosity=0)  # an upgrade may search by other keys
