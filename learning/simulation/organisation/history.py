"""The record that is made: departments through time, and where work was done when.

Knows codes, order and days. Knows neither the data file nor who works there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from learning.people.actions.organisation import place

FOUNDED_ON = date(2005, 4, 1)
ORDER_STEP = 10

Spec = Mapping[str, Any]


@dataclass(slots=True)
class Node:
    """One department for as long as it keeps its identity."""

    key: str
    code: str
    name: str
    level: str
    authority: str
    parent: "Node | None"
    order: int
    starts_on: date
    ends_on: date | None = None
    path: str = ""
    sort_key: str = ""
    pk: int = 0
    children: int = 0

    def __hash__(self) -> int:
        return hash(self.path)


@dataclass(frozen=True, slots=True)
class Stay:
    """Where the work of one key was done from a day on; ``is_primary``: it led there."""

    starts_on: date
    node: Node
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Office:
    """A place with posts: a section, or a bureau that is one (会計課)."""

    key: str
    bureau: str
    kind: str
    size: int
    has_head: bool
    head_title: str
    units: tuple[str, ...]
    flags: frozenset[str]


@dataclass
class Organisation:
    """All departments of the history, and where each piece of work was done when."""

    nodes: list[Node] = field(default_factory=list)
    successions: list[tuple[Node, Node, date]] = field(default_factory=list)
    stays: dict[str, list[Stay]] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    _roots: int = 0
    _codes: dict[str, int] = field(default_factory=dict)

    def at(self, key: str, day: date) -> Node:
        """The department in which the work ``key`` is done on ``day``."""
        return next(
            stay.node for stay in reversed(self.stays[key]) if stay.starts_on <= day
        )

    def pieces(
        self, key: str, starts_on: date, ends_on: date | None
    ) -> Iterator[tuple[Stay, date, date | None]]:
        """Cut [starts_on, ends_on) at the days on which the work changed its place."""
        stays = self.stays[key]
        for place_in_list, stay in enumerate(stays):
            following = stays[place_in_list + 1 : place_in_list + 2]
            until = following[0].starts_on if following else None
            begin = max(starts_on, stay.starts_on)
            end = _earlier(ends_on, until)
            if end is None or begin < end:
                yield stay, begin, end

    def open(self, spec: Spec, *, parent: Node | None, on: date, code: str) -> Node:
        """Add one department under ``parent``."""
        segment = self._segment(parent)
        order = spec.get("order", segment * ORDER_STEP)
        path, sort_key = place(parent, segment, order)  # type: ignore[arg-type]
        node = Node(
            key=spec["key"],
            code=code,
            name=spec["name"],
            level=spec["level"],
            authority=spec.get("authority") or (parent.authority if parent else ""),
            parent=parent,
            order=order,
            starts_on=on,
            path=path,
            sort_key=sort_key,
        )
        self.nodes.append(node)
        return node

    def free_code(self, parent: Node | None) -> str:
        """The next code under ``parent`` that was never used: BBSSUU."""
        prefix = parent.code.rstrip("0") if parent else ""
        prefix = prefix.ljust((len(prefix) + 1) // 2 * 2, "0")
        number = self._codes.get(prefix, 0) + 1
        self._codes[prefix] = number
        return f"{prefix}{number:02d}".ljust(6, "0")

    def settle(self, key: str, node: Node, on: date, *, is_primary: bool) -> None:
        """The work ``key`` is done in ``node`` from ``on``."""
        self.stays.setdefault(key, []).append(Stay(on, node, is_primary))

    def _segment(self, parent: Node | None) -> int:
        if parent is None:
            self._roots += 1
            return self._roots
        parent.children += 1
        return parent.children


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
