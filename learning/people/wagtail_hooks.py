"""The back office's menu: our own pages first, and nothing of Wagtail nobody needs.

Order: 職員 110, 組織 120, 計画 130, コース 140, 問題 150, テスト 160, 報告 170; each app
adds its own. What an item leads to asks for permission itself; the menu only hides.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from learning.people.models import Role
from learning.people.permissions import Permission, may, roles_of
from learning.people.today import today

# Help leads out of the closed network; reports, pages and snippets of Wagtail are
# reached through our own コース, 問題, テスト and 報告.
NEVER = {"help", "reports", "explorer", "snippets"}
FOR_EDITORS = {"images", "documents"}
SETTINGS_KEPT = {"workflows", "workflow-tasks", "collections"}


class PermittedMenuItem(MenuItem):
    """Shown to those who have one of the permissions."""

    def __init__(
        self,
        label: Any,
        url: Any,
        *permissions: Permission,
        name: str,
        icon_name: str,
        order: int,
    ) -> None:
        super().__init__(label, url, name=name, icon_name=icon_name, order=order)
        self.permissions = permissions

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask in the one place where permissions are asked."""
        return any(may(request.user, p) for p in self.permissions)


P = Permission
ITEMS = [
    PermittedMenuItem(
        _("職員"),
        reverse_lazy("people:employees"),
        P.SEE_NAMES,
        name="employees",
        icon_name="user",
        order=110,
    ),
    PermittedMenuItem(
        _("組織"),
        reverse_lazy("people:organisation"),
        P.SEE_NAMES,
        P.SEE_FIGURES,
        P.MANAGE_PEOPLE,
        name="organisation",
        icon_name="group",
        order=120,
    ),
    PermittedMenuItem(
        _("役割"),
        reverse_lazy("people:grants"),
        P.MANAGE_GRANTS,
        P.AUDIT,
        name="grants",
        icon_name="key",
        order=180,
    ),
    PermittedMenuItem(
        _("ログインの紙"),
        reverse_lazy("people:slips"),
        P.MANAGE_PEOPLE,
        name="slips",
        icon_name="password",
        order=185,
    ),
    PermittedMenuItem(
        _("証跡"),
        reverse_lazy("people:log"),
        P.AUDIT,
        name="log",
        icon_name="history",
        order=190,
    ),
    PermittedMenuItem(
        _("市の設定"),
        reverse_lazy("people:city"),
        P.ADMINISTER,
        name="city",
        icon_name="site",
        order=195,
    ),
]
for _item in ITEMS:
    hooks.register("register_admin_menu_item", lambda item=_item: item)


@hooks.register("construct_main_menu")
def tidy_main_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what the person's roles don't need."""
    is_editor = _holds(request, Role.EDITOR) or request.user.is_superuser
    is_administrator = _holds(request, Role.ADMINISTRATOR) or request.user.is_superuser
    hidden = set(NEVER)
    if not is_editor:
        hidden |= FOR_EDITORS
    if not is_administrator:
        hidden.add("settings")
    menu_items[:] = [item for item in menu_items if item.name not in hidden]


@hooks.register("construct_settings_menu")
def tidy_settings_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Users, groups and sites follow from elsewhere; workflows stay."""
    menu_items[:] = [item for item in menu_items if item.name in SETTINGS_KEPT]


def _holds(request: HttpRequest, role: str) -> bool:
    held = roles_of(request.user, today=today())  # type: ignore[arg-type]
    return any(item.role == role for item in held)
