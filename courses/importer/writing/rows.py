"""Stores of plain rows: terms, objectives, items, quizzes. Each writes by an action."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from courses.actions.glossary import TermFields, save_term
from courses.importer.digest import digest
from courses.importer.reading.records import (
    ItemRecord,
    ObjectiveRecord,
    QuizRecord,
    Term,
)
from courses.models import GlossaryTerm, ImportedRecord
from learning.objectives.actions.objectives import ObjectiveFields, save_objective
from learning.objectives.models import Objective
from learning.people.models import User
from quizzes.actions import items as item_actions
from quizzes.actions import quizzes as quiz_actions
from quizzes.definitions import QuizDefinition, SectionDefinition
from quizzes.models import Item, Quiz

Kind = ImportedRecord.Kind


def without_place(record: Any) -> dict[str, Any]:
    """Return a record's fields without where it came from."""
    fields = asdict(record)
    del fields["place"]
    return fields


def among(rows: QuerySet[Any, Any], codes: Collection[str] | None) -> Any:
    """Return the rows of these codes; all without codes."""
    return rows if codes is None else rows.filter(code__in=codes)


class RowStore:
    """What rows share: they have no address that something else could have."""

    def taken(self, codes: Collection[str]) -> set[str]:
        return set()


class TermStore(RowStore):
    """The glossary."""

    kind = Kind.TERM

    def __init__(self, records: Sequence[Term]) -> None:
        self.records = records

    def leans_on(self, record: Term) -> list[tuple[str, str]]:
        return []

    def given(self, record: Term) -> Any:
        return without_place(record)

    def standing(self, codes: Collection[str] | None = None) -> dict[str, str]:
        names = ("code", "term", "reading", "meaning", "source", "review_on")
        rows = among(GlossaryTerm.objects.values(*names), codes)
        return {row["code"]: digest(row) for row in rows}

    def write(self, record: Term, *, by: User | None, at: datetime) -> None:
        save_term(fields=TermFields(**without_place(record)), by=by, at=at)


class ObjectiveStore(RowStore):
    """Objectives, each with the tier it belongs to."""

    kind = Kind.OBJECTIVE

    def __init__(self, records: Sequence[tuple[str, ObjectiveRecord]]) -> None:
        self.tiers = {record.code: tier for tier, record in records}
        self.records = [record for _, record in records]

    def leans_on(self, record: ObjectiveRecord) -> list[tuple[str, str]]:
        return []

    def given(self, record: ObjectiveRecord) -> Any:
        return {**without_place(record), "tier": self.tiers[record.code]}

    def standing(self, codes: Collection[str] | None = None) -> dict[str, str]:
        rows = among(Objective.objects.prefetch_related("scheme_codes__scheme"), codes)
        return {row.code: digest(self._content(row)) for row in rows}

    def _content(self, row: Objective) -> Any:
        schemes = sorted((s.scheme.code, s.code) for s in row.scheme_codes.all())
        return [row.title, row.level, row.tier, row.order, row.retired_on, schemes]

    def write(self, record: ObjectiveRecord, *, by: User | None, at: datetime) -> None:
        fields = ObjectiveFields(**self.given(record))
        save_objective(fields=fields, by=by, at=at)


class ItemStore(RowStore):
    """The bank."""

    kind = Kind.ITEM

    def __init__(self, records: Sequence[ItemRecord]) -> None:
        self.records = records

    def leans_on(self, record: ItemRecord) -> list[tuple[str, str]]:
        return [(Kind.OBJECTIVE, record.objective)]

    def given(self, record: ItemRecord) -> Any:
        return without_place(record)

    def standing(self, codes: Collection[str] | None = None) -> dict[str, str]:
        """Digest of the latest draft, so that an editor's unpublished work counts."""
        rows = among(Item.objects.select_related("latest_revision", "objective"), codes)
        return {row.code: digest(self._content(row)) for row in rows}

    def _content(self, row: Item) -> Any:
        draft = row.latest_revision.content if row.latest_revision else {}
        names = ("type", "document", "source", "responsible")
        dates = ("review_on", "law_effective_on", "retired_on")
        return [
            row.live,
            *(draft.get(name, getattr(row, name)) for name in (*names, *dates)),
            draft.get("objective", row.objective_id),
        ]

    def write(self, record: ItemRecord, *, by: User | None, at: datetime) -> None:
        fields = without_place(record)
        fields["objective"] = Objective.objects.get(code=record.objective)
        item_actions.upsert(**fields, by=by, at=at)


class QuizStore(RowStore):
    """The quizzes."""

    kind = Kind.QUIZ

    def __init__(self, records: Sequence[QuizRecord]) -> None:
        self.records = records

    def leans_on(self, record: QuizRecord) -> list[tuple[str, str]]:
        return [(Kind.OBJECTIVE, o) for at in record.sections for o in at.objectives]

    def given(self, record: QuizRecord) -> Any:
        return without_place(record)

    def standing(self, codes: Collection[str] | None = None) -> dict[str, str]:
        rows = among(Quiz.objects.all(), codes)
        return {
            row.code: digest([asdict(quiz_actions.definition_of(row)), row.retired_on])
            for row in rows
        }

    def write(self, record: QuizRecord, *, by: User | None, at: datetime) -> None:
        fields = without_place(record)
        sections = tuple(
            SectionDefinition(**{**section, "objectives": tuple(section["objectives"])})
            for section in fields.pop("sections")
        )
        definition = QuizDefinition(**fields, sections=sections)
        quiz_actions.upsert(definition=definition, by=by, at=at)
