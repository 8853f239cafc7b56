"""The details of a log entry in words: for each key its term, for each value a text.

Pure. What this table doesn't know is still shown, under its own key, so that nothing
that was logged is kept from an auditor.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from learning.japanese.wareki import format_wareki_short
from learning.people.models import Role
from learning.people.roster.changes import CATEGORY_LABELS as PEOPLE_LABELS
from learning.people.roster.organisation.rows import CATEGORY_LABELS as UNIT_LABELS

TERMS: dict[str, Promise] = {
    "as_of": _("基準日"),
    "changed": _("変わったもの"),
    "closes_at": _("この日時まで"),
    "columns": _("列の対応"),
    "count": _("人数"),
    "dates": _("日付の列"),
    "digest": _("照合用の値"),
    "due_on": _("期限"),
    "employee": _("だれの"),
    "ends_on": _("最後の日"),
    "entries": _("対象の記録"),
    "expires_on": _("使える最後の日"),
    "extra_attempts": _("追加する回数"),
    "extra_minutes": _("追加する時間（分）"),
    "file": _("ファイル"),
    "for_whom": _("だれの見え方で"),
    "format": _("形式"),
    "kind": _("端末"),
    "level": _("細かさ"),
    "line": _("所属コード"),
    "lines": _("行数"),
    "meaning": _("意味"),
    "measure": _("指標"),
    "minutes": _("分"),
    "name": _("名前"),
    "new": _("新しいもの"),
    "note": _("備考"),
    "number": _("版の番号"),
    "official_order": _("建制順"),
    "opens_at": _("この日時から"),
    "on": _("基準日"),
    "organisation": _("組織"),
    "parent": _("置き場所"),
    "people": _("対象"),
    "people_moved": _("移った人"),
    "people_to_place": _("所属が決まっていない人"),
    "place": _("範囲"),
    "reason": _("理由"),
    "requirement": _("受講指定"),
    "revision": _("版"),
    "role": _("役割"),
    "rule": _("規則"),
    "seed": _("乱数の種"),
    "since": _("この日から"),
    "source": _("取込区分"),
    "staff": _("職員"),
    "standing": _("状態"),
    "starts_on": _("始まりの日"),
    "text": _("送った文"),
    "until": _("この日まで"),
    "was": _("前の期限"),
    "words": _("条件"),
    "years": _("年数"),
    # what an exchange of items counts
    "taken": _("そのまま取り込んだ問題"),
    "approximated": _("一部を変えて取り込んだ問題"),
    "refused": _("取り込まなかった問題"),
    "unchanged": _("前と同じ問題"),
    "drafts": _("新しい下書き"),
    "written": _("書き出した問題"),
    "codes": _("問題のコード"),
    # what an import of the curriculum counts
    "term": _("用語"),
    "objective": _("学習目標"),
    "tier": _("段"),
    "course": _("コース"),
    "lesson": _("レッスン"),
    "item": _("問題"),
    "quiz": _("テスト"),
}
VALUES: dict[str, dict[str, Promise]] = {
    "role": dict(Role.choices),
    "kind": {"personal": _("個人端末"), "shared": _("共用端末")},
    "level": {"bureau": _("部局"), "section": _("課"), "unit": _("係")},
    "organisation": {"then": _("当時の組織"), "now": _("現在の組織")},
    "line": {"city": _("全庁")},
    "format": {
        "xlsx": _("Excel"),
        "csv": _("CSV（UTF-8）"),
        "csv-sjis": _("CSV（Shift_JIS）"),
    },
    "standing": {
        "assigned": _("未着手"),
        "in_progress": _("受講中"),
        "completed": _("修了"),
        "overdue": _("期限超過"),
        "paused": _("一時停止"),
        "exempted": _("免除"),
        "withdrawn": _("取消"),
    },
}
OUTCOMES: dict[str, Promise] = {
    "created": _("新規"),
    "updated": _("更新"),
    "unchanged": _("変更なし"),
    "conflict": _("食い違い"),
    "overwritten": _("上書き"),
}
CATEGORIES: dict[str, str] = {
    str(code): label for code, label in [*PEOPLE_LABELS.items(), *UNIT_LABELS.items()]
}
LAST_DAYS = {"ends_on", "expires_on"}
"""Kept as the first day without; people read the last day."""
DAYS = {"as_of", "due_on", "on", "starts_on", "until", "since", "was", *LAST_DAYS}
PEOPLE_COUNTED = {"count", "people", "people_moved", "people_to_place", "staff"}
NOTHING: tuple[Any, ...] = (None, "", "None", [], {})


@dataclass(frozen=True, slots=True)
class Names:
    """What plain ids in details stand for."""

    people: Mapping[str, str] = field(default_factory=dict)
    requirements: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    """The words of the city's settings, by the name of the field."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One term of an entry with what it says."""

    key: str
    term: str
    text: str


def details_of(detail: Mapping[str, Any], names: Names) -> list[Detail]:
    """Each thing that was noted, in the order in which it was; empty ones left out."""
    return [
        Detail(key, _term(key, value, names), text)
        for key, value in detail.items()
        if value not in NOTHING and (text := _text(key, value, names))
    ]


def _term(key: str, value: Any, names: Names) -> str:
    if key in names.settings and _is_change(value):
        return names.settings[key]
    return str(CATEGORIES.get(key) or TERMS.get(key) or key)


def _text(key: str, value: Any, names: Names) -> str:
    if _is_change(value):
        return _now("「%(before)s」から「%(after)s」に") % value
    if isinstance(value, Mapping):
        return "、".join(_pairs(value))
    if isinstance(value, list):
        return _listed(key, value, names)
    if key in CATEGORIES:
        return _counted(value) if value else ""
    return _single(key, value, names)


def _single(key: str, value: Any, names: Names) -> str:
    if key in DAYS:
        return _day(value, is_first_without=key in LAST_DAYS)
    if key in PEOPLE_COUNTED and isinstance(value, int):
        return _now("%(count)s 人") % {"count": f"{value:,}"}
    by_key: dict[str, Callable[[str], str | None]] = {
        "employee": names.people.get,
        "requirement": names.requirements.get,
    }
    found = by_key[key](str(value)) if key in by_key else None
    return str(found or VALUES.get(key, {}).get(str(value)) or value)


def _listed(key: str, values: list[Any], names: Names) -> str:
    if key == "people":
        known = [
            names.people[str(each)] for each in values if str(each) in names.people
        ]
        return "、".join(known) or _now("%(count)s 人") % {"count": len(values)}
    return "、".join(str(each) for each in values)


def _pairs(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        if value not in NOTHING:
            label = OUTCOMES.get(key)
            yield f"{label} {_counted(value)}" if label else f"{key} → {value}"


def _counted(value: Any) -> str:
    return _now("%(count)s 件") % {"count": value}


def _is_change(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"before", "after"}


def _day(value: Any, *, is_first_without: bool) -> str:
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        return str(value)
    return format_wareki_short(day - timedelta(days=int(is_first_without)))
