"""App configuration of literacy."""

from django.apps import AppConfig


class LiteracyConfig(AppConfig):
    """The city's plan, its literacies and states, evidence and attainment."""

    name = "learning.literacy"
    label = "literacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers."""
        from learning.literacy import receivers  # noqa: F401
