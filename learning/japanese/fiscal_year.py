"""Knows where a Japanese fiscal year begins and ends; must not know today's date.

A fiscal year (年度) runs from 1 April to 31 March and carries the year of its
1 April (地方自治法 第208条: 会計年度は、毎年四月一日に始まり、翌年三月三十一日に
終わるものとする).
"""

from datetime import date

FIRST_MONTH = 4


def fiscal_year(day: date) -> int:
    """Return the fiscal year that a day lies in: 2027-03-31 is in 2026."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def fiscal_year_start(year: int) -> date:
    """Return the first day of a fiscal year, 1 April."""
    return date(year, FIRST_MONTH, 1)


def fiscal_year_end(year: int) -> date:
    """Return the last day of a fiscal year, 31 March (for screens and files)."""
    return date(year + 1, FIRST_MONTH - 1, 31)


def fiscal_year_end_exclusive(year: int) -> date:
    """Return the first day after a fiscal year (for half-open intervals in data)."""
    return date(year + 1, FIRST_MONTH, 1)
