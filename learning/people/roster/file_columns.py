"""Knows how headings of a file become known columns: proposed, saved, checked.

Pure. Knows neither the roster nor the organisation: each brings its table of fields.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from learning.japanese.wareki import DateError, parse_date
from learning.japanese.width import fold


class Convention(StrEnum):
    """What a date that ends something means in a file."""

    LAST_DAY = "last_day"
    FIRST_DAY_WITHOUT = "first_day_without"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is known: its label, its usual headings (folded, in preference)."""

    code: str
    label: str
    headings: tuple[str, ...]
    is_date: bool = False
    ends: bool = False
    """A date on which something ends; its convention is chosen per file."""
    is_needed: bool = False
    """A file without this column can't be read."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column stands where (from 0), and what its end dates mean."""

    positions: Mapping[str, int]
    conventions: Mapping[str, Convention] = field(default_factory=dict)

    def has(self, code: str) -> bool:
        """Whether the file has this column."""
        return code in self.positions

    def convention(self, code: str) -> Convention:
        """What an end date of this column means; the last day unless said."""
        return self.conventions.get(code, Convention.LAST_DAY)


_DROPPED = re.compile(r"[\s_()\[\]（）【】「」・:：/]")
_NO_DATE = {"", "0", "-", "00000000", "0000000", "99999999", "9999999"}
_FOREVER = re.compile(r"9999[-/.年]?12[-/.月]?31日?")


def heading_key(heading: str) -> str:
    """The key by which headings are compared: 任用期間（自） → 任用期間自."""
    return _DROPPED.sub("", fold(heading))


def propose_mapping(
    header: Sequence[str],
    columns: Sequence[Column],
    *,
    saved: Mapping[str, str] | None = None,
    conventions: Mapping[str, str] | None = None,
) -> ColumnMapping:
    """Guess which column stands where.

    Parameters
    ----------
    header : headings as delivered.
    columns : the known columns.
    saved : column code → heading, as a person chose before; wins over the usual
        headings where the heading is in this file; "" says: leave out.
    conventions : column code → `Convention` value, as saved.
    """
    keys = [heading_key(heading) for heading in header]
    positions: dict[str, int] = {}
    for column in columns:
        chosen = (saved or {}).get(column.code)
        if chosen == "":
            continue
        wanted = (heading_key(chosen),) if chosen else ()
        for heading in (*wanted, *column.headings):
            if heading in keys and keys.index(heading) not in positions.values():
                positions[column.code] = keys.index(heading)
                break
    known = {c.value for c in Convention}
    chosen_conventions = {
        code: Convention(value)
        for code, value in (conventions or {}).items()
        if value in known
    }
    return ColumnMapping(positions, chosen_conventions)


def plain(cell: str) -> str:
    """A code or number as stored: half width, no spaces around; case is kept."""
    return " ".join(unicodedata.normalize("NFKC", cell).split())


def read_date(cell: str) -> date | None:
    """Read a date cell; blanks and the zeros and nines of HR systems are no date.

    Raises DateError, whose message is Japanese.
    """
    text = plain(cell)
    if text in _NO_DATE or _FOREVER.fullmatch(text):
        return None
    day = parse_date(text)
    if not date(1900, 1, 1) <= day <= date(2200, 1, 1):
        raise DateError(f"「{text}」は1900年から2200年までの日付ではありません。")
    return day


def end_exclusive(day: date | None, convention: Convention) -> date | None:
    """The first day on which it is no more, whatever the file's convention."""
    if day is None or convention is Convention.FIRST_DAY_WITHOUT:
        return day
    return day + timedelta(days=1)


def last_day(ends_on: date | None) -> date | None:
    """The inclusive last day of a half-open interval, for screens and files."""
    return None if ends_on is None else ends_on - timedelta(days=1)
