"""What every kind of test shares."""

import pytest
from hypothesis import HealthCheck, settings

# A busy machine must not fail a property: nothing is timed.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _no_city_left_over():
    """Each test begins without values cached by another."""
    from django.core.cache import cache

    cache.clear()
