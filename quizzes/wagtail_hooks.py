"""What quizzes add to the back office."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from learning.people.permissions import Permission, permissions_of
from learning.people.wagtail_hooks import PermittedMenuItem
from quizzes.backoffice import exchange, regrading
from quizzes.backoffice.items import ItemViewSet
from quizzes.backoffice.quizzes import QuizViewSet
from quizzes.backoffice.retiring import NeverDeleted
from quizzes.models import Item, Quiz

register_permission_policy(Item, NeverDeleted(Item))
register_permission_policy(Quiz, NeverDeleted(Quiz))
register_snippet(ItemViewSet)
register_snippet(QuizViewSet)


class ExchangeMenuItem(MenuItem):
    """Shown to whoever may change items."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that the page asks for."""
        held = permissions_of(request.user, today=timezone.localdate())
        return Permission.EDIT_ITEMS in held


@hooks.register("register_admin_urls")
def exchange_urls() -> list[Any]:
    """Give the pages of the exchange their addresses."""
    start = "items/exchange/"
    return [
        path(start, exchange.upload, name="items_import"),
        path(f"{start}template/", exchange.template, name="items_template"),
        path(f"{start}export/", exchange.export, name="items_export"),
        path(
            f"{start}<uuid:public_id>/", exchange.confirm, name="items_import_confirm"
        ),
        path(
            f"{start}<uuid:public_id>/apply/",
            exchange.apply,
            name="items_import_apply",
        ),
    ]


@hooks.register("register_admin_urls")
def regrading_urls() -> list[Any]:
    """Give the page of an item with a wrong key its address."""
    return [
        path("items/<slug:code>/regrade/", regrading.regrade_item, name="items_regrade")
    ]


@hooks.register("register_admin_menu_item")
def exchange_menu() -> MenuItem:
    """問題の取り込みと書き出し."""
    return ExchangeMenuItem(
        _("問題の取り込み"),
        reverse("items_import"),
        name="exchange-of-items",
        icon_name="upload",
        order=160,
    )


RESULTS = PermittedMenuItem(
    _("テストの結果"),
    reverse_lazy("quizzes:results"),
    Permission.SEE_SCORES,
    name="results",
    icon_name="table",
    order=165,
)
hooks.register("register_admin_menu_item", lambda: RESULTS)
