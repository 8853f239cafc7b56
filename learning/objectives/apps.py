"""App configuration of objectives."""

from django.apps import AppConfig


class ObjectivesConfig(AppConfig):
    """What a lesson teaches and an item tests."""

    name = "learning.objectives"
    label = "objectives"
    default_auto_field = "django.db.models.BigAutoField"
