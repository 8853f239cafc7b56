"""The icon of a name, as components/icon.html draws it; in every template at hand."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a symbol of static/icons/icons.svg; each is rendered once per process."""
    return _drawn(str(name))


@cache
def _drawn(name: str) -> SafeString:
    return render_to_string("components/icon.html", {"name": name})
