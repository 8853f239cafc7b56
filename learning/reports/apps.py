"""App configuration of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Every figure about a group, and its files."""

    name = "learning.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
