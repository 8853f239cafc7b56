"""When the city asks for what: the windows of the yearly training and the courses."""

from dataclasses import dataclass
from datetime import date, timedelta

from learning.japanese.fiscal_year import fiscal_year_start
from learning.simulation.timeline import Timeline

DAYS_OPEN_AT_LEAST = 30
DAYS_LEFT_AT_LEAST = 10


@dataclass(frozen=True, slots=True)
class Window:
    """A period in which something is asked for; ``due_on`` is its last day."""

    fiscal_year: int
    opens_on: date
    due_on: date


def security_windows(timeline: Timeline) -> list[Window]:
    """1 September to 30 November of each fiscal year.

    In the last year the window has begun some weeks before the last day and has some
    days to go, whatever the last day is, so that there is always something to do.
    """
    windows = [_usual(year) for year in timeline.fiscal_years]
    usual, until = windows[-1], timeline.until
    begun = until - timedelta(days=DAYS_OPEN_AT_LEAST)
    windows[-1] = Window(
        usual.fiscal_year,
        max(timeline.april, min(usual.opens_on, begun)),
        max(usual.due_on, until + timedelta(days=DAYS_LEFT_AT_LEAST)),
    )
    return windows


def first_steps(timeline: Timeline) -> Window:
    """The introduction to digital work: asked of everybody once, from the beginning."""
    begin = timeline.begins_on
    due_on = timeline.until + timedelta(days=40)
    return Window(timeline.fiscal_years[0], date(begin.year, 5, 1), due_on)


def _usual(year: int) -> Window:
    begin = fiscal_year_start(year)
    return Window(year, date(begin.year, 9, 1), date(begin.year, 11, 30))
