"""Knows how the check page says days; the last day is inclusive there. Pure."""

from datetime import date

from learning.people.roster.file_columns import last_day


def from_day(day: date) -> str:
    """2026-04-01から."""
    return f"{day.isoformat()}から"


def until_day(ends_on: date | None) -> str:
    """The inclusive last day of a half-open interval: 2027-03-31まで."""
    last = last_day(ends_on)
    return f"{last.isoformat()}まで" if last else "期限なし"
