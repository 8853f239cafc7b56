"""Editions: what a major change makes new."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class LessonEdition(models.Model):
    """版: a lesson as of its first publishing or a major change. Written at publishing.

    Kept outside the page, because a page's own fields go back with its revisions.
    """

    lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.CASCADE, related_name="editions"
    )
    number = models.PositiveIntegerField(_("版"))
    revision = models.OneToOneField(
        Revision, on_delete=models.CASCADE, related_name="+"
    )
    published_at = models.DateTimeField(_("公開した日時"))

    class Meta:
        ordering = ["lesson_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "number"], name="lesson_edition_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} 第{self.number}版"
