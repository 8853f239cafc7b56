"""Appointing authorities, departments and their successors."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.people.models.recorded import Dated, DatedQuerySet, interval_constraint


class AppointingAuthority(models.Model):
    """任命権者: mayor, board of education, waterworks, fire, assembly …"""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("任命権者"), max_length=60)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class DepartmentQuerySet(DatedQuerySet):
    """Departments by place in the tree and by day."""

    def within(self, department: "Department") -> Self:
        """The department and everything under it: one prefix query."""
        return self.filter(path__startswith=department.path)

    def in_official_order(self) -> Self:
        """建制順: parents before children, siblings by their order number."""
        return self.order_by("sort_key", "code")

    def current(self, today: date) -> Self:
        """Departments that exist today, in official order."""
        return self.on(today).in_official_order()


class Department(Dated):
    """所属: one node of the organisation tree, for as long as it keeps its identity.

    Parent, code and name never change: a reorganisation closes the row and opens
    successors, so ``path`` stays true for ever. Closing sets ``ends_on`` once. Order is
    edited in place; ``sort_key`` is derived from the orders along the path.
    """

    class ReportLevel(models.TextChoices):
        BUREAU = "bureau", _("部局")
        SECTION = "section", _("課")
        UNIT = "unit", _("係")

    code = models.CharField(_("所属コード"), max_length=40)
    name = models.CharField(_("所属名"), max_length=120)
    short_name = models.CharField(_("略称"), max_length=60, blank=True)
    authority = models.ForeignKey(
        AppointingAuthority, on_delete=models.PROTECT, related_name="departments"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    report_level = models.CharField(_("区分"), max_length=8, choices=ReportLevel)
    official_order = models.PositiveIntegerField(_("建制順"), default=0)
    path = models.CharField(max_length=255, unique=True)
    sort_key = models.CharField(max_length=255, db_index=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_import = models.ForeignKey(
        "people.RosterImport",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        constraints = [
            interval_constraint("department_interval"),
            models.UniqueConstraint(
                fields=["code", "starts_on"],
                condition=models.Q(superseded_at__isnull=True),
                name="department_code_start",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(superseded_at__isnull=True, ends_on__isnull=True),
                name="department_code_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DepartmentSuccession(models.Model):
    """Whose work went where at a reorganisation (n:m)."""

    predecessor = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="precessions"
    )
    on = models.DateField()
    roster_import = models.ForeignKey(
        "people.RosterImport",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="succession_not_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
