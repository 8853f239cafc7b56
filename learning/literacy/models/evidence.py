"""Evidence (facts) and attainment (derived from them)."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.models import CourseCompletion
from learning.literacy.models.plan import Plan
from learning.people.models import Employee, User
from quizzes.models import Attempt


class EvidenceQuerySet(models.QuerySet):
    """Evidence that counts."""

    def standing(self) -> Self:
        """Evidence that was not withdrawn and is no withdrawal itself.

        COALESCE keeps SQLite from taking the unique index of ``withdraws`` for nearly
        every row of the table, where the index by person is meant.
        """
        is_withdrawal = Coalesce("withdraws_id", 0)
        return self.alias(withdrawal=is_withdrawal).filter(
            withdrawal=0, withdrawn_by__isnull=True
        )


class Evidence(models.Model):
    """実績（根拠）: an append-only fact about one person.

    Withdrawn by a later row that names it in ``withdraws``, never changed or deleted
    before its retention ends. ``source_key`` is unique, so the same fact is never
    recorded twice, by whichever path it comes.
    """

    class Kind(models.TextChoices):
        QUIZ_PASSED = "quiz_passed", _("テスト合格")
        COURSE_COMPLETED = "course_completed", _("コース修了")
        QUALIFIED = "qualified", _("資格")
        ATTENDED = "attended", _("研修の受講")
        RECOGNISED = "recognised", _("過去の実績の認定")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    subject_code = models.CharField(max_length=60)
    on = models.DateField(_("いつ"))
    valid_until = models.DateField(_("効力の終わる日の翌日"), null=True, blank=True)
    scaled_score = models.DecimalField(
        max_digits=6, decimal_places=5, null=True, blank=True
    )
    section_shares = models.JSONField(default=dict)
    attempt = models.ForeignKey(
        Attempt,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    completion = models.ForeignKey(
        CourseCompletion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    source_key = models.CharField(max_length=120, unique=True)
    note = models.CharField(max_length=200, blank=True)
    withdraws = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawn_by",
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["employee", "kind"], name="evidence_by_person"),
            models.Index(
                fields=["kind", "subject_code", "on"], name="evidence_by_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_code} {self.on}"


class AttainmentQuerySet(models.QuerySet):
    """Attainment by day."""

    def on(self, day: date) -> Self:
        """Intervals that cover ``day``."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day
        )


class Attainment(models.Model):
    """到達: one person has one literacy from a day until a day. Derived, rebuildable."""

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="attainments"
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    literacy_code = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    rests_on = models.JSONField(default=list)

    objects = AttainmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lt=F("ends_on")),
                name="attainment_interval",
            ),
            models.UniqueConstraint(
                fields=["employee", "plan", "literacy_code", "starts_on"],
                name="attainment_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["plan", "literacy_code", "starts_on"],
                name="attainment_by_literacy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.literacy_code} {self.starts_on}"


class Qualification(models.Model):
    """An outside qualification that a pathway may name."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("資格"), max_length=120)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name
