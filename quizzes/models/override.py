"""Exceptions for one person and one quiz; each with its reason and who gave it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learning.people.models import Employee, User
from quizzes.models.quiz import Quiz


class OverrideQuerySet(models.QuerySet["AttemptOverride"]):
    """Overrides by whether they hold."""

    def in_force(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class AttemptOverride(models.Model):
    """個別の扱い: minutes and attempts beyond the quiz's, or a window of one's own.

    Several add up; of several windows the one given last holds. A row is withdrawn,
    never changed or deleted.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="overrides")
    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="attempt_overrides"
    )
    extra_minutes = models.PositiveSmallIntegerField(_("追加する時間（分）"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("追加する回数"), default=0)
    opens_at = models.DateTimeField(_("この日時から受けられる"), null=True, blank=True)
    closes_at = models.DateTimeField(_("この日時まで受けられる"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=200)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(opens_at__lt=F("closes_at")),
                name="override_window",
            ),
            models.CheckConstraint(
                condition=Q(extra_minutes__gt=0)
                | Q(extra_attempts__gt=0)
                | Q(opens_at__isnull=False)
                | Q(closes_at__isnull=False),
                name="override_of_something",
            ),
        ]
        indexes = [
            models.Index(fields=["employee", "quiz"], name="override_by_employee")
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} {self.employee_id}"
