"""Departments open, close and are ordered by actions."""

from datetime import UTC, date, datetime

import pytest

from learning.log.models import Entry
from learning.people.actions.organisation import (
    NewDepartment,
    OrganisationError,
    close_department,
    open_department,
    reorder,
)
from learning.people.models import Department
from tests.factories.people import AppointingAuthorityFactory, DepartmentFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 1, tzinfo=UTC)
DAY = date(2026, 4, 1)


def opened(code, parent=None, order=1):
    new = NewDepartment(
        code=code,
        name=f"{code}課",
        report_level="section",
        authority=parent.authority if parent else AppointingAuthorityFactory(),
        parent=parent,
        official_order=order,
    )
    return open_department(new, starts_on=DAY, by=None, at=AT)


def test_opening_places_the_department_in_the_tree():
    bureau = opened("10")
    first, second = opened("11", bureau), opened("12", bureau)
    # hand: the first root is 0001/, its first and second child 0001/ and 0002/ below it
    assert [d.path for d in (bureau, first, second)] == [
        "0001/",
        "0001/0001/",
        "0001/0002/",
    ]
    assert set(Department.objects.within(bureau)) == {bureau, first, second}
    assert Entry.objects.filter(action="department.open").count() == 3


def test_official_order_is_by_number_and_parents_come_first():
    late, early = opened("20", order=2), opened("10", order=1)
    child_of_early = opened("13", early, order=9)
    assert list(Department.objects.current(DAY)) == [early, child_of_early, late]


def test_reordering_moves_the_subtree():
    first, second = opened("10", order=1), opened("20", order=2)
    child = opened("11", first, order=1)
    reorder(department=first, official_order=3, by=None, at=AT)
    assert list(Department.objects.current(DAY)) == [second, first, child]


def test_a_code_in_use_is_refused():
    opened("10")
    with pytest.raises(OrganisationError, match="10"):
        opened("10")


def test_a_parent_that_is_not_there_is_refused():
    gone = DepartmentFactory(ends_on=DAY)
    with pytest.raises(OrganisationError):
        opened("11", gone)


def test_closing_sets_the_end_once():
    department = DepartmentFactory()
    close_department(department=department, ends_on=DAY, by=None, at=AT)
    department.refresh_from_db()
    assert (department.ends_on, department.closed_at) == (DAY, AT)
    with pytest.raises(OrganisationError):
        close_department(department=department, ends_on=DAY, by=None, at=AT)


def test_closing_over_living_children_is_refused():
    child = DepartmentFactory(parent=DepartmentFactory())
    with pytest.raises(OrganisationError):
        close_department(department=child.parent, ends_on=DAY, by=None, at=AT)
    assert Department.objects.get(pk=child.parent_id).ends_on is None
