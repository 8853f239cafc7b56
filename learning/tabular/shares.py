"""Knows how a share and a difference of shares are written, the same wherever they stand.

Pure. Half is rounded up, as spreadsheets do, never to even.
"""

from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def percent(share: Decimal | float | int | str) -> str:
    """Write a share in 0..1 as 「83.7 %」, with one decimal.

    A share below 1 is never written as 100.0 and one above 0 never as 0.0, so that "all"
    and "nobody" are true wherever they stand.
    """
    exact = Decimal(str(share)) * 100
    shown = _tenths(exact)
    if exact < 100:
        shown = min(shown, 100 - TENTH)
    if exact > 0:
        shown = max(shown, TENTH)
    return f"{shown} %"


def points(difference: Decimal | float | int) -> str:
    """Write a difference of two shares, −1..1, in points of percentage: 「36.8」."""
    return str(_tenths(Decimal(str(difference)) * 100))


def _tenths(number: Decimal) -> Decimal:
    return number.quantize(TENTH, ROUND_HALF_UP)
