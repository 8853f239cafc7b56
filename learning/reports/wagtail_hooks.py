"""報告 in the back office's menu."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from learning.people.permissions import Permission
from learning.people.wagtail_hooks import PermittedMenuItem

REPORTS = PermittedMenuItem(
    _("報告"),
    reverse_lazy("reports:departments"),
    Permission.SEE_FIGURES,
    name="department-report",
    icon_name="table",
    order=170,
)


@hooks.register("register_admin_menu_item")
def reports_item() -> PermittedMenuItem:
    """The report by department, after テスト."""
    return REPORTS
