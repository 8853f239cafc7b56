"""App configuration of quizzes."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    """Items, quizzes, attempts and scores."""

    name = "quizzes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear Wagtail's news, let the deploy check look, offer a person's terms."""
        from learning.people.permissions import Permission
        from learning.people.person_links import PersonLink, register
        from quizzes import append_only, durability, receivers  # noqa: F401

        post_migrate.connect(append_only.after_migrate, sender=self)
        register(
            PersonLink(
                _("テストの配慮と個別の扱い"),
                "quizzes:person_terms",
                Permission.ACCOMMODATE,
            )
        )
