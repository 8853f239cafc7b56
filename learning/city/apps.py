"""App configuration of city."""

from django.apps import AppConfig


class CityConfig(AppConfig):
    """This city's settings and staged uploads."""

    name = "learning.city"
    label = "city"
    default_auto_field = "django.db.models.BigAutoField"
