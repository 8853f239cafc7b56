"""Knows the eras since Meiji: reads dates as files write them, writes wareki.

Reading is strict: what could be meant in two ways, or lies outside its era, is
refused with a message that a person can act on. Must not know today's date.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .fiscal_year import fiscal_year_start
from .width import fold


class DateError(ValueError):
    """A text is no date; the message is Japanese and says what to do."""


@dataclass(frozen=True, slots=True)
class Era:
    """One era; `code` is the digit that HR systems put before yymmdd."""

    code: str
    letter: str
    name: str
    starts_on: date

    def year_of(self, day: date) -> int:
        """Return the year within the era; its first calendar year is 1."""
        return day.year - self.starts_on.year + 1


# 明治元年 counts from the lunar new year of 1868 (改元の詔). Japan kept the lunar
# calendar until 1872; such early dates are taken as they would fall in today's.
ERAS = (
    Era("5", "R", "令和", date(2019, 5, 1)),
    Era("4", "H", "平成", date(1989, 1, 8)),
    Era("3", "S", "昭和", date(1926, 12, 25)),
    Era("2", "T", "大正", date(1912, 7, 30)),
    Era("1", "M", "明治", date(1868, 1, 25)),
)
_ERA_BY_MARK = {mark: era for era in ERAS for mark in (era.code, era.letter, era.name)}

# The whole of FY2019 is 令和元年度, though it began in 平成31年
# (元号を改める政令の施行に伴う関係府省庁申合せ, 2019-04-01).
_FISCAL_YEAR_NAMED_AFTER = {2019: date(2019, 5, 1)}

_EXAMPLES = "令和8年4月1日、R8.4.1、5080401、2026-04-01 のように書いてください。"
_MIDNIGHT = re.compile(r"(?<=[0-9日])[t ]+0?0:00(:00([.]0+)?)?$")
_MONTH_AND_DAY = (
    r"(?P<sep>[-./年])(?P<month>[0-9]{1,2})(?P<sep2>[-./月])(?P<day>[0-9]{1,2})日?"
)
_TWO_AND_TWO = r"(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<era>[RHSTM]|令和|平成|昭和|大正|明治)(?P<year>[0-9]{1,2}|元)"
        + _MONTH_AND_DAY,
        r"(?P<era>[RHSTM1-5])(?P<year>[0-9]{2})" + _TWO_AND_TWO,
        r"(?P<year>[0-9]{4})" + _MONTH_AND_DAY,
        r"(?P<year>[0-9]{4})" + _TWO_AND_TWO,
    )
)


def parse_date(text: str) -> date:
    """Read a date as Japanese files write it.

    Parameters
    ----------
    text : wareki (R08.04.01, R8.4.1, 令和8年4月1日, 令和元年5月1日, 5080401,
        R080401) or western (2026-04-01, 2026/4/1, 2026年4月1日, 20260401), in
        either width, with spaces anywhere; a time of exactly midnight may follow.

    Returns
    -------
    The day. Years are never guessed: 26/4/1 is refused.

    Raises
    ------
    DateError
        If the text is no such form, the day does not exist, or the day lies
        outside the era named.

    References
    ----------
    元号を改める政令 (平成三十一年政令第百四十三号) for 令和, and its forerunners.
    An era ends on the day before the next one starts, so 1926-12-25 is 昭和.
    """
    compact = _MIDNIGHT.sub("", fold(text)).replace(" ", "").upper()
    for form in _FORMS:
        found = form.fullmatch(compact)
        if found and _same_style(found):
            return _to_date(found, text)
    raise DateError(f"「{_shown(text)}」を日付として読めません。{_EXAMPLES}")


def format_wareki(day: date) -> str:
    """Write 令和8年11月20日; the first year of an era is 元年."""
    era = era_of(day)
    return f"{era.name}{_year_name(era.year_of(day))}年{day.month}月{day.day}日"


def format_wareki_short(day: date) -> str:
    """Write R8.11.20; the first year of an era is 1."""
    era = era_of(day)
    return f"{era.letter}{era.year_of(day)}.{day.month}.{day.day}"


def fiscal_year_label(year: int) -> str:
    """Name a fiscal year by the era of its 1 April: 令和8年度; 2019 is 令和元年度."""
    day = _FISCAL_YEAR_NAMED_AFTER.get(year, fiscal_year_start(year))
    era = era_of(day)
    return f"{era.name}{_year_name(era.year_of(day))}年度"


def era_of(day: date) -> Era:
    """Return the era that a day lies in; before 明治元年 raises DateError."""
    for era in ERAS:
        if day >= era.starts_on:
            return era
    raise DateError(f"{day.isoformat()} は明治より前で、和暦にできません。")


def _same_style(found: re.Match[str]) -> bool:
    """Refuse 8年4.1 and 8/4-1, which are slips of the keyboard."""
    parts = found.groupdict()
    if "sep" not in parts:
        return True
    written = parts["sep"] == "年"
    if written:
        return parts["sep2"] == "月"
    return parts["sep"] == parts["sep2"] and not found.group().endswith("日")


def _to_date(found: re.Match[str], text: str) -> date:
    parts = found.groupdict()
    year = 1 if parts["year"] == "元" else int(parts["year"])
    era = _ERA_BY_MARK[parts["era"]] if "era" in parts else None
    western = era.starts_on.year + year - 1 if era else year
    try:
        if year == 0:
            raise ValueError
        day = date(western, int(parts["month"]), int(parts["day"]))
    except ValueError:
        reason = f"「{_shown(text)}」という日付はありません。"
        raise DateError(reason + "年・月・日を確かめてください。") from None
    if era:
        _check_era(era, day, text)
    return day


def _check_era(era: Era, day: date, text: str) -> None:
    if day < era.starts_on:
        start = format_wareki(era.starts_on)
        mend = (
            f"{format_wareki(day)}ではありませんか。"
            if day > ERAS[-1].starts_on
            else ""
        )
        raise DateError(f"「{_shown(text)}」: {era.name}は{start}からです。{mend}")
    if era_of(day) is not era:
        following = ERAS[ERAS.index(era) - 1]
        last = following.starts_on - timedelta(days=1)
        written = f"{era.name}{era.year_of(last)}年{last.month}月{last.day}日"
        raise DateError(
            f"「{_shown(text)}」: {era.name}は{written}までです。"
            f"{format_wareki(day)}ではありませんか。"
        )


def _year_name(year: int) -> str:
    return "元" if year == 1 else str(year)


def _shown(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[:length] + "…"
