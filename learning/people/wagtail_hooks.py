"""The back office's menu: our own pages first, and nothing of Wagtail nobody needs.

Order: 職員 110, 組織 120, 計画 130, コース 140, 問題 150, テスト 160, 報告 170; each app
adds its own. What an item leads to asks for permission itself; the menu only hides.
"""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.html import format_html
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
# label, address, who, sign, place in the menu
PAGES: tuple[tuple[Promise, str, tuple[Permission, ...], str, int], ...] = (
    (_("職員"), "people:employees", (P.SEE_NAMES,), "user", 110),
    (
        _("組織"),
        "people:organisation",
        (P.SEE_NAMES, P.SEE_FIGURES, P.MANAGE_PEOPLE),
        "group",
        120,
    ),
    (_("役割"), "people:grants", (P.MANAGE_GRANTS, P.AUDIT), "key", 180),
    (_("ログインの紙"), "people:slips", (P.MANAGE_PEOPLE,), "password", 185),
    (_("証跡"), "people:log", (P.AUDIT,), "history", 190),
    (_("市の設定"), "people:city", (P.ADMINISTER,), "site", 195),
)
ITEMS = [
    PermittedMenuItem(
        label,
        reverse_lazy(page),
        *permissions,
        name=page.partition(":")[2],
        icon_name=sign,
        order=order,
    )
    for label, page, permissions, sign, order in PAGES
]
for _item in ITEMS:
    hooks.register("register_admin_menu_item", lambda item=_item: item)


@hooks.register("insert_global_admin_css")
def back_office_css() -> str:
    """Ours on top of Wagtail's: rows of fields, codes that don't break."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("css/backoffice.css")
    )


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
    for item in menu_items:
        if item.name == "settings":
            item.footer_text = ""  # the version of a library


@hooks.register("construct_settings_menu")
def tidy_settings_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Users, groups and sites follow from elsewhere; workflows stay."""
    menu_items[:] = [item for item in menu_items if item.name in SETTINGS_KEPT]


def _holds(request: HttpRequest, role: str) -> bool:
    held = roles_of(request.user, today=today())  # type: ignore[arg-type]
    return any(item.role == role for item in held)
