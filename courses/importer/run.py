"""One import: read everything, decide for each record, write record by record."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.actions.pages import told_in_one_entry
from courses.importer.comparing import Outcome
from courses.importer.deciding import Decision, decide_again, decide_all
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
from courses.importer.writing.store import Store
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

    Everything is read, checked and compared first; with a single problem nothing is
    written. Then each record is a transaction of its own, so that people's saves need
    not wait for the whole import: one that was stopped half way is finished by
    running it again, and a second run writes nothing. What editors changed in the
    site is a conflict: reported, and left alone unless ``overwrite``.
    """
    curriculum, problems = read_curriculum(
        directory, known_scheme_codes=shipped_codes()
    )
    report = Report(problems=problems)
    if problems:
        return report
    stores = _stores(curriculum)
    decisions = decide_all(stores, overwrite=overwrite)
    if dry_run:
        report.lines = [_line(decision, decision.outcome) for decision in decisions]
        return report
    for scheme in shipped_schemes():
        load_scheme(scheme=scheme, by=by, at=at)
    with told_in_one_entry():
        for decision in decisions:
            outcome = _carry_out(decision, overwrite=overwrite, by=by, at=at)
            report.lines.append(_line(decision, outcome))
        for store in stores:
            if isinstance(store, TierStore | LessonStore):
                store.order(by=by)
    if report.writes:
        log.write("curriculum.import", by=by, at=at, detail=report.counts())
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


def _line(decision: Decision, outcome: Outcome) -> Line:
    record = decision.record
    place = record.place
    return Line(decision.store.kind, record.code, place.file, place.line, outcome)


def _carry_out(
    decision: Decision, *, overwrite: bool, by: User | None, at: datetime
) -> Outcome:
    """Write one record and remember its digests, both or neither."""
    if not decision.outcome.writes:
        return decision.outcome
    with transaction.atomic():
        outcome = decide_again(decision, overwrite=overwrite)
        if outcome.writes:
            with indexed_at_the_end():
                decision.store.write(decision.record, by=by, at=at)
            _remember(decision.store, decision.record, at=at)
    return outcome


def _remember(store: Store, record: Any, *, at: datetime) -> None:
    """Keep the digests of what was written, to know later whose change one is."""
    ImportedRecord.objects.update_or_create(
        kind=store.kind,
        code=record.code,
        defaults={
            "file": record.place.file,
            "given": digest(store.given(record)),
            "written": store.standing([record.code])[record.code],
            "imported_at": at,
        },
    )
