"""Knows what one file of the curriculum says, as plain records."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

# A StreamField child as Wagtail stores it: {"type", "value", "id"}. Blocks that show
# a file name it in value["file"]; the writing replaces that by the stored file.
BlockData = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record came from."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the glossary."""

    place: Place
    code: str
    term: str
    reading: str
    meaning: str
    source: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class ObjectiveRecord:
    """One objective; ``schemes`` are pairs of scheme and code."""

    place: Place
    code: str
    title: str
    level: str
    order: int
    schemes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LessonRecord:
    """One lesson with its body as blocks."""

    place: Place
    code: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    responsible: str
    review_on: date | None
    change: str
    body: tuple[BlockData, ...]


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One question of the bank; ``document`` has the shape of ``Item.document``."""

    place: Place
    code: str
    type: str
    objective: str
    document: dict[str, Any]
    source: str
    responsible: str
    review_on: date | None
    law_effective_on: date | None


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """One section of a quiz."""

    code: str
    title: str
    floor: Decimal
    count: int
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizRecord:
    """A quiz; no limit is None."""

    place: Place
    code: str
    title: str
    time_limit_minutes: int | None
    attempts_allowed: int | None
    pass_mark: Decimal
    shuffle_options: bool
    feedback: str
    wording: str
    sections: tuple[SectionRecord, ...]


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """One course with its lessons in order, its items and its quiz."""

    place: Place
    code: str
    title: str
    summary: str
    responsible: str
    review_on: date | None
    change: str
    quiz_code: str
    intro: tuple[BlockData, ...]
    lessons: tuple[LessonRecord, ...] = ()
    items: tuple[ItemRecord, ...] = ()
    quiz: QuizRecord | None = None


@dataclass(frozen=True, slots=True)
class TierRecord:
    """One tier with its objectives and courses."""

    place: Place
    code: str
    title: str
    summary: str
    order: int
    objectives: tuple[ObjectiveRecord, ...] = ()
    courses: tuple[CourseRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Everything under one folder."""

    tiers: tuple[TierRecord, ...] = ()
    terms: tuple[Term, ...] = ()
    # name in the blocks ("security-basics/zones.svg") → content
    files: dict[str, bytes] = field(default_factory=dict)
