"""What every kind of test shares."""

import pytest


@pytest.fixture(autouse=True)
def _no_city_left_over():
    """Each test begins without values cached by another."""
    from django.core.cache import cache

    cache.clear()
