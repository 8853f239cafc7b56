"""One import: read everything, decide for each record, write all of it or nothing."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.importer.comparing import Known, LastWritten, Outcome, decide
from courses.importer.digest import digest
from courses.importer.reading import Curriculum, Problem, read_curriculum
from courses.importer.writing.files import FileStore
from courses.importer.writing.indexing import indexed_at_the_end
from courses.importer.writing.pages import CourseStore, LessonStore, TierStore
from courses.importer.writing.rows import (
    ItemStore,
    ObjectiveStore,
    QuizStore,
    TermStore,
)
from courses.importer.writing.store import Record, Store
from courses.models import ImportedRecord
from learning.log import actions as log
from learning.objectives.actions.schemes import load_scheme
from learning.objectives.shipped import shipped_codes, shipped_schemes
from learning.people.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """What happened to one record."""

    kind: str
    code: str
    file: str
    line: int
    outcome: Outcome


@dataclass(slots=True)
class Report:
    """What an import did, or would do; with problems it did nothing."""

    problems: list[Problem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the number of records by kind and outcome."""
        found: dict[str, Counter[str]] = {}
        for line in self.lines:
            found.setdefault(line.kind, Counter())[line.outcome] += 1
        return {kind: dict(counter) for kind, counter in found.items()}

    def with_outcome(self, outcome: Outcome) -> list[Line]:
        """Return the lines with one outcome."""
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def writes(self) -> bool:
        """Whether anything in the site was or would be changed."""
        return any(line.outcome.writes for line in self.lines)


def import_directory(
    *,
    directory: Path,
    by: User | None,
    at: datetime,
    overwrite: bool = False,
    dry_run: bool = False,
) -> Report:
    """Bring the site to what a folder of the curriculum says.

    Everything is read and checked first; with a single problem nothing is written.
    What is written is one transaction, and a second run writes nothing. What editors
    changed in the site is a conflict: reported, and left alone unless ``overwrite``.
    """
    curriculum, problems = read_curriculum(
        directory, known_scheme_codes=shipped_codes()
    )
    report = Report(problems=problems)
    if problems:
        return report
    with transaction.atomic():
        stores = _stores(curriculum)
        outcomes = [(store, _decide(store, overwrite=overwrite)) for store in stores]
        for store, decided in outcomes:
            report.lines += [_line(store, *pair) for pair in decided]
        if not dry_run:
            with indexed_at_the_end():
                _write(outcomes, report, by=by, at=at)
    return report


def _stores(curriculum: Curriculum) -> list[Store]:
    """Return the stores in the order in which records lean on each other."""
    files = FileStore(curriculum.files)
    tiers = curriculum.tiers
    courses = [course for tier in tiers for course in tier.courses]
    return [
        TermStore(curriculum.terms),
        ObjectiveStore([(t.code, record) for t in tiers for record in t.objectives]),
        TierStore(tiers),
        CourseStore(tiers, files),
        LessonStore(courses, files),
        ItemStore([item for course in courses for item in course.items]),
        QuizStore([course.quiz for course in courses if course.quiz]),
    ]


def _decide(store: Store, *, overwrite: bool) -> list[tuple[Any, Outcome]]:
    rows = ImportedRecord.objects.filter(kind=store.kind)
    last = {row.code: LastWritten(row.given, row.written) for row in rows}
    standing = store.standing()
    return [
        (
            record,
            decide(
                digest(store.given(record)),
                Known(last.get(record.code), standing.get(record.code)),
                overwrite=overwrite,
            ),
        )
        for record in store.records
    ]


def _line(store: Store, record: Record, outcome: Outcome) -> Line:
    place = record.place
    return Line(store.kind, record.code, place.file, place.line, outcome)


def _write(
    outcomes: list[tuple[Store, list[tuple[Any, Outcome]]]],
    report: Report,
    *,
    by: User | None,
    at: datetime,
) -> None:
    for scheme in shipped_schemes():
        load_scheme(scheme=scheme, by=by, at=at)
    for store, decided in outcomes:
        written = [record for record, outcome in decided if outcome.writes]
        for record in written:
            store.write(record, by=by, at=at)
        if written:
            _remember(store, written, at=at)
    for store, _ in outcomes:
        if isinstance(store, TierStore | LessonStore):
            store.order(by=by)
    if report.writes:
        log.write("curriculum.import", by=by, at=at, detail=report.counts())


def _remember(store: Store, written: list[Any], *, at: datetime) -> None:
    """Keep the digests of what was written, to know later whose change one is."""
    standing = store.standing()
    rows = [
        ImportedRecord(
            kind=store.kind,
            code=record.code,
            file=record.place.file,
            given=digest(store.given(record)),
            written=standing[record.code],
            imported_at=at,
        )
        for record in written
    ]
    ImportedRecord.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "code"],
        update_fields=["file", "given", "written", "imported_at"],
    )
