"""App configuration of quizzes."""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """Items, quizzes, attempts and scores."""

    name = "quizzes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Start to hear Wagtail's news, and let the deploy check look at the disk."""
        from quizzes import durability, receivers  # noqa: F401
