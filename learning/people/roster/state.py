"""Knows a person's stored rows as plain values, and how to change them. Pure.

Every change returns a new `Person`. A row that changed has no ``id`` any more: what is
stored is superseded and the new row recorded, which ``differences`` finds out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from learning.people.roster.values import MAIN


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name from a day on."""

    name: str
    kana: str
    delivered: str
    starts_on: date
    ends_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class EmploymentRow:
    """An employment; `key` ties its postings to it, stored or not."""

    key: str
    number: str
    source: str
    employment_type: str
    starts_on: date
    ends_on: date | None = None
    job_category: str = ""
    cause: str = "hired"
    authority: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting; `department` is the stored department's id."""

    employment: str
    department: int
    starts_on: date
    ends_on: date | None = None
    kind: str = MAIN
    post_title: str = ""
    rank_class: str = "none"
    is_head: bool = False
    cause: str = "appointed"
    id: int | None = None

    @property
    def values(self) -> tuple[int, str, str]:
        """What makes two postings the same post."""
        return self.department, self.kind, self.post_title


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence by its neutral class."""

    neutral_class: str
    starts_on: date
    ends_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A stored department."""

    id: int
    code: str
    name: str
    starts_on: date
    ends_on: date | None = None


Row = TypeVar("Row", NameRow, EmploymentRow, PostingRow, AbsenceRow)


def covers(row: Any, day: date) -> bool:
    """Whether a row's interval covers a day."""
    return row.starts_on <= day and (row.ends_on is None or day < row.ends_on)


@dataclass(frozen=True, slots=True)
class Person:
    """A person with everything known of them that a roster can change."""

    key: str
    id: int | None = None
    person_key: str = ""
    names: tuple[NameRow, ...] = ()
    employments: tuple[EmploymentRow, ...] = ()
    postings: tuple[PostingRow, ...] = ()
    absences: tuple[AbsenceRow, ...] = ()

    def name_on(self, day: date) -> NameRow | None:
        """The name in force on a day; else the last one before, else the first."""
        in_force = [row for row in self.names if covers(row, day)]
        earlier = [row for row in self.names if row.starts_on <= day]
        found = in_force or earlier[-1:] or self.names[:1]
        return found[0] if found else None

    def employment(self, key: str) -> EmploymentRow:
        """The employment of that key."""
        return next(row for row in self.employments if row.key == key)

    def main_on(self, day: date) -> PostingRow | None:
        """The main posting in force on a day."""
        found = (p for p in self.postings if p.kind == MAIN and covers(p, day))
        return next(found, None)

    def absence_on(self, day: date) -> AbsenceRow | None:
        """The absence in force on a day."""
        return next((row for row in self.absences if covers(row, day)), None)


def first_difference(before: Iterable[Any], after: Iterable[Any]) -> date | None:
    """The first day on which two sets of one person's rows of one table differ.

    Parameters
    ----------
    before, after : rows with ``starts_on`` and ``ends_on``; ids do not count. Rows that
        are alike but for their end differ from the earlier end on, others from their
        start on.

    Returns
    -------
    The day, or None if they say the same.
    """
    days = []
    ends: list[dict[Any, set[date]]] = []
    for rows in (before, after):
        found: dict[Any, set[date]] = {}
        for row in rows:
            bare = replace(row, id=None, ends_on=None)
            found.setdefault(bare, set()).add(row.ends_on or date.max)
        ends.append(found)
    one, other = ends
    for bare in one.keys() | other.keys():
        if bare not in one or bare not in other:
            days.append(bare.starts_on)
        else:
            days.extend(one[bare] ^ other[bare])
    return min(days, default=None)


@dataclass(frozen=True, slots=True)
class State:
    """What is stored: people, departments, who follows whom.

    `successors`: department id → ids of its direct successors. `base`: a token that
    changes whenever any of it changes.
    """

    people: Sequence[Person] = ()
    departments: Sequence[DepartmentRow] = ()
    successors: Mapping[int, frozenset[int]] = field(default_factory=dict)
    base: str = ""


def changed(row: Row, **values: Any) -> Row:
    """The row with other values, as one to be recorded anew; itself if nothing differs."""
    other = replace(row, **values)
    return row if other == row else replace(other, id=None)


def swap(rows: Iterable[Row], old: Row, *new: Row) -> tuple[Row, ...]:
    """The rows with one of them replaced by any number of others."""
    return tuple(
        inserted for row in rows for inserted in (new if row is old else (row,))
    )


def cut(
    rows: Iterable[Row], day: date, chosen: Callable[[Row], bool]
) -> tuple[Row, ...]:
    """End the chosen rows at a day; those that begin on it or later fall away."""
    kept: list[Row] = []
    for row in rows:
        if not chosen(row) or (row.ends_on is not None and row.ends_on <= day):
            kept.append(row)
        elif row.starts_on < day:
            kept.append(changed(row, ends_on=day))
    return tuple(kept)


def end_employment(person: Person, key: str, day: date) -> Person:
    """End an employment and its postings at a day; one that never began falls away."""
    return replace(
        person,
        employments=cut(person.employments, day, lambda row: row.key == key),
        postings=cut(person.postings, day, lambda row: row.employment == key),
    )


def set_term(person: Person, key: str, ends_on: date | None) -> Person:
    """Give an employment another end; postings that ended with it follow."""
    old = person.employment(key)
    new = changed(old, ends_on=ends_on)
    postings = tuple(
        changed(row, ends_on=ends_on)
        if row.employment == key and row.ends_on == old.ends_on
        else row
        for row in person.postings
    )
    person = replace(
        person, employments=swap(person.employments, old, new), postings=postings
    )
    if ends_on is None:
        return person
    return replace(
        person,
        postings=cut(person.postings, ends_on, lambda row: row.employment == key),
    )


def merge_adjacent(postings: Sequence[PostingRow]) -> tuple[PostingRow, ...]:
    """Join a post that goes on unchanged where one of the two rows is new."""
    merged: list[PostingRow] = []
    for row in sorted(postings, key=lambda row: (row.starts_on, row.id or 0)):
        before = next(
            (
                other
                for other in merged
                if other.ends_on == row.starts_on
                and other.employment == row.employment
                and other.values == row.values
                and (other.id is None or row.id is None)
            ),
            None,
        )
        if before is None:
            merged.append(row)
        else:
            at = merged.index(before)
            merged[at] = changed(before, ends_on=row.ends_on)
    return tuple(merged)


def rerecorded(person: Person) -> Person:
    """Postings of an employment that is recorded anew are recorded anew with it."""
    renewed = {row.key for row in person.employments if row.id is None}
    return replace(
        person,
        postings=tuple(
            replace(row, id=None) if row.employment in renewed else row
            for row in merge_adjacent(person.postings)
        ),
    )


def superseded(before: Sequence[Row], after: Sequence[Row]) -> list[int]:
    """Ids of stored rows that are no more."""
    kept = {row.id for row in after}
    return [row.id for row in before if row.id is not None and row.id not in kept]


def added(after: Sequence[Row]) -> list[Row]:
    """Rows to be recorded."""
    return [row for row in after if row.id is None]
