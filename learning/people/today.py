"""The local date; only views, commands and workers read the clock."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """Return today's date in the city's time zone."""
    return timezone.localdate()
