"""The person and the person's dated names, absences and marks."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.people.models.recorded import (
    Dated,
    DatedQuerySet,
    interval_constraint,
)


class Employee(models.Model):
    """職員: a person, independent of sign-in and of any number. Never merged unasked."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person_key = models.CharField(
        _("市の個人キー"), max_length=60, null=True, blank=True, unique=True
    )
    born_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    roster_import = models.ForeignKey(
        "people.RosterImport",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    def __str__(self) -> str:
        return f"職員 {self.public_id}"


class EmployeeName(Dated):
    """The name used at work from a day on; ``delivered`` is what the file said."""

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="names"
    )
    name = models.CharField(_("氏名"), max_length=120)
    kana = models.CharField(_("フリガナ"), max_length=120, blank=True)
    delivered = models.CharField(_("届いたままの氏名"), max_length=120)
    search_key = models.CharField(max_length=250, db_index=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            interval_constraint("name_interval"),
            models.UniqueConstraint(
                fields=["employee"],
                condition=models.Q(superseded_at__isnull=True, ends_on__isnull=True),
                name="name_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Absence(Dated):
    """休業等: obligations pause and the person leaves denominators; no reason kept."""

    class NeutralClass(models.TextChoices):
        LEAVE = "leave", _("休業等")
        DISPATCHED = "dispatched", _("派遣中")
        OTHER = "other", _("その他")

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="absences"
    )
    neutral_class = models.CharField(max_length=12, choices=NeutralClass)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [interval_constraint("absence_interval")]
        indexes = [models.Index(fields=["employee", "starts_on"], name="absence_by")]

    def __str__(self) -> str:
        return self.get_neutral_class_display()


class DesignationType(models.Model):
    """A mark from the city's table: 特定個人情報取扱者, 端末なし …"""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("区分"), max_length=60)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Designation(Dated):
    """区分: a dated mark on a person, for audiences."""

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="designations"
    )
    type = models.ForeignKey(DesignationType, on_delete=models.PROTECT)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [interval_constraint("designation_interval")]

    def __str__(self) -> str:
        return str(self.type)
