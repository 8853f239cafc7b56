"""Writes the city's own tables and its departments; finds them again by code."""

from dataclasses import dataclass
from datetime import datetime

from learning.city.current import city as current_city
from learning.city.models import City
from learning.literacy.models import Plan
from learning.people.models import (
    AppointingAuthority,
    Department,
    DepartmentSuccession,
    DesignationType,
    EmploymentType,
    PostTitle,
    RosterImport,
    RosterSource,
    ValueMapping,
)
from learning.simulation.organisation import Organisation
from learning.simulation.people_of_note import CHARACTERS
from learning.simulation.posts import tables
from learning.simulation.timeline import Timeline, at
from learning.simulation.writing import Table


@dataclass(frozen=True, slots=True)
class CityTables:
    """Keys of the rows of the city's own tables, by code."""

    authorities: dict[str, int]
    sources: dict[str, int]
    employment_types: dict[str, int]
    designations: dict[str, int]


def write_tables(*, plan: str, confirmed_at: datetime) -> CityTables:
    """Write what is missing of the city's own tables and words."""
    data = tables()
    _write_words(plan)
    for order, (code, name) in enumerate(data["authorities"]):
        _ensure(AppointingAuthority, code, name=name, order=order)
    authorities = _keys(AppointingAuthority)
    for order, (code, name, authority) in enumerate(data["sources"]):
        owner = authorities[authority]
        _ensure(RosterSource, code, name=name, authority_id=owner, order=order)
    for order, (code, name, counts, everyone, apart) in enumerate(
        data["employment_types"]
    ):
        _ensure(
            EmploymentType,
            code,
            name=name,
            order=order,
            counts_as_staff=counts,
            in_all_staff=everyone,
            shown_apart=apart,
        )
    for order, (code, name) in enumerate(data["designations"]):
        _ensure(DesignationType, code, name=name, order=order)
    for order, (name, rank, is_head) in enumerate(data["post_titles"]):
        defaults = {"rank_class": rank, "is_head": is_head, "order": order}
        PostTitle.objects.get_or_create(name=name, defaults=defaults)
    _write_characters(confirmed_at)
    return CityTables(
        authorities,
        _keys(RosterSource),
        _keys(EmploymentType),
        _keys(DesignationType),
    )


def write_departments(
    organisation: Organisation,
    city: CityTables,
    *,
    timeline: Timeline,
    record: RosterImport,
) -> None:
    """Write the departments, parents first, and who succeeded whom."""
    table = Table(Department)
    for node in organisation.nodes:
        node.pk = table.next_key()
    table.write(
        Department(
            pk=node.pk,
            code=node.code,
            name=node.name,
            authority_id=city.authorities[node.authority],
            parent_id=node.parent.pk if node.parent else None,
            report_level=node.level,
            official_order=node.order,
            path=node.path,
            sort_key=node.sort_key,
            starts_on=node.starts_on,
            ends_on=node.ends_on,
            recorded_at=at(min(node.starts_on, timeline.until)),
            closed_at=at(node.ends_on) if node.ends_on else None,
            roster_import_id=record.pk,
        )
        for node in organisation.nodes
    )
    Table(DepartmentSuccession).write_values(
        ("predecessor_id", "successor_id", "on", "roster_import_id"),
        ((old.pk, new.pk, on, record.pk) for old, new, on in organisation.successions),
    )


def _write_words(plan: str) -> None:
    """Give the city its words, where nobody has chosen others."""
    city = current_city()
    chosen_by_plan = Plan.objects.filter(code=plan).values_list("city_name", flat=True)
    defaults = City()
    for name, value in {**tables()["city"], "active_plan": plan}.items():
        untouched = {getattr(defaults, name), *chosen_by_plan}
        if getattr(city, name) in untouched:
            setattr(city, name, value)
    city.save()


def _ensure(model: type, code: str, **defaults: object) -> None:
    model.objects.get_or_create(code=code, defaults=defaults)  # type: ignore[attr-defined]


def _keys(model: type) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))  # type: ignore[attr-defined]


def _write_characters(confirmed_at: datetime) -> None:
    for value, meaning in CHARACTERS.items():
        ValueMapping.objects.get_or_create(
            subject=ValueMapping.Subject.CHARACTER,
            value=value,
            defaults={
                "meaning": meaning,
                "confirmed_by_label": "人事課",
                "confirmed_at": confirmed_at,
            },
        )
