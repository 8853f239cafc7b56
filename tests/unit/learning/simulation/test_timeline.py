"""The days of the history, by hand."""

from datetime import date

import pytest

from learning.simulation.calendar_of_learning import security_windows
from learning.simulation.timeline import Timeline


def test_three_years_hold_three_transfers():
    timeline = Timeline(date(2026, 11, 20), 3)
    assert timeline.begins_on == date(2023, 4, 1)
    assert timeline.transfer_days == (
        date(2024, 4, 1),
        date(2025, 4, 1),
        date(2026, 4, 1),
    )
    assert timeline.october == date(2025, 10, 1)
    assert timeline.next_april == date(2027, 4, 1)


@pytest.mark.parametrize("years", [0, 11])
def test_years_have_bounds(years):
    with pytest.raises(ValueError, match="年数"):
        Timeline(date(2026, 11, 20), years)


@pytest.mark.parametrize(
    ("until", "opens_on", "due_on"),
    [
        (date(2026, 11, 20), date(2026, 9, 1), date(2026, 11, 30)),
        (date(2026, 4, 2), date(2026, 4, 1), date(2026, 11, 30)),
        (date(2026, 7, 31), date(2026, 7, 1), date(2026, 11, 30)),
        (date(2027, 3, 20), date(2026, 9, 1), date(2027, 3, 30)),
    ],
)
def test_the_training_of_this_year_is_always_on(until, opens_on, due_on):
    window = security_windows(Timeline(until, 2))[-1]
    assert (window.opens_on, window.due_on) == (opens_on, due_on)
