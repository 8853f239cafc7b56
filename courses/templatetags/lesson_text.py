"""Shows a lesson's text with its terms and city words in place."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from courses.headings import heading_id
from courses.words import Words

register = template.Library()
NO_WORDS = Words()


def _words(context: Context) -> Words:
    found = context.get("words")
    return found if isinstance(found, Words) else NO_WORDS


register.filter("heading_id", heading_id)


@register.simple_tag(takes_context=True)
def lesson_html(context: Context, value: RichText | str | None) -> SafeString:
    """Return a text block's HTML, which was cleaned when it was stored."""
    source = value.source if isinstance(value, RichText) else value or ""
    if "linktype=" in source:
        source = expand_db_html(source)
    return mark_safe(_words(context).expand(source))  # noqa: S308


@register.simple_tag(takes_context=True)
def lesson_line(context: Context, value: Any) -> SafeString:
    """Return one line of plain text, escaped; terms are only named."""
    return mark_safe(_words(context).line(str(value or "")))  # noqa: S308
