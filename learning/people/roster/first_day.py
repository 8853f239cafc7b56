"""Knows how a correction (訂正) restates the first day of an employment. Pure.

Only a file that is marked as a correction does it: other files often carry the first
day in the city's service, which is not that of the employment.
"""

from dataclasses import replace
from datetime import date

from learning.people.roster.changes import Category
from learning.people.roster.rows import RosterRow
from learning.people.roster.state import (
    EmploymentRow,
    NameRow,
    PostingRow,
    changed,
    covers,
    swap,
)
from learning.people.roster.values import MAIN
from learning.people.roster.working import Working

HIRED = "hired"


def correct_first_day(work: Working, old: EmploymentRow, row: RosterRow) -> None:
    """Move the first day of an employment with what begins on it.

    採用年月日 counts for the employment by which the person was hired, 任用期間（自） for
    any. A day after the file's own, or after the end, is left alone.
    """
    day = row.term_from or (row.hired_on if old.cause == HIRED else None)
    if not work.terms.correction or day is None or day == old.starts_on:
        return
    if day > work.terms.as_of or (old.ends_on is not None and day >= old.ends_on):
        return
    person = work.person
    new = changed(old, starts_on=day)
    work.person = replace(
        person,
        employments=swap(person.employments, old, new),
        postings=_postings(work, old, day, row),
        names=_names(person.names, old.starts_on, day),
    )
    before, after = old.starts_on.isoformat(), day.isoformat()
    work.note(Category.CORRECTION, row, before, after, "採用年月日")


def _postings(
    work: Working, old: EmploymentRow, day: date, row: RosterRow
) -> tuple[PostingRow, ...]:
    """What began with the employment begins with it again; nothing before it."""
    moved: list[PostingRow] = []
    for posting in work.person.postings:
        start = posting.starts_on
        if posting.employment == old.key and start == old.starts_on:
            start = _start(work, posting, day, row)
        elif posting.employment == old.key:
            start = max(start, day)
        if posting.ends_on is None or start < posting.ends_on:
            moved.append(changed(posting, starts_on=start))
    return tuple(moved)


def _start(work: Working, posting: PostingRow, day: date, row: RosterRow) -> date:
    """Of the present main post: 発令年月日; and no post before its department."""
    is_present = posting.kind == MAIN and covers(posting, work.terms.as_of)
    said = row.effective_on if is_present else None
    if said is None or said > work.terms.as_of:
        said = day
    return max(day, said, work.places.starts_on(posting.department))


def _names(names: tuple[NameRow, ...], before: date, day: date) -> tuple[NameRow, ...]:
    """The first name is known from the first day on."""
    first = min(names, key=lambda name: name.starts_on, default=None)
    if first is None or first.starts_on != before:
        return names
    if first.ends_on is not None and first.ends_on <= day:
        return names
    return swap(names, first, changed(first, starts_on=day))
