"""App configuration of log."""

from django.apps import AppConfig


class LogConfig(AppConfig):
    """Who did what, when, on whom."""

    name = "learning.log"
    label = "log"
    default_auto_field = "django.db.models.BigAutoField"
