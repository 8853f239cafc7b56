"""The database refuses what may not overlap; runs on the database of DATABASE_URL."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from learning.people.models.overlap_guards import GUARDS
from learning.people.sqlite_triggers import check_triggers
from tests.factories.people import (
    RECORDED_AT,
    DepartmentFactory,
    EmploymentFactory,
    PostingFactory,
)

pytestmark = pytest.mark.django_db
D = date


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((D(2026, 4, 1), None), (D(2026, 10, 1), None)),
        ((D(2026, 4, 1), D(2026, 10, 1)), (D(2026, 9, 30), None)),
        ((D(2026, 4, 1), None), (D(2020, 4, 1), D(2026, 4, 2))),
    ],
)
def test_two_known_main_postings_of_a_person_never_overlap(first, second):
    one = PostingFactory(starts_on=first[0], ends_on=first[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        PostingFactory(
            employment=one.employment, starts_on=second[0], ends_on=second[1]
        )


def test_postings_may_touch_be_concurrent_or_superseded():
    one = PostingFactory(starts_on=D(2026, 4, 1), ends_on=D(2026, 10, 1))
    same = {"employment": one.employment}
    PostingFactory(**same, starts_on=D(2026, 10, 1))
    PostingFactory(**same, starts_on=D(2026, 10, 1), concurrent=True)
    PostingFactory(**same, starts_on=D(2026, 4, 1), superseded_at=RECORDED_AT)
    assert one.employee.postings.count() == 4


def test_an_update_is_guarded_as_well():
    one = PostingFactory(starts_on=D(2026, 4, 1), ends_on=D(2026, 10, 1))
    PostingFactory(employment=one.employment, starts_on=D(2026, 10, 1))
    one.ends_on = D(2026, 10, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()


def test_a_number_belongs_to_one_employment_at_a_time():
    EmploymentFactory(number="000123", starts_on=D(2026, 4, 1))
    EmploymentFactory(number="000124", starts_on=D(2026, 4, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        EmploymentFactory(
            number="000123", starts_on=D(2025, 4, 1), ends_on=D(2026, 4, 2)
        )


def test_a_code_belongs_to_one_department_at_a_time():
    DepartmentFactory(code="0101", ends_on=D(2026, 4, 1))
    DepartmentFactory(code="0101", starts_on=D(2026, 4, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        DepartmentFactory(code="0101", starts_on=D(2025, 4, 1), ends_on=D(2025, 10, 1))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="triggers are SQLite's")
def test_a_lost_trigger_is_told_and_made_again_by_migrate():
    name = f"{GUARDS[0].name}_insert"
    assert check_triggers(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}")
    found = check_triggers(databases=["default"])
    assert [name in message.msg for message in found] == [True]
    call_command("migrate", "people", verbosity=0, stdout=StringIO())
    assert check_triggers(databases=["default"]) == []


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_postgresql_has_the_exclusion_constraints():
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x'")
        present = {name for (name,) in cursor.fetchall()}
    assert {guard.name for guard in GUARDS} <= present
