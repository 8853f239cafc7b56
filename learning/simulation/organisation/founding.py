"""Opening the departments that the city begins with.

Knows how a specification becomes departments and offices with posts; writes nothing.
"""

from learning.simulation.organisation.history import (
    FOUNDED_ON,
    Node,
    Office,
    Organisation,
    Spec,
)

UNITS_FROM = 7


def open_bureau(
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
