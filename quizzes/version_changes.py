"""What differs between two versions of an item, in the words of its parts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs; empty text where the part didn't or doesn't exist."""

    label: str
    before: str
    after: str


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Compare two stored documents part by part, options by their place.

    Parameters
    ----------
    before, after : documents as ``quizzes.item_types`` stores them.

    Returns
    -------
    One entry for each part that differs, in the order of the page; empty if none.
    """
    old, new = _parts(before), _parts(after)
    return [
        Change(label, old.get(label, ""), new.get(label, ""))
        for label in {**old, **new}
        if old.get(label, "") != new.get(label, "")
    ]


def _parts(document: Mapping[str, Any]) -> dict[str, str]:
    parts = {"問題文": document["stem"]}
    for place, option in enumerate(document["options"], start=1):
        parts[f"選択肢{place}"] = option["text"]
        parts[f"選択肢{place}の解説"] = option["explanation"]
        parts[f"選択肢{place}の正誤"] = "正答" if option["key"] else "誤り"
    return {**parts, "配点": str(document["points"])}
