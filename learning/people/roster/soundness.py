"""Knows which rows the database would refuse, so that they are told as errors. Pure."""

from itertools import pairwise
from typing import Any

from learning.people.roster.rows import ParsedRoster
from learning.people.roster.state import Person
from learning.people.roster.values import MAIN
from learning.tabular.errors import RowError


def impossible(person: Person, roster: ParsedRoster) -> list[RowError]:
    """Never hand on rows that the database would refuse: at most one error a person."""
    rows: tuple[Any, ...] = (
        *person.employments,
        *person.postings,
        *person.absences,
    )
    if any(row.ends_on is not None and row.ends_on <= row.starts_on for row in rows):
        reason = "始まりの日が終わりの日より後になります。"
        return [_error(person, roster, reason)]
    mains = sorted(
        (row for row in person.postings if row.kind == MAIN),
        key=lambda row: row.starts_on,
    )
    for one, other in pairwise(mains):
        if one.ends_on is None or one.ends_on > other.starts_on:
            reason = f"{other.starts_on} に本務が二つ重なります。"
            return [_error(person, roster, reason)]
    return []


def _error(person: Person, roster: ParsedRoster, reason: str) -> RowError:
    numbers = {row.number for row in person.employments}
    row = next((row for row in roster.rows if row.number in numbers), None)
    mend = "採用・発令・任用期間の日付と本務兼務区分を確かめてください。"
    line, number = (row.line, row.number) if row else (0, "")
    return RowError(roster.file, line, "職員番号", number, reason, mend)
