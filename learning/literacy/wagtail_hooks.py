"""計画 in the back office's menu."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from learning.people.permissions import Permission
from learning.people.wagtail_hooks import PermittedMenuItem

PLAN = PermittedMenuItem(
    _("計画"),
    reverse_lazy("literacy:plan"),
    Permission.EDIT_PLAN,
    Permission.SEE_FIGURES,
    name="plan",
    icon_name="tasks",
    order=130,
)


@hooks.register("register_admin_menu_item")
def plan_item() -> PermittedMenuItem:
    """The plan, between 組織 and コース."""
    return PLAN
