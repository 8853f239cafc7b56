"""Fiscal years: 1 April to 31 March, named by the year of the 1 April."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.japanese.fiscal_year import (
    fiscal_year,
    fiscal_year_end,
    fiscal_year_end_exclusive,
    fiscal_year_start,
)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2026),
        (date(2027, 3, 31), 2026),
        (date(2028, 2, 29), 2027),
    ],
)
def test_fiscal_year_changes_on_first_april(day, year):
    assert fiscal_year(day) == year


def test_bounds_of_fiscal_year_2026():
    assert fiscal_year_start(2026) == date(2026, 4, 1)
    assert fiscal_year_end(2026) == date(2027, 3, 31)
    assert fiscal_year_end_exclusive(2026) == date(2027, 4, 1)


@given(st.dates(min_value=date(1868, 4, 1), max_value=date(9998, 12, 31)))
def test_every_day_lies_within_its_year(day):
    year = fiscal_year(day)
    assert fiscal_year_start(year) <= day <= fiscal_year_end(year)
    assert fiscal_year_end_exclusive(year) - fiscal_year_end(year) == timedelta(days=1)
