"""App configuration of literacy."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiteracyConfig(AppConfig):
    """The city's plan, its literacies and states, evidence and attainment."""

    name = "learning.literacy"
    label = "literacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers; offer evidence and plans; keep evidence's courses."""
        from courses import history
        from learning.literacy import receivers  # noqa: F401
        from learning.literacy.current import plan_choices
        from learning.literacy.named_courses import is_named
        from learning.people import city_plans
        from learning.people.permissions import Permission
        from learning.people.person_links import PersonLink, register

        link = PersonLink(
            _("実績（根拠）を見る"), "literacy:person_evidence", Permission.SEE_SCORES
        )
        register(link)
        history.register(is_named)
        city_plans.register(plan_choices)
