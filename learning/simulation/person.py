"""One person of the demo city, before it becomes rows. Days, not database keys."""

import uuid
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class NameFrom:
    """A name used from a day until before another; ``delivered`` as the file said."""

    text: str
    kana: str
    starts_on: date
    ends_on: date | None = None
    delivered: str = ""


@dataclass(frozen=True, slots=True)
class EmploymentFrom:
    """One employment; authority and source by their codes."""

    number: str
    employment_type: str
    authority: str
    source: str
    category: str
    starts_on: date
    ends_on: date | None = None
    cause: str = "hired"
    number_kind: str = "staff"


@dataclass(frozen=True, slots=True)
class PostingFrom:
    """One posting at ``work`` under the person's employment number ``employment``."""

    employment: int
    work: str
    title: str
    rank: str
    is_head: bool
    starts_on: date
    ends_on: date | None = None
    kind: str = "main"
    cause: str = "appointed"


@dataclass(frozen=True, slots=True)
class Interval:
    """An absence (its neutral class) or a designation (its code)."""

    code: str
    starts_on: date
    ends_on: date | None = None


@dataclass(slots=True)
class Person:
    """A person, and how they learn.

    ``ability`` is theta of the item response model: mean 0, standard deviation 1 over
    the city. ``diligence`` in [0, 1] is how surely and how early they do what is asked.
    """

    public_id: uuid.UUID
    born_on: date
    names: list[NameFrom]
    employments: list[EmploymentFrom]
    postings: list[PostingFrom]
    ability: float
    diligence: float
    note: str = ""
    absences: list[Interval] = field(default_factory=list)
    designations: list[Interval] = field(default_factory=list)
    email: str | None = None
    pk: int = 0

    def uses_shared_pc(self) -> bool:
        """Whether the person has no device of their own."""
        return any(mark.code == "shared-pc" for mark in self.designations)

    def works_on(self, day: date) -> bool:
        """Whether the person is employed and not absent on ``day``."""
        return _covers(self.employments, day) and not _covers(self.absences, day)

    def main_posting(self, day: date) -> PostingFrom | None:
        """The main posting on ``day``."""
        return next(
            (
                posting
                for posting in self.postings
                if posting.kind == "main" and _is_on(posting, day)
            ),
            None,
        )


Dated = EmploymentFrom | PostingFrom | Interval


def _covers(rows: list[EmploymentFrom] | list[Interval], day: date) -> bool:
    return any(_is_on(row, day) for row in rows)


def _is_on(row: Dated, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day < row.ends_on)
