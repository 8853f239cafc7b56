"""Knows which staff a literacy is for: a rule over a few facts about a person.

Pure: no Django, no clock. A rule is "any of these groups", a group is "all of these
conditions", a condition is "one of these codes". Whose facts these are, and on which
day, is the caller's business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RANKS = (
    "executive",
    "bureau_head",
    "deputy",
    "section_head",
    "assistant",
    "unit_head",
    "senior",
    "staff",
    "none",
)
"""Rank classes, highest first, as in ``people.RankClass``."""

ROLES = ("leader", "section_head", "bureau_chaser", "hr", "security", "planner")
"""Roles that an audience may name, as in ``people.Role``."""

_NO_CODES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What an audience may ask about one person on one day.

    ``department_codes`` holds the codes of the main posting's department and of every
    department above it, so that a subtree is one membership test.
    """

    employment_type: str = ""
    in_all_staff: bool = True
    rank_class: str = "none"
    department_codes: frozenset[str] = _NO_CODES
    designations: frozenset[str] = _NO_CODES
    roles: frozenset[str] = _NO_CODES


@dataclass(frozen=True, slots=True)
class AudienceGroup:
    """Conditions that must all hold; an empty one asks nothing."""

    all_staff: bool = False
    employment_types: tuple[str, ...] = ()
    rank_at_or_above: str = ""
    departments: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    def includes(self, person: PersonFacts) -> bool:
        """Whether every condition of the group holds for the person."""
        return (
            (not self.all_staff or person.in_all_staff)
            and _is_one_of(self.employment_types, {person.employment_type})
            and self._reaches_rank(person.rank_class)
            and _is_one_of(self.departments, person.department_codes)
            and _is_one_of(self.designations, person.designations)
            and _is_one_of(self.roles, person.roles)
        )

    def _reaches_rank(self, rank_class: str) -> bool:
        if not self.rank_at_or_above:
            return True
        if rank_class not in RANKS or rank_class == "none":
            return False
        return RANKS.index(rank_class) <= RANKS.index(self.rank_at_or_above)


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a literacy is for: people in any of the groups; no group = nobody."""

    groups: tuple[AudienceGroup, ...] = field(default=())

    def includes(self, person: PersonFacts) -> bool:
        """Whether the person is in audience."""
        return any(group.includes(person) for group in self.groups)


def audience_to_data(audience: Audience) -> dict[str, Any]:
    """Write an audience as JSON data; conditions that ask nothing are left out."""
    return {"any": [_group_to_data(group) for group in audience.groups]}


def audience_from_data(data: Mapping[str, Any]) -> Audience:
    """Read what ``audience_to_data`` wrote (the shape is checked by ``plan_file``)."""
    return Audience(
        groups=tuple(
            AudienceGroup(
                all_staff=bool(group.get("all_staff", False)),
                employment_types=tuple(group.get("employment_types", ())),
                rank_at_or_above=group.get("rank_at_or_above", ""),
                departments=tuple(group.get("departments", ())),
                designations=tuple(group.get("designations", ())),
                roles=tuple(group.get("roles", ())),
            )
            for group in data.get("any", ())
        )
    )


def _group_to_data(group: AudienceGroup) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if group.all_staff:
        data["all_staff"] = True
    if group.rank_at_or_above:
        data["rank_at_or_above"] = group.rank_at_or_above
    for key in ("employment_types", "departments", "designations", "roles"):
        codes = getattr(group, key)
        if codes:
            data[key] = list(codes)
    return data


def _is_one_of(asked: tuple[str, ...], held: frozenset[str] | set[str]) -> bool:
    return not asked or not held.isdisjoint(asked)
