"""The back office's first page: an editor's work, or the pages of one's role."""

from typing import Any

from django.http import HttpRequest
from laces.components import Component
from wagtail import hooks
from wagtail.admin.menu import admin_menu

from learning.home.editor_work import work_of
from learning.people.permissions import Permission, may
from learning.people.today import today


class Work(Component):
    """What waits for an editor."""

    order = 100
    template_name = "home/backoffice/work.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Read the piles of whoever is signed in."""
        user = parent_context["request"].user
        return {"piles": work_of(user, today=today())}


class Pages(Component):
    """Where the menu leads, for those who have no pile of work here."""

    order = 100
    template_name = "home/backoffice/pages.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """List the menu's items that lead to a page."""
        shown = admin_menu.menu_items_for_request(parent_context["request"])
        return {"items": [item for item in shown if str(item.url or "").strip("#")]}


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Component]) -> None:
    """Put ours in the place of Wagtail's, which know pages only."""
    is_editor = may(request.user, Permission.EDIT_CONTENT)
    panels[:] = [Work() if is_editor else Pages()]
