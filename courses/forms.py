"""Forms of the back office for courses and lessons."""

from typing import Any

from django.db.models import Q
from wagtail.admin.forms import WagtailAdminPageForm


class ReviewedPageForm(WagtailAdminPageForm):
    """Asks 軽微／重要 anew for every change: it is never taken over from the last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "change" in self.fields:
            self.initial["change"] = ""


class LessonPageForm(ReviewedPageForm):
    """Offers the objectives of the lesson's own tier, and those it has already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "objectives" in self.fields and self.parent_page:
            field = self.fields["objectives"]
            field.queryset = _offered(field.queryset, self.instance, self.parent_page)


def _offered(objectives: Any, lesson: Any, course: Any) -> Any:
    """Return objectives in use of the course's tier; all of them if it has none."""
    in_use = objectives.filter(retired_on__isnull=True)
    tier = course.get_parent().slug
    own = in_use.filter(tier=tier)
    chosen = [objective.pk for objective in lesson.objectives.all()]
    offered = own if own.exists() else in_use
    return objectives.filter(Q(pk__in=offered.values("pk")) | Q(pk__in=chosen))
