"""The page tree of the courses: catalogue → tier → course → lesson.

Pages hold content. What a person sees of them is put together in ``courses.contexts``.
"""

from typing import Any

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from courses.blocks import LessonBlock
from courses.forms import LessonPageForm, ReviewedPageForm
from courses.models.glossary import GlossaryTerm
from courses.panels import LessonFactsPanel
from courses.tokens import term_codes, without_codes
from learning.composed import composed
from learning.japanese.bigrams import bigrams
from learning.japanese.spelling import fold_spelling
from learning.objectives.codes import validate_code
from learning.objectives.models import Objective


class Change(models.TextChoices):
    """What an editor says of a draft: only a major change reopens obligations."""

    MINOR = "minor", _("軽微")
    MAJOR = "major", _("重要")


class Reviewed(models.Model):
    """Content with a responsible section and a date by which it must be read again."""

    responsible = models.CharField(_("所管"), max_length=60, blank=True)
    review_on = models.DateField(_("見直し期限"), null=True, blank=True)
    change = models.CharField(
        _("変更の重さ"),
        max_length=6,
        choices=Change,
        default=Change.MAJOR,
        help_text=_(
            "「重要」で公開すると新しい版になり、これからの受講指定では前の版の修了を数えません。"
            "「軽微」なら版は変わりません。"
        ),
    )

    class Meta:
        abstract = True


@composed()
def _any_restriction() -> models.QuerySet:
    return PageViewRestriction.objects.values_list("pk")[:1]


class Addressed(models.Model):
    """A page whose address follows from its path alone, without a query."""

    url_path: str

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """As Wagtail's, which walks up the tree, where the site has any at all."""
        if not _any_restriction():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]

    @property
    def address(self) -> str:
        """Path of the page on this site."""
        return reverse("wagtail_serve", args=[self.url_path.split("/", 2)[2]])


def tokens_of(text: str) -> str:
    """Return a text as the index gets it: pairs of characters, and each character."""
    letters = sorted(set(filter(str.isalnum, fold_spelling(text))))
    return " ".join([*bigrams(text), *letters])


REVIEW_PANEL = MultiFieldPanel(
    [FieldPanel("responsible"), FieldPanel("review_on"), FieldPanel("change")],
    heading=_("所管と見直し"),
)


# A course's version is that of its lessons: a change of its own page is never major.
COURSE_REVIEW_PANEL = MultiFieldPanel(
    [FieldPanel("responsible"), FieldPanel("review_on")], heading=_("所管と見直し")
)


class CataloguePage(Addressed, Page):
    """コース一覧: the root of all courses."""

    intro = models.TextField(_("はじめに"), blank=True)

    template = "courses/catalogue_page.html"
    admin_default_ordering = "ord"
    subpage_types = ["courses.TierPage"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("コース一覧")
        verbose_name_plural = verbose_name

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        from courses.contexts import catalogue_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **catalogue_context(self, request)}


class TierPage(Addressed, Page):
    """One tier of courses; usually one per literacy of the plan."""

    code = models.CharField(
        _("コード"), max_length=60, unique=True, validators=[validate_code]
    )
    summary = models.CharField(_("要約"), max_length=300, blank=True)

    template = "courses/tier_page.html"
    admin_default_ordering = "ord"
    parent_page_types = ["courses.CataloguePage"]
    subpage_types = ["courses.CoursePage"]
    content_panels = [*Page.content_panels, FieldPanel("code"), FieldPanel("summary")]

    class Meta:
        verbose_name = _("段")
        verbose_name_plural = verbose_name

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        from courses.contexts import tier_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **tier_context(self, request)}


class CoursePage(Addressed, Reviewed, Page):
    """コース: some lessons and, usually, a quiz named by its code."""

    code = models.CharField(
        _("コード"), max_length=60, unique=True, validators=[validate_code]
    )
    summary = models.CharField(_("要約"), max_length=300, blank=True)
    intro = StreamField(LessonBlock(), blank=True, verbose_name=_("このコースについて"))
    quiz_code = models.CharField(_("テストのコード"), max_length=60, blank=True)

    template = "courses/course_page.html"
    admin_default_ordering = "ord"
    parent_page_types = ["courses.TierPage"]
    subpage_types = ["courses.LessonPage"]
    base_form_class = ReviewedPageForm
    search_fields = [
        *Page.search_fields,
        index.SearchField("search_tokens"),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("intro"),
        FieldPanel("quiz_code"),
        COURSE_REVIEW_PANEL,
    ]

    class Meta:
        verbose_name = _("コース")
        verbose_name_plural = verbose_name

    def search_tokens(self) -> str:
        """The course's words, cut in pairs of characters for the index."""
        return tokens_of(f"{self.title}\n{self.summary}")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        from courses.contexts import course_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **course_context(self, request)}


class LessonPage(Addressed, Reviewed, Page):
    """レッスン: five to ten minutes of reading with checks."""

    code = models.CharField(
        _("コード"), max_length=60, unique=True, validators=[validate_code]
    )
    minutes = models.PositiveSmallIntegerField(_("かかる分"), default=7)
    objectives = ParentalManyToManyField(
        Objective, blank=True, related_name="lessons", verbose_name=_("学習目標")
    )
    body = StreamField(LessonBlock(), verbose_name=_("本文"))

    template = "courses/lesson_page.html"
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    base_form_class = LessonPageForm
    search_fields = [
        *Page.search_fields,
        index.SearchField("search_tokens"),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("minutes"),
        FieldPanel("body"),
        FieldPanel("objectives", widget=CheckboxSelectMultiple),
        LessonFactsPanel(),
        REVIEW_PANEL,
    ]

    class Meta:
        verbose_name = _("レッスン")
        verbose_name_plural = verbose_name

    def search_tokens(self) -> str:
        """The lesson's words and those of its terms, in pairs for the index."""
        text = self.search_text()
        terms = GlossaryTerm.objects.filter(code__in=term_codes(text))
        named = "\n".join(f"{term.term}\n{term.reading}" for term in terms)
        return tokens_of(f"{self.title}\n{without_codes(text)}\n{named}")

    def search_text(self) -> str:
        """All text of the lesson, for finding it."""
        return "\n".join(self.body.stream_block.get_searchable_content(self.body))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record the place, then show the lesson."""
        from courses.contexts import note_opened

        self.opened = note_opened(self, request)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        from courses.contexts import lesson_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **lesson_context(self, request)}
