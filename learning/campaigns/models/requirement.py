"""Requirements, their audiences and who they oblige."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.objectives.codes import validate_code
from learning.people.models import Department, Employee, EmploymentType, User


class Requirement(models.Model):
    """受講指定: who must do what by when. One course or one quiz, by its code."""

    class SubjectKind(models.TextChoices):
        COURSE = "course", _("コース")
        QUIZ = "quiz", _("テスト")

    code = models.CharField(max_length=60, unique=True, validators=[validate_code])
    title = models.CharField(_("受講指定の名前"), max_length=120)
    subject_kind = models.CharField(max_length=8, choices=SubjectKind)
    subject_code = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Audience(models.Model):
    """Whom a requirement is for: a subtree × employment types (none = every type)."""

    requirement = models.ForeignKey(
        Requirement, on_delete=models.CASCADE, related_name="audiences"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employment_types = models.ManyToManyField(
        EmploymentType, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.department or "全庁")


class CycleQuerySet(models.QuerySet["Cycle"]):
    """Cycles by day."""

    def running(self, day: date) -> Self:
        """Cycles that have opened, of requirements that were not withdrawn."""
        return self.filter(opens_on__lte=day, requirement__withdrawn_at__isnull=True)


class Cycle(models.Model):
    """One round of a requirement, usually a fiscal year. A new one adds rows.

    Evidence counts from ``counts_from`` on; null counts whatever was ever done, so that
    nobody is asked to sit through a course that they have finished.
    """

    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="cycles"
    )
    label = models.CharField(max_length=60)
    opens_on = models.DateField()
    due_on = models.DateField(_("期限"))
    counts_from = models.DateField(_("この日からの実績を数える"), null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "label"], name="cycle_label"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Assignment(models.Model):
    """受講対象（者）: one person's obligation in one cycle.

    Completion is never stored here: it is evidence on or after the cycle's opening.
    """

    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, related_name="assignments"
    )
    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="assignments"
    )
    assigned_at = models.DateTimeField()
    due_on = models.DateField()
    exempted_at = models.DateTimeField(null=True, blank=True)
    exempted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    exemption_reason = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "employee"], name="assignment_once"
            ),
        ]
        indexes = [models.Index(fields=["employee", "due_on"], name="assignment_due")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.due_on}"
