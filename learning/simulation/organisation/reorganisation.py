"""How a reorganisation changes the departments and moves the work.

Knows the data file's words for a change; knows nobody who is moved by it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from learning.simulation.organisation.history import (
    FOUNDED_ON,
    ORDER_STEP,
    Node,
    Organisation,
    Spec,
)


def reorganise(organisation: Organisation, change: Spec, on: date) -> None:
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
