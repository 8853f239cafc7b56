"""Panels of the back office's page editor that are ours."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from learning.people.today import today


class LessonFactsPanel(Panel):
    """Shows what a saved lesson teaches, what asks it, and whom a change concerns."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("このレッスンのつながり"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel of one lesson."""

        template_name = "courses/backoffice/lesson_facts.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            # the models have this panel, so what reads them comes later
            from courses.backoffice.lesson_facts import lesson_facts

            context = super().get_context_data(parent_context)
            facts = lesson_facts(self.instance, day=today())
            return {**context, "lesson": self.instance, "facts": facts}
