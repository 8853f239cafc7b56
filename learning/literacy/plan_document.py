"""Knows what a plan is made of, as frozen dataclasses, and its one normal form as JSON.

Pure: no Django, no clock. Intervals are half-open here; files say the last day.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from learning.literacy.audiences import Audience, audience_to_data
from learning.literacy.rules import Pathway, pathways_to_data


@dataclass(frozen=True, slots=True)
class TermEntry:
    """期: [starts_on, ends_on)."""

    code: str
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class StateEntry:
    """達成すべき状態; ``needs`` is all or any of its literacies."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    needs: str = "all"
    source: str = ""


@dataclass(frozen=True, slots=True)
class EffectEntry:
    """見込まれる効果 and the states it is expected from."""

    code: str
    name: str
    states: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class LiteracyEntry:
    """求められるITリテラシー with its audience and the pathways that attain it."""

    code: str
    name: str
    audience: Audience
    audience_is_provisional: bool
    audience_source: str
    pathways: tuple[Pathway, ...]
    tiers: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    source: str = ""
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """対応: one literacy serves one state; certainty certain, joint or provisional."""

    literacy: str
    state: str
    certainty: str
    source: str


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """Which share (0..1) of its audience has a literacy by the end of a term."""

    term: str
    literacy: str
    share: Decimal
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A qualification, or a past record that HR may recognise (``kind`` says which)."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """What the plan calls a role, and what that person does."""

    role: str
    name: str
    duty: str
    source: str


@dataclass(frozen=True, slots=True)
class PromiseEntry:
    """What the plan promises to do for its staff."""

    kind: str
    text: str
    frequency: str
    source: str


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """One line of the plan's own table of indicators (KPI)."""

    name: str
    measure: str
    target: str
    source: str


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """One plan as its file says it. ``ends_on`` is the first day after the period.

    ``authorities`` are codes of 任命権者 in the plan's scope, none meaning all; who serves
    another is 計画の対象外.
    """

    code: str
    name: str
    city_name: str
    starts_on: date
    ends_on: date
    effective_on: date
    vision: str
    source: str
    notes: tuple[str, ...] = ()
    terms: tuple[TermEntry, ...] = ()
    states: tuple[StateEntry, ...] = ()
    effects: tuple[EffectEntry, ...] = ()
    literacies: tuple[LiteracyEntry, ...] = ()
    links: tuple[LinkEntry, ...] = ()
    targets: tuple[TargetEntry, ...] = ()
    named_codes: tuple[NamedCode, ...] = field(default=())
    roles: tuple[RoleEntry, ...] = ()
    promises: tuple[PromiseEntry, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()
    authorities: tuple[str, ...] = ()
    authorities_are_provisional: bool = False
    authorities_source: str = ""

    def to_data(self) -> dict[str, Any]:
        """The normal form: plain JSON, equal for files that say the same.

        What a file says nothing of leaves no key where the key is newer than files.
        """
        unsaid = () if self.authorities_source else _SCOPE
        names = (name for name in self.__slots__ if name not in unsaid)
        return {name: _plain(getattr(self, name)) for name in names}

    def digest(self) -> str:
        """SHA-256 of the normal form."""
        text = json.dumps(self.to_data(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


_SCOPE = ("authorities", "authorities_are_provisional", "authorities_source")


def _plain(value: Any) -> Any:
    if isinstance(value, LiteracyEntry):
        return _literacy_to_data(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if hasattr(value, "__slots__") and not isinstance(value, str):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    return value


def _literacy_to_data(entry: LiteracyEntry) -> dict[str, Any]:
    data = {
        name: _plain(getattr(entry, name))
        for name in entry.__slots__
        if name not in ("audience", "pathways")
    }
    data["audience"] = audience_to_data(entry.audience)
    data["pathways"] = pathways_to_data(entry.pathways)
    return data
