"""Whom a requirement is for after its unit was reorganised."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from learning.campaigns.actions.requirements import assign
from learning.campaigns.audiences import people_in_audience
from learning.campaigns.models import Assignment
from learning.campaigns.successions import unit_on
from learning.people.models import DepartmentSuccession, RoleGrant
from tests.factories.campaigns import CycleFactory
from tests.factories.people import DepartmentFactory, PostingFactory, UserFactory

pytestmark = pytest.mark.django_db
REORGANISED = date(2026, 10, 1)
BEFORE, AFTER = date(2026, 9, 30), date(2026, 10, 1)
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


def closed(name, **values):
    return DepartmentFactory(name=name, ends_on=REORGANISED, **values)


def opened(name, *predecessors, **values):
    successor = DepartmentFactory(name=name, starts_on=REORGANISED, **values)
    return taken_over(successor, *predecessors)


def taken_over(successor, *predecessors):
    for predecessor in predecessors:
        DepartmentSuccession.objects.create(
            predecessor=predecessor, successor=successor, on=REORGANISED
        )
    return successor


def posted(department):
    return PostingFactory(department=department, starts_on=REORGANISED).employee


@pytest.fixture
def bureau():
    return closed("総務部", bureau=True)


def requirement_for(department):
    cycle = CycleFactory(requirement__code="all", requirement__title="全職員研修")
    cycle.requirement.audiences.create(department=department)
    return cycle


def test_a_unit_is_itself_until_it_is_closed(bureau):
    opened("経営部", bureau)
    assert unit_on(bureau, BEFORE).department == bureau
    assert unit_on(bureau, AFTER).department.name == "経営部"


def test_an_audience_follows_to_the_only_successor_and_all_below(bureau):
    successor = opened("経営部", bureau, bureau=True)
    below = DepartmentFactory(parent=successor, starts_on=REORGANISED)
    cycle = requirement_for(bureau)
    newcomer, outside = posted(below), posted(DepartmentFactory())
    assert people_in_audience(cycle.requirement, AFTER) == {newcomer.pk}
    assert assign(cycle=cycle, by=None, at=AT) == 1
    assert not Assignment.objects.filter(employee=outside).exists()


def test_two_reorganisations_are_followed(bureau):
    middle = taken_over(
        DepartmentFactory(starts_on=date(2026, 7, 1), ends_on=REORGANISED)
    )
    DepartmentSuccession.objects.create(
        predecessor=bureau, successor=middle, on=date(2026, 7, 1)
    )
    bureau.ends_on = date(2026, 7, 1)
    bureau.save()
    last = opened("未来部", middle)
    assert unit_on(bureau, date(2026, 8, 1)).department == middle
    assert unit_on(bureau, AFTER).department == last


def test_a_split_adds_nobody_and_names_who_took_over(bureau):
    first, second = opened("経営部", bureau), opened("管理部", bureau)
    posted(first)
    cycle = requirement_for(bureau)
    unit = unit_on(bureau, AFTER)
    assert unit.department is None
    assert set(unit.successors) == {first, second}
    assert people_in_audience(cycle.requirement, AFTER) == set()


def test_a_merger_and_a_unit_that_was_there_before_are_not_followed(bureau):
    merged = opened("経営部", bureau, closed("財務部"))
    assert unit_on(bureau, AFTER).department is None
    posted(merged)
    other = closed("広報課")
    taken_over(DepartmentFactory(name="秘書課"), other)
    assert unit_on(other, AFTER).department is None


def test_a_unit_closed_without_a_successor_means_nobody(bureau):
    assert unit_on(bureau, AFTER).department is None
    posted(DepartmentFactory())
    assert people_in_audience(requirement_for(bureau).requirement, AFTER) == set()


def test_hr_reads_what_became_of_the_unit(client, bureau):
    successor = opened("経営部", bureau)
    split = closed("広報課")
    opened("広聴課", split)
    opened("魅力課", split)
    requirement_for(bureau)
    other = CycleFactory()
    other.requirement.audiences.create(department=split)
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role="hr", starts_on=date(2020, 4, 1), recorded_at=AT
    )
    client.force_login(user)
    page = client.get(reverse("campaigns:requirements")).content.decode()
    assert f"{successor.name} " in page
    assert "（前の総務部）" in page
    assert "引き継いだ所属が一つに決まりません（広聴課、魅力課）。" in page
    assert "新しい人は加わりません" in page
