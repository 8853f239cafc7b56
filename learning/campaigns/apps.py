"""App configuration of campaigns."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Who must do what by when."""

    name = "learning.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers; offer each person's history; keep what is asked for."""
        from courses import history
        from learning.campaigns import person_history, receivers  # noqa: F401
        from learning.campaigns.named_courses import is_named
        from learning.people.permissions import Permission
        from learning.people.person_history import HistorySource, register

        for permission, read in (
            (Permission.SEE_COMPLETION, person_history.obligations_on),
            (Permission.SEE_SCORES, person_history.evidence_on),
            (Permission.SEE_SCORES, person_history.attempts_on),
        ):
            register(HistorySource(permission, read))
        history.register(is_named)
