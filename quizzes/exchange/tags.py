"""What formats without a place for it carry as tags: points, scoring, source, dates.

A tag is ``choudo.points=2``. Other systems keep tags and give them back, so that an
item comes home as it left. Values are percent-encoded where a tag may not hold them.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote

from quizzes.exchange.parcel import ExchangedItem

START = "choudo."
ITEM_FIELDS = ("objective", "source", "responsible", "review_on", "law_effective_on")
# In a tag of GIFT or Moodle these mean something, or end it.
SAFE = " !$()*+.-_/:;@、。・「」（）"


def tags_of(item: ExchangedItem, **more: Any) -> list[str]:
    """Return the tags of an item: its own fields, and ``more`` of its document.

    What is None or empty is left out.
    """
    values = {name: getattr(item, name) for name in ITEM_FIELDS} | more
    return [
        f"{START}{name}={quote(str(value), safe=SAFE)}"
        for name, value in values.items()
        if value not in (None, "")
    ]


def read_tags(tags: Iterable[str]) -> dict[str, str]:
    """Return the values of our own tags; other tags are left alone."""
    found = {}
    for tag in tags:
        name, equals, value = tag.strip().partition("=")
        if equals and name.startswith(START):
            found[name.removeprefix(START)] = unquote(value)
    return found


def item_fields(values: Mapping[str, str]) -> dict[str, str]:
    """Return what belongs to the item and not to its document."""
    return {name: values[name] for name in ITEM_FIELDS if name in values}
