"""見直し期限: which pages must be read again, and whose they are."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from learning.people.today import today

SOON = timedelta(days=60)
WHEN = [
    ("past", _("期限を過ぎたもの")),
    ("soon", _("60日以内に期限が来るものまで")),
    ("all", _("すべて")),
]


def sections() -> list[tuple[str, str]]:
    """Return the responsible sections that pages name, for choosing one."""
    names = {
        *CoursePage.objects.values_list("responsible", flat=True).distinct(),
        *LessonPage.objects.values_list("responsible", flat=True).distinct(),
    }
    return [(name, name) for name in sorted(names) if name]


class ReviewFilterSet(WagtailFilterSet):
    """By responsible section and by how urgent it is."""

    responsible = django_filters.ChoiceFilter(label=_("所管"), choices=sections)
    when = django_filters.ChoiceFilter(
        label=_("期限"), choices=WHEN, method="by_time", empty_label=None
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def by_time(
        self, queryset: QuerySet[Page], name: str, value: str
    ) -> QuerySet[Page]:
        """Keep what is past its date, or nearly so."""
        if value == "all":
            return queryset
        until = today() + SOON if value == "soon" else today()
        return queryset.filter(review_on__lt=until)


class ReviewReport(PageReportView):
    """Courses and lessons by review date; without a choice, those past it."""

    page_title = _("見直し期限")
    header_icon = "time"
    index_url_name = "courses_review_report"
    index_results_url_name = "courses_review_report_results"
    results_template_name = "courses/backoffice/review_results.html"
    filterset_class = ReviewFilterSet
    export_headings = {
        "title": _("題名"),
        "responsible": _("所管"),
        "review_on": _("見直し期限"),
    }
    list_export = ["title", "responsible", "review_on"]
    any_permission_required = ["add", "change", "publish"]

    def get_queryset(self) -> Any:
        pages = (
            Page.objects.live()
            .filter(Q(coursepage__isnull=False) | Q(lessonpage__isnull=False))
            .annotate(
                responsible=Coalesce(
                    "coursepage__responsible", "lessonpage__responsible"
                ),
                review_on=Coalesce("coursepage__review_on", "lessonpage__review_on"),
            )
            .filter(review_on__isnull=False)
            .select_related("content_type")
            .order_by(F("review_on").asc(), "path")
        )
        if not self.request.GET.get("when"):
            pages = pages.filter(review_on__lt=today())
        self.queryset = pages
        return super().get_queryset()
