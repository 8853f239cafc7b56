"""App configuration of home."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The front page and the personal page; composes, owns no rules."""

    name = "learning.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what Wagtail leaves unnamed."""
        from learning.home.wagtail_labels import name_fields

        name_fields()
