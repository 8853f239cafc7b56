"""App configuration of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who works where, when, and may do what."""

    name = "learning.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
