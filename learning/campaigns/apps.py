"""App configuration of campaigns."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Who must do what by when."""

    name = "learning.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
