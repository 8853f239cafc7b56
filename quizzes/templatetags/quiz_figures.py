"""How points and shares of a quiz are written; decides nothing about them."""

from decimal import Decimal

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import mark_safe

from quizzes.item_types import rich_text
from quizzes.item_types.body import Body
from quizzes.item_types.review import Review

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


@register.filter
def stem(body: Body | Review) -> str:
    """Write a stem: clean HTML as it is, plain text with its line breaks."""
    if body.is_html:
        return mark_safe(rich_text.clean(body.stem))  # noqa: S308 - cleaned here
    return linebreaksbr(body.stem)


@register.filter
def layout_template(body: Body) -> str:
    """Name the template that draws a body."""
    return f"quizzes/layouts/{body.layout}.html"


@register.filter
def add_text(first: object, second: object) -> str:
    """Write two things without anything between them."""
    return f"{first}{second}"
