"""The days of the simulated history. Pure: knows the fiscal calendar, never today."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from learning.japanese.fiscal_year import fiscal_year, fiscal_year_start

TOKYO = ZoneInfo("Asia/Tokyo")
LONGEST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Timeline:
    """The history ends with the day ``until`` and holds ``years`` 1 April transfers."""

    until: date
    years: int

    def __post_init__(self) -> None:
        if not 1 <= self.years <= LONGEST_YEARS:
            raise ValueError(f"年数は1から{LONGEST_YEARS}までにしてください。")

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of the last day."""
        return fiscal_year(self.until)

    @property
    def begins_on(self) -> date:
        """The first day, a 1 April: everything before it is only a starting point."""
        return fiscal_year_start(self.fiscal_year - self.years)

    @property
    def fiscal_years(self) -> range:
        """The fiscal years of the history; the last one may be incomplete."""
        return range(self.fiscal_year - self.years, self.fiscal_year + 1)

    @property
    def transfer_days(self) -> tuple[date, ...]:
        """The 1 April transfers inside the history, oldest first."""
        return tuple(fiscal_year_start(year) for year in self.fiscal_years[1:])

    @property
    def april(self) -> date:
        """The latest 1 April, also the day of the great reorganisation."""
        return fiscal_year_start(self.fiscal_year)

    @property
    def october(self) -> date:
        """The day of the small reorganisation: 1 October of the last full year."""
        return date(self.fiscal_year - 1, 10, 1)

    @property
    def next_april(self) -> date:
        """The 1 April to come, whose transfers are not announced."""
        return fiscal_year_start(self.fiscal_year + 1)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return a time of the day in the city's time zone."""
    return datetime.combine(day, time(hour, minute), TOKYO)
