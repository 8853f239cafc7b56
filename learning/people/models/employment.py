"""Appointments and postings: in what capacity, and where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.people.models.department import AppointingAuthority, Department
from learning.people.models.employee import Employee
from learning.people.models.recorded import (
    Dated,
    DatedQuerySet,
    interval_constraint,
)


class EmploymentType(models.Model):
    """任用形態: the city's table, with what each type counts as."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("任用形態"), max_length=60)
    order = models.PositiveIntegerField(default=0)
    counts_as_staff = models.BooleanField(_("職員として数える"), default=True)
    in_all_staff = models.BooleanField(_("「全職員」に含む"), default=True)
    shown_apart = models.BooleanField(_("別掲にする"), default=False)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class RankClass(models.TextChoices):
    """Rank independent of a city's post titles, highest first."""

    EXECUTIVE = "executive", _("特別職")
    BUREAU_HEAD = "bureau_head", _("部長級")
    DEPUTY = "deputy", _("次長級")
    SECTION_HEAD = "section_head", _("課長級")
    ASSISTANT = "assistant", _("課長補佐級")
    UNIT_HEAD = "unit_head", _("係長級")
    SENIOR = "senior", _("主任級")
    STAFF = "staff", _("主事級")
    NONE = "none", _("該当なし")


class PostTitle(models.Model):
    """職名: a title of the city with its rank and whether it heads its unit."""

    name = models.CharField(_("職名"), max_length=60, unique=True)
    rank_class = models.CharField(max_length=12, choices=RankClass)
    is_head = models.BooleanField(_("所属長"), default=False)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Employment(Dated):
    """任用: a person in the service of an authority under one number.

    Several may run at once. A renumbering, re-appointment or secondment is a new row.
    When a row is superseded (a later end, a corrected type), its known postings are
    recorded again under the new row in the same action.
    """

    class NumberKind(models.TextChoices):
        STAFF = "staff", _("職員番号")
        TEMPORARY = "temporary", _("仮番号")

    class Cause(models.TextChoices):
        HIRED = "hired", _("採用")
        RENEWED = "renewed", _("任期の更新")
        REAPPOINTED = "reappointed", _("再任用")
        RENUMBERED = "renumbered", _("職員番号の変更")
        SECONDED = "seconded", _("出向")
        RETURNED = "returned", _("復職")
        CORRECTED = "corrected", _("訂正")

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="employments"
    )
    authority = models.ForeignKey(
        AppointingAuthority, on_delete=models.PROTECT, related_name="employments"
    )
    source = models.ForeignKey(
        "people.RosterSource",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="employments",
    )
    number = models.CharField(_("職員番号"), max_length=40)
    number_kind = models.CharField(
        max_length=10, choices=NumberKind, default=NumberKind.STAFF
    )
    employment_type = models.ForeignKey(
        EmploymentType, on_delete=models.PROTECT, related_name="employments"
    )
    job_category = models.CharField(_("職種"), max_length=60, blank=True)
    cause = models.CharField(max_length=12, choices=Cause, default=Cause.HIRED)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            interval_constraint("employment_interval"),
            models.UniqueConstraint(
                fields=["number", "starts_on"],
                condition=models.Q(superseded_at__isnull=True),
                name="employment_number_start",
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(superseded_at__isnull=True, ends_on__isnull=True),
                name="employment_number_open",
            ),
        ]
        indexes = [
            models.Index(fields=["employee", "starts_on"], name="employment_by_person")
        ]

    def __str__(self) -> str:
        return self.number


class Posting(Dated):
    """所属・職: where a person works in one employment, and as what.

    A person counts once, in the 本務 (``kind=main``): known main postings of one person
    never overlap, by constraint on PostgreSQL and by trigger on SQLite.
    """

    class Kind(models.TextChoices):
        MAIN = "main", _("本務")
        CONCURRENT = "concurrent", _("兼務")
        JOINT = "joint", _("併任")
        ACTING = "acting", _("事務取扱")
        EX_OFFICIO = "ex_officio", _("充て職")
        DISPATCHED = "dispatched", _("派遣")

    class Cause(models.TextChoices):
        APPOINTED = "appointed", _("採用")
        TRANSFERRED = "transferred", _("異動")
        REORGANISED = "reorganised", _("組織改編に伴う移替え")
        PROMOTED = "promoted", _("昇任")
        RETURNED = "returned", _("復職")
        CORRECTED = "corrected", _("訂正")

    employee = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="postings"
    )
    employment = models.ForeignKey(
        Employment, on_delete=models.PROTECT, related_name="postings"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="postings"
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.MAIN)
    post_title = models.CharField(_("職名"), max_length=60, blank=True)
    rank_class = models.CharField(
        max_length=12, choices=RankClass, default=RankClass.NONE
    )
    is_head = models.BooleanField(default=False)
    cause = models.CharField(max_length=12, choices=Cause, default=Cause.APPOINTED)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            interval_constraint("posting_interval"),
            models.UniqueConstraint(
                fields=["employee"],
                condition=models.Q(
                    superseded_at__isnull=True, ends_on__isnull=True, kind="main"
                ),
                name="posting_one_open_main",
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "starts_on"], name="posting_by_department"
            ),
            models.Index(fields=["employee", "starts_on"], name="posting_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.post_title}"
