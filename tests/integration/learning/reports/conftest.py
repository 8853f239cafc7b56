"""The small city, on 20 November 2026."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.integration.learning.reports.small_city import small_city


@pytest.fixture
def town(db):
    with time_machine.travel(datetime(2026, 11, 20, 3, tzinfo=UTC), tick=False):
        yield small_city()
