"""What every kind of test shares."""

import os

import pytest
from hypothesis import HealthCheck, settings

# A busy machine must not fail a property: nothing is timed.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# HYPOTHESIS_PROFILE=long tries much more, for a night
settings.register_profile("long", settings.get_profile("untimed"), max_examples=4000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "untimed"))


@pytest.fixture(autouse=True)
def _no_city_left_over():
    """Each test begins without values cached by another."""
    from django.core.cache import cache

    cache.clear()
