"""How points and shares of a quiz are written; decides nothing about them."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """Write points without idle decimals: 8.00 → 「8」, 2.50 → 「2.5」."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def share(value: Decimal | None) -> str:
    """Write an agreed share as a percentage without idle decimals: 0.800 → 「80 %」."""
    return "" if value is None else f"{points(value * 100)} %"
