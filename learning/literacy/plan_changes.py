"""Says what differs between two texts of a plan, part by part. Pure: JSON in, lines out.

The texts are normal forms, as ``PlanDocument.to_data`` gives them.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PARTS = {
    "terms": "期",
    "states": "達成すべき状態",
    "effects": "見込まれる効果",
    "literacies": "リテラシー",
    "links": "対応",
    "targets": "目標",
    "named_codes": "資格・認定",
    "roles": "役割",
    "promises": "約束",
    "indicators": "指標",
}
_WORDS = {
    "name": "名前",
    "city_name": "市の名前",
    "starts_on": "始まる日",
    "ends_on": "終わる日の翌日",
    "effective_on": "効力の生じる日",
    "vision": "ビジョン",
    "source": "出典",
    "notes": "注",
    "authorities": "範囲の任命権者",
    "authorities_are_provisional": "範囲が暫定か",
    "authorities_source": "範囲の出典",
    "audience": "対象者",
    "audience_is_provisional": "対象者が暫定か",
    "audience_source": "対象者の出典",
    "pathways": "到達の条件",
    "share": "割合",
    "states": "状態",
    "tiers": "段階",
    "objectives": "学習目標",
    "aliases": "別の書き方",
    "needs": "必要",
    "is_provisional": "暫定か",
    "text": "文",
    "duty": "役目",
}
_IDENTITY = {
    "links": ("literacy", "state", "certainty"),
    "targets": ("term", "literacy"),
    "named_codes": ("code",),
    "roles": ("name",),
    "promises": ("kind", "source", "text"),
    "indicators": ("name", "measure"),
}


_CERTAINTY = {"certain": "確定", "joint": "結合セル", "provisional": "暫定"}

Words = Mapping[str, Callable[[Any], str]]
"""How the values of some keys (rules, which are nested) are said."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One difference: where, what of it, and both texts (empty: added or removed)."""

    part: str
    entry: str
    what: str
    before: str
    after: str


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], words: Words | None = None
) -> list[PlanChange]:
    """All differences, the plan's own values first, then part by part.

    A value whose key is in ``words`` is said by its function, any other as it stands.
    """
    own = [key for key in {**after, **before} if key not in PARTS]
    found = [
        PlanChange(
            "計画", "", _word(key), _text(before.get(key)), _text(after.get(key))
        )
        for key in own
        if before.get(key) != after.get(key)
    ]
    for key, part in PARTS.items():
        was = {_identity(key, entry): entry for entry in before.get(key, [])}
        becomes = {_identity(key, entry): entry for entry in after.get(key, [])}
        found.extend(_of_part(part, was, becomes, words or {}))
    return found


def _of_part(
    part: str,
    was: Mapping[str, dict[str, Any]],
    becomes: Mapping[str, dict[str, Any]],
    words: Words,
) -> Iterator[PlanChange]:
    for identity in {**was, **becomes}:
        old, new = was.get(identity), becomes.get(identity)
        if old is None or new is None:
            what = "加わる" if old is None else "なくなる"
            yield PlanChange(part, identity, what, _summary(old), _summary(new))
            continue
        for field in new:
            if old.get(field) != new[field]:
                say = words.get(field, _text)
                texts = say(old.get(field)), say(new[field])
                yield PlanChange(part, identity, _word(field), *texts)


def _identity(key: str, entry: Mapping[str, Any]) -> str:
    names = _IDENTITY.get(key, ("code",))
    found = (str(entry.get(name, "")) for name in names)
    return " ".join(_CERTAINTY.get(value, value) for value in found)


def _summary(entry: Mapping[str, Any] | None) -> str:
    if entry is None:
        return ""
    return _text(entry.get("name") or entry.get("text") or entry.get("share") or "○")


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "、".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _word(key: str) -> str:
    return _WORDS.get(key, key)
