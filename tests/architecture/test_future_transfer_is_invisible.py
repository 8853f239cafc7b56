"""A unit that opens on a day ahead is nowhere to be read, but by HR."""

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.log.actions import write
from tests.architecture.url_table import ROWS
from tests.architecture.world import ROLES, SECRET_CODE, SECRET_UNIT, make_world

ROWS_TO_READ = [row for row in ROWS if row.method == "get"]
# A page may give back what was typed, so only a part of the name is asked for.
QUERIES = ("", "?on=2099-04-01", "?as_of=2099-04-01", f"?q={SECRET_UNIT[:3]}")


@pytest.fixture
def world(db):
    world = make_world()
    # the action that opened it has left its traces in the log
    write(
        "department.open",
        by=world.users["hr"],
        at=timezone.now(),
        subject=("department", SECRET_CODE, SECRET_UNIT),
        detail={"name": SECRET_UNIT},
    )
    return world


@pytest.mark.slow
@pytest.mark.parametrize("role", sorted(set(ROLES) - {"hr"}))
def test_nobody_reads_the_new_unit_before_its_day(client, world, role):
    told = []
    world.sign_in(client, role)
    for row in ROWS_TO_READ:
        url = reverse(row.name, kwargs=row.kwargs(world))
        for query in QUERIES:
            text = client.get(url + query).content.decode(errors="replace")
            if SECRET_UNIT in text or SECRET_CODE in text:
                told.append(url + query)
    assert told == []


@pytest.mark.slow
def test_hr_reads_it(client, world):
    world.sign_in(client, "hr")
    page = client.get(reverse("people:organisation"), {"on": "2099-04-01"})
    assert SECRET_UNIT in page.content.decode()
    page = client.get(reverse("people:employee", args=[world.employee.public_id]))
    assert SECRET_UNIT in page.content.decode()
