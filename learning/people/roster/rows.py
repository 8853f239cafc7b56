"""Knows what one row of a roster says, once read; must not know what is stored. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from learning.tabular.errors import RowError


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One posting of one employment as a file tells it.

    Ends are first days without (half-open). `number` carries the source's prefix.
    `absence` is a neutral class, "none", or None if the file has no such column.
    """

    line: int
    number: str
    name: str
    delivered: str
    kana: str = ""
    old_number: str = ""
    person_key: str = ""
    department_code: str = ""
    department_name: str = ""
    post_title: str = ""
    rank_class: str = "none"
    is_head: bool = False
    employment_type: str = ""
    job_category: str = ""
    kind: str = "main"
    hired_on: date | None = None
    effective_on: date | None = None
    term_from: date | None = None
    ends_on: date | None = None
    left: bool = False
    """The end is a retirement (退職年月日) and not a term's end."""
    absence: str | None = None
    absence_from: date | None = None
    absence_until: date | None = None


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A word that no table knows, with what it is proposed to mean.

    `proposed` may be empty: then the value stands as it came.
    """

    subject: str
    value: str
    proposed: str
    count: int
    line: int


@dataclass(frozen=True, slots=True)
class ParsedRoster:
    """A whole roster file: its sound rows, what is wrong, what is unknown.

    `columns`: the codes of the columns that the file has. `unsound`: the numbers of
    the rows in error, whose people are in the file all the same; `unsound_names`:
    the names in rows whose number can't be read; `unsound_rows`: rows in error as far
    as they could be read.
    """

    file: str
    rows: Sequence[RosterRow]
    problems: Sequence[RowError]
    unknown: Sequence[UnknownValue] = ()
    columns: frozenset[str] = field(default_factory=frozenset)
    unsound: frozenset[str] = field(default_factory=frozenset)
    unsound_names: frozenset[str] = field(default_factory=frozenset)
    unsound_rows: Sequence[RosterRow] = ()
