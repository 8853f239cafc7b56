"""What differs between two versions of an item, in the words of its parts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What stands at fixed places of the list, whatever the type.
TOLD_APART = {"stem", "options", "points"}
FIELDS = {
    "format": "書式",
    "explanation": "解説",
    "scoring": "採点",
    "sources": "組",
    "targets": "相手",
    "target": "相手",
    "entries": "項目",
    "value": "正答の数",
    "tolerance": "許す差",
    "unit": "単位",
    "accepted_units": "ほかの単位",
    "accepted": "正答の語",
    "fold": "表記の違いを同じとみなす",
    "text": "文",
    "gaps": "空欄",
    "options": "選択肢",
    "key": "正答",
    "choices": "列",
    "statements": "行",
    "choice": "正答",
    "medium": "種類",
    "lines": "行",
    "label": "見出し",
    "segments": "部分",
    "parts": "設問",
    "type": "形式",
    "document": "内容",
    "stem": "問題文",
    "points": "配点",
    "low": "低い方の語",
    "high": "高い方の語",
    "longest": "字数",
}


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
    document = _in_words(document)
    parts = {"問題文": document["stem"]}
    for place, option in enumerate(document.get("options", []), start=1):
        parts[f"選択肢{place}"] = option["text"]
        parts[f"選択肢{place}の解説"] = option["explanation"]
        parts[f"選択肢{place}の正誤"] = "正答" if option["key"] else "誤り"
    for field, value in document.items():
        if field not in TOLD_APART:
            parts |= _nested(FIELDS.get(field, field), value)
    return {**parts, "配点": str(document.get("points", ""))}


# Where a row names another by its id: rows, their field, the rows it names.
NAMED_BY_ID = (("sources", "target", "targets"), ("statements", "choice", "choices"))


def _in_words(document: Mapping[str, Any]) -> dict[str, Any]:
    """Say the text of what a row goes with, instead of its id."""
    told = dict(document)
    for rows, field, others in NAMED_BY_ID:
        if rows in told and others in told:
            texts = {other["id"]: other["text"] for other in told[others]}
            told[rows] = [
                {**row, field: texts.get(row[field], row[field])} for row in told[rows]
            ]
    if "parts" in told:
        told["parts"] = [
            {**part, "document": _in_words(part["document"])} for part in told["parts"]
        ]
    return told


def _nested(label: str, value: Any) -> dict[str, str]:
    """Name each text inside by the way to it: 「組2・相手」."""
    if isinstance(value, Mapping):
        parts: dict[str, str] = {}
        for field, inner in value.items():
            if field != "id":
                parts |= _nested(f"{label}・{FIELDS.get(field, field)}", inner)
        return parts
    if isinstance(value, list):
        parts = {}
        for place, inner in enumerate(value, start=1):
            parts |= _nested(f"{label}{place}", inner)
        return parts
    if isinstance(value, bool):
        return {label: "はい" if value else "いいえ"}
    return {label: str(value)}
