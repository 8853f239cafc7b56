"""How a number or a day is written on a page; decides nothing about its value."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.japanese import wareki
from learning.tabular import shares

register = template.Library()


@register.filter
def percent(share: Any) -> str:
    """Write a share in 0..1 as 「83.7 %」; nothing for None."""
    if share is None or share == "":
        return ""
    return shares.percent(share)


@register.filter
def goal_percent(share: Any) -> str:
    """Write a target as it is agreed, without an idle decimal: 「90 %」, 「82.5 %」."""
    return percent(share).replace(".0 %", " %")


@register.filter
def count(number: Any) -> str:
    """Write a whole number with its thousands apart, 「2,904」; nothing for None."""
    if number is None or number == "":
        return ""
    return f"{int(number):,}"


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """Write a day of this or the next year in words, 「11月30日（月）」."""
    if not value:
        return ""
    # Translators: a format of Django's date filter
    return date_format(value, _("n月j日（D）"))


@register.filter(expects_localtime=True)
def short_wareki(value: date | None) -> str:
    """Write a day as documents do, 「R8.11.30」; a time counts as its local day."""
    if not value:
        return ""
    local_day = value.date() if isinstance(value, datetime) else value
    return wareki.format_wareki_short(local_day)


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """Write a time as documents do, 「R8.11.30 14:05」."""
    if not value:
        return ""
    return f"{wareki.format_wareki_short(value.date())} {value:%H:%M}"


@register.filter(expects_localtime=True)
def long_wareki(value: date | None) -> str:
    """Write a day as certificates do, 「令和8年11月30日」."""
    return wareki.format_wareki(value) if value else ""
