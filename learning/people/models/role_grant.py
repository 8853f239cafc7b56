"""Roles: who may do what, where, from when until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.people.models.department import AppointingAuthority, Department
from learning.people.models.recorded import (
    Dated,
    DatedQuerySet,
    interval_constraint,
)
from learning.people.models.user import User


class Role(models.TextChoices):
    """Presets. 所属長 is derived from the post and is never granted."""

    SECTION_HEAD = "section_head", _("所属長")
    LEADER = "leader", _("推進リーダー")
    BUREAU_CHASER = "bureau_chaser", _("部主管課担当")
    HR = "hr", _("人事")
    SECURITY = "security", _("情報セキュリティ")
    AUDITOR = "auditor", _("内部監査担当")
    EDITOR = "editor", _("教材担当")
    PLANNER = "planner", _("企画")
    ADMINISTRATOR = "administrator", _("管理者")


class RoleGrant(Dated):
    """役割: one role of one user, for a department's subtree, an authority, or all.

    Department and authority both null means the whole city.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=16, choices=Role)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    authority = models.ForeignKey(
        AppointingAuthority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            interval_constraint("grant_interval"),
            models.CheckConstraint(
                condition=~models.Q(role="auditor") | models.Q(ends_on__isnull=False),
                name="grant_auditor_ends",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="section_head"),
                name="grant_head_is_derived",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"
