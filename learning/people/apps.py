"""App configuration of people."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """Who works where, when, and may do what."""

    name = "learning.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the database's guards in being."""
        from learning.people import sqlite_triggers

        post_migrate.connect(sqlite_triggers.after_migrate, sender=self)
