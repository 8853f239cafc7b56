"""Audiences: whom a literacy is for."""

import pytest

from learning.literacy.audiences import (
    RANKS,
    ROLES,
    Audience,
    AudienceGroup,
    PersonFacts,
)
from learning.people.models import RankClass, Role

OFFICER = PersonFacts(
    employment_type="regular",
    rank_class="unit_head",
    department_codes=frozenset({"01", "0102"}),
    designations=frozenset({"system-owner"}),
    roles=frozenset({"leader"}),
)


def test_ranks_and_roles_are_those_of_people():
    assert list(RANKS) == list(RankClass)
    assert set(ROLES) <= set(Role)


def test_no_group_is_nobody():
    assert not Audience().includes(OFFICER)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (AudienceGroup(all_staff=True), True),
        (AudienceGroup(employment_types=("regular", "fixed")), True),
        (AudienceGroup(employment_types=("annual_part",)), False),
        (AudienceGroup(rank_at_or_above="unit_head"), True),
        (AudienceGroup(rank_at_or_above="senior"), True),
        (AudienceGroup(rank_at_or_above="assistant"), False),
        (AudienceGroup(departments=("01",)), True),
        (AudienceGroup(departments=("0103",)), False),
        (AudienceGroup(designations=("budget-owner", "system-owner")), True),
        (AudienceGroup(designations=("budget-owner",)), False),
        (AudienceGroup(roles=("leader",)), True),
        (AudienceGroup(roles=("hr",)), False),
        (AudienceGroup(rank_at_or_above="unit_head", departments=("0103",)), False),
        (AudienceGroup(rank_at_or_above="unit_head", departments=("0102",)), True),
    ],
)
def test_all_conditions_of_a_group_must_hold(group, expected):
    assert group.includes(OFFICER) is expected
    assert Audience((group,)).includes(OFFICER) is expected


def test_any_group_is_enough():
    audience = Audience(
        (AudienceGroup(roles=("hr",)), AudienceGroup(roles=("leader",)))
    )
    assert audience.includes(OFFICER)


def test_all_staff_means_the_types_that_the_city_counts_in():
    agency = PersonFacts(employment_type="agency", in_all_staff=False)
    assert not AudienceGroup(all_staff=True).includes(agency)


def test_a_person_without_rank_reaches_none():
    assert not AudienceGroup(rank_at_or_above="staff").includes(PersonFacts())
