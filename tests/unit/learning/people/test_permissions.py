"""Scopes: where a permission holds."""

from types import SimpleNamespace

from learning.people.models import Role
from learning.people.permissions import NOWHERE, PERMISSIONS_OF, Permission, Scope


def department(path, authority=1):
    return SimpleNamespace(path=path, authority_id=authority)


def test_nowhere_covers_nothing():
    assert NOWHERE.is_empty
    assert not NOWHERE.covers(department("0001/"))


def test_whole_city_covers_everything():
    assert Scope(is_whole_city=True).covers(department("0001/0002/"))


def test_a_subtree_covers_itself_and_below_only():
    scope = Scope(paths=("0001/0002/",))
    assert scope.covers(department("0001/0002/"))
    assert scope.covers(department("0001/0002/0003/"))
    assert not scope.covers(department("0001/"))
    assert not scope.covers(department("0001/0003/"))


def test_an_authority_covers_its_departments():
    scope = Scope(authorities=(7,))
    assert scope.covers(department("0009/", authority=7))
    assert not scope.covers(department("0009/", authority=8))


def test_every_role_has_its_row():
    assert set(PERMISSIONS_OF) == set(Role)


def test_leaders_see_completion_and_no_scores():
    for role in (Role.SECTION_HEAD, Role.LEADER, Role.BUREAU_CHASER):
        assert Permission.SEE_COMPLETION in PERMISSIONS_OF[role]
        assert Permission.SEE_SCORES not in PERMISSIONS_OF[role]


def test_planner_and_administrator_see_no_names():
    for role in (Role.PLANNER, Role.ADMINISTRATOR):
        assert Permission.SEE_NAMES not in PERMISSIONS_OF[role]
