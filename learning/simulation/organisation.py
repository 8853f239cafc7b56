"""The invented city's organisation through time, out of data/organisation.toml.

Knows departments, their codes and order, and how three reorganisations change them.
Knows nobody who works there, and writes nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from learning.people.actions.organisation import place
from learning.simulation.timeline import Timeline

FOUNDED_ON = date(2005, 4, 1)
SMALLEST_SECTION = 3
UNITS_FROM = 7
DEPUTIES_FROM = 1500
MOST_MORE = 36
MOST_WARDS = 40
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


@cache
def template() -> Spec:
    """The data file."""
    text = (Path(__file__).parent / "data" / "organisation.toml").read_text("utf-8")
    return tomllib.loads(text)


def build(*, posts: int, timeline: Timeline) -> Organisation:
    """Build the organisation for a number of posts, those of the bureaus' heads too.

    Parameters
    ----------
    posts : posts to share out among the sections; the offices' sizes add up to it if
        it is at least the number of sections.
    timeline : the days of the history.
    """
    organisation = Organisation()
    for spec, sections in _bureaus(posts):
        _open_bureau(organisation, spec, sections, head_posts(spec, posts))
    for change in template()["reorganisation"]:
        _reorganise(organisation, change, getattr(timeline, change["day"]))
    return organisation


def _bureaus(posts: int) -> list[tuple[Spec, list[Spec]]]:
    """Bureaus with the sections that a city of this size has, each with its size."""
    chosen = [(bureau, _sections(bureau, posts)) for bureau in template()["bureau"]]
    chosen += _wards(posts)
    posts -= sum(head_posts(bureau, posts) for bureau, _s in chosen)
    everywhere = sum(s["weight"] for _b, sections in chosen for s in sections)
    kept = [
        (
            bureau,
            [
                s
                for s in sections
                if s.get("core") or posts * s["weight"] / everywhere >= SMALLEST_SECTION
            ],
        )
        for bureau, sections in chosen
    ]
    sizes = shares([s["weight"] for _b, sections in kept for s in sections], posts)
    sized = iter(sizes)
    return [
        (bureau, [{**section, "size": next(sized)} for section in sections])
        for bureau, sections in kept
    ]


def head_posts(bureau: Spec, posts: int) -> int:
    """Posts in the bureau itself: its head and, in a larger city, a deputy."""
    if bureau.get("alone"):
        return 0
    return int(bureau.get("head", True)) + int(posts >= DEPUTIES_FROM)


def shares(weights: Sequence[float], total: int) -> list[int]:
    """Share ``total`` out by weight in whole numbers, at least one each.

    The largest remainders get what is left (Hamilton's method).
    """
    spare = max(0, total - len(weights))
    exact = [weight * spare / sum(weights) for weight in weights]
    whole = [int(each) for each in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (whole[i] - exact[i], i))
    for index in by_remainder[: spare - sum(whole)]:
        whole[index] += 1
    return [1 + each for each in whole]


def _sections(bureau: Spec, posts: int) -> list[Spec]:
    if bureau.get("empty"):
        return []
    if bureau.get("alone"):
        return [{**bureau, "core": True}]
    return [*bureau["sections"], *_more(bureau, posts)]


def _more(bureau: Spec, posts: int) -> list[Spec]:
    """Outposts of which a larger city has more."""
    more = bureau.get("more")
    if more is None:
        return []
    names = more["names"]
    ordinals = ("", "第二", "第三")
    return [
        {
            "key": f"{more['kind']}-{number}",
            "name": f"{names[number % len(names)]}{ordinals[number // len(names)]}"
            f"{more['suffix']}",
            "weight": more["weight"],
            "kind": more["kind"],
        }
        for number in range(min(MOST_MORE, posts // more["every"]))
    ]


def _wards(posts: int) -> list[tuple[Spec, list[Spec]]]:
    wards = template()["wards"]
    if posts < wards["from_staff"]:
        return []
    found: list[tuple[Spec, list[Spec]]] = []
    for number in range(min(MOST_WARDS, posts // wards["every"])):
        turn, which = divmod(number, len(wards["names"]))
        name = wards["names"][which] + (f"第{turn + 1}" if turn else "")
        key = f"ward-{number}"
        spec = {"key": key, "name": f"{name}役所", "authority": "mayor"}
        sections = [{**s, "key": f"{key}-{s['key']}"} for s in wards["sections"]]
        found.append((spec, list[Spec](sections)))
    return found


def _open_bureau(
    organisation: Organisation, spec: Spec, sections: list[Spec], heads: int
) -> None:
    code = organisation.free_code(None)
    bureau = organisation.open(
        {**spec, "level": "bureau"}, parent=None, on=FOUNDED_ON, code=code
    )
    organisation.settle(spec["key"], bureau, FOUNDED_ON, is_primary=True)
    if heads:
        itself = {**spec, "kind": "bureau", "size": heads}
        organisation.offices.append(_office(itself, spec["key"], ()))
    for section in sections:
        if spec.get("alone"):
            organisation.offices.append(_office(section, spec["key"], ()))
            continue
        node = organisation.open(
            {**section, "level": "section"},
            parent=bureau,
            on=FOUNDED_ON,
            code=organisation.free_code(bureau),
        )
        organisation.settle(section["key"], node, FOUNDED_ON, is_primary=True)
        units = _open_units(organisation, section, node)
        organisation.offices.append(_office(section, spec["key"], units))


def _open_units(
    organisation: Organisation, section: Spec, node: Node
) -> tuple[str, ...]:
    names = section.get("units", ()) if section["size"] >= UNITS_FROM else ()
    keys = []
    for number, name in enumerate(names, start=1):
        key = f"{section['key']}/{number}"
        unit = organisation.open(
            {"key": key, "name": name, "level": "unit"},
            parent=node,
            on=FOUNDED_ON,
            code=organisation.free_code(node),
        )
        organisation.settle(key, unit, FOUNDED_ON, is_primary=True)
        keys.append(key)
    return tuple(keys)


def _office(section: Spec, bureau: str, units: tuple[str, ...]) -> Office:
    return Office(
        key=section["key"],
        bureau=bureau,
        kind=section.get("kind", "office"),
        size=section["size"],
        has_head=section.get("head", True),
        head_title=_head_title(section["name"]),
        units=units,
        flags=frozenset(
            flag for flag in ("my_number", "system", "budget") if section.get(flag)
        ),
    )


def _head_title(name: str) -> str:
    """The title that follows from a unit's name; empty: the usual one of its kind."""
    if name == "会計課":
        return "会計管理者"
    ends = {"事務局": "事務局長", "室": "室長", "署": "署長", "課": "課長"}
    return next((title for end, title in ends.items() if name.endswith(end)), "")


def _reorganise(organisation: Organisation, change: Spec, on: date) -> None:
    """Close what goes, open what comes, and move the work."""
    if on <= FOUNDED_ON:
        raise ValueError("a reorganisation before the city was founded")
    before = {key: stays[-1].node for key, stays in organisation.stays.items()}
    _add_split_keys(before, change)
    gone = _closing(organisation, change, before)
    for node in gone:
        node.ends_on = on
    opened: dict[str, Node] = {}
    for spec in change["opens"]:
        sources = [key for key in spec["from"] if key in before]
        if spec["from"] and not sources:
            continue
        opened[spec["key"]] = _open_successor(
            organisation, spec, opened=opened, before=before, on=on
        )
        _move(organisation, spec, opened[spec["key"]], before=before, on=on)


def _add_split_keys(before: dict[str, Node], change: Spec) -> None:
    """``key+`` stands for the part of a section's work that goes another way."""
    for spec in change["opens"]:
        for key in spec["from"]:
            if key.endswith("+") and key[:-1] in before:
                before[key] = before[key[:-1]]


def _closing(
    organisation: Organisation, change: Spec, before: Mapping[str, Node]
) -> set[Node]:
    named = {*change.get("closes", ())}
    for spec in change["opens"]:
        named.update(key for key in spec["from"] if key in before)
    tops = [before[key].path for key in sorted(named) if key in before]
    return {
        node
        for node in organisation.nodes
        if node.ends_on is None and node.path.startswith(tuple(tops) or "-")
    }


def _open_successor(
    organisation: Organisation,
    spec: Spec,
    *,
    opened: Mapping[str, Node],
    before: Mapping[str, Node],
    on: date,
) -> Node:
    above = spec.get("bureau")
    parent = (opened.get(above) or before[above]) if above else None
    level = spec.get("level", "section")
    old = before.get(spec.get("code_of", ""))
    code = old.code if old else organisation.free_code(parent)
    extra: dict[str, Any] = {"level": level}
    if old is not None:
        extra["order"] = old.order
    if "after" in spec:
        extra["order"] = before[spec["after"]].order - ORDER_STEP // 2
    if parent is None:
        extra["authority"] = before[spec["from"][0]].authority
    return organisation.open({**spec, **extra}, parent=parent, on=on, code=code)


def _move(
    organisation: Organisation,
    spec: Spec,
    node: Node,
    *,
    before: Mapping[str, Node],
    on: date,
) -> None:
    """Name the predecessors and settle their work, and their units, in ``node``."""
    organisation.settle(spec["key"], node, on, is_primary=True)
    sources = [key for key in spec["from"] if key in before]
    olds = {before[key] for key in sources if "/" not in key}
    olds |= {before[key] for key in spec.get("also_from", ()) if key in before}
    for old in sorted(olds, key=lambda each: each.path):
        organisation.successions.append((old, node, on))
    for place_in_list, key in enumerate(sources):
        _settle_source(organisation, key, node, before=before, on=on)
        is_primary = place_in_list == 0
        if "/" not in key and not _moved(organisation, key, on):
            organisation.settle(key, node, on, is_primary=is_primary)


def _settle_source(
    organisation: Organisation,
    key: str,
    node: Node,
    *,
    before: Mapping[str, Node],
    on: date,
) -> None:
    """Reopen the units of one source under ``node``, each 1:1."""
    if key.endswith("+"):
        organisation.stays.setdefault(key, list(organisation.stays[key[:-1]][:1]))
        return
    units = [k for k in before if k == key or k.startswith(f"{key}/")]
    for unit_key in (k for k in units if "/" in k):
        if _moved(organisation, unit_key, on) or before[unit_key].ends_on is None:
            continue
        old = before[unit_key]
        unit = organisation.open(
            {"key": unit_key, "name": old.name, "level": "unit"},
            parent=node,
            on=on,
            code=_unit_code(organisation, old, node),
        )
        organisation.successions.append((old, unit, on))
        organisation.settle(unit_key, unit, on, is_primary=True)


def _unit_code(organisation: Organisation, old: Node, above: Node) -> str:
    """A unit keeps its code under a section that kept its own."""
    kept = old.parent is not None and old.parent.code == above.code
    return old.code if kept else organisation.free_code(above)


def _moved(organisation: Organisation, key: str, on: date) -> bool:
    stays = organisation.stays.get(key, [])
    return bool(stays) and stays[-1].starts_on == on


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
