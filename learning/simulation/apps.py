"""App configuration of simulation."""

from django.apps import AppConfig


class SimulationConfig(AppConfig):
    """A believable demo city; composes, owns no models."""

    name = "learning.simulation"
    label = "simulation"
    default_auto_field = "django.db.models.BigAutoField"
