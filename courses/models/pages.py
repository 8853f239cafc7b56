"""The page tree of the courses: catalogue → tier → course → lesson."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.blocks import LessonBlock
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
        _("変更の重さ"), max_length=6, choices=Change, default=Change.MAJOR
    )

    class Meta:
        abstract = True


class CataloguePage(Page):
    """コース一覧: the root of all courses."""

    intro = models.TextField(_("はじめに"), blank=True)

    template = "courses/catalogue_page.html"
    subpage_types = ["courses.TierPage"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("intro")]


class TierPage(Page):
    """One tier of courses; usually one per literacy of the plan."""

    code = models.CharField(max_length=60, unique=True, validators=[validate_code])
    summary = models.CharField(_("要約"), max_length=300, blank=True)

    template = "courses/tier_page.html"
    parent_page_types = ["courses.CataloguePage"]
    subpage_types = ["courses.CoursePage"]
    content_panels = [*Page.content_panels, FieldPanel("code"), FieldPanel("summary")]


class CoursePage(Page, Reviewed):
    """コース: some lessons and, usually, a quiz named by its code."""

    code = models.CharField(max_length=60, unique=True, validators=[validate_code])
    summary = models.CharField(_("要約"), max_length=300, blank=True)
    intro = StreamField(LessonBlock(), blank=True)
    quiz_code = models.CharField(_("テストのコード"), max_length=60, blank=True)

    template = "courses/course_page.html"
    parent_page_types = ["courses.TierPage"]
    subpage_types = ["courses.LessonPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("intro"),
        FieldPanel("quiz_code"),
        FieldPanel("responsible"),
        FieldPanel("review_on"),
        FieldPanel("change"),
    ]


class LessonPage(Page, Reviewed):
    """レッスン: five to ten minutes of reading with checks."""

    code = models.CharField(max_length=60, unique=True, validators=[validate_code])
    minutes = models.PositiveSmallIntegerField(_("かかる分"), default=7)
    objectives = ParentalManyToManyField(
        Objective, blank=True, related_name="lessons", verbose_name=_("学習目標")
    )
    body = StreamField(LessonBlock())

    template = "courses/lesson_page.html"
    parent_page_types = ["courses.CoursePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("minutes"),
        FieldPanel("objectives"),
        FieldPanel("body"),
        FieldPanel("responsible"),
        FieldPanel("review_on"),
        FieldPanel("change"),
    ]
