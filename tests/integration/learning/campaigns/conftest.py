"""It is noon on 20 November 2026 in 市民課; no test runs over midnight."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories.people import DepartmentFactory


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def section():
    return DepartmentFactory(name="市民課", code="100")
