"""見直し期限: what must be read again, and whose it is."""

from datetime import timedelta
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from courses.backoffice.due_reviews import DueReview, due_reviews
from courses.models import CoursePage, LessonPage
from learning.people.today import today
from quizzes.models import Item

SOON = timedelta(days=60)
WHEN = [
    ("past", _("期限を過ぎたもの")),
    ("soon", _("60日以内に期限が来るものまで")),
    ("all", _("すべて")),
]


def sections() -> list[tuple[str, str]]:
    """Return the responsible sections that content names, for choosing one."""
    named = (CoursePage.objects, LessonPage.objects, Item.objects)
    lists = (each.values_list("responsible", flat=True).distinct() for each in named)
    names = {name for each in lists for name in each}
    return [(name, name) for name in sorted(names) if name]


class ReviewFilterSet(WagtailFilterSet):
    """By responsible section and by how urgent it is; chooses from rows, not a table."""

    responsible = django_filters.ChoiceFilter(label=_("所管"), choices=sections)
    when = django_filters.ChoiceFilter(
        label=_("期限"), choices=WHEN, empty_label=None, initial="past"
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def filter_queryset(self, queryset: list[DueReview]) -> list[DueReview]:
        """Keep what is past its date, or nearly so, and of the chosen section."""
        chosen = self.form.cleaned_data
        rows = queryset
        if chosen["when"] != "all":
            until = today() + SOON if chosen["when"] == "soon" else today()
            rows = [row for row in rows if row.review_on < until]
        if chosen["responsible"]:
            rows = [row for row in rows if row.responsible == chosen["responsible"]]
        return rows


class ReviewReport(ReportView):
    """Courses, lessons, items and terms by review date; at first those past it."""

    page_title = _("見直し期限")
    header_icon = "time"
    index_url_name = "courses_review_report"
    index_results_url_name = "courses_review_report_results"
    results_template_name = "courses/backoffice/review_results.html"
    filterset_class = ReviewFilterSet
    model = Page
    export_headings = {
        "title": _("題名"),
        "kind": _("種類"),
        "responsible": _("所管"),
        "review_on": _("見直し期限"),
    }
    list_export = ["title", "kind", "responsible", "review_on"]
    any_permission_required = ["add", "change", "publish"]

    def get_queryset(self) -> Any:
        return due_reviews()
