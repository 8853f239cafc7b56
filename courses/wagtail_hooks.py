"""What courses add to the back office; each hook names one thing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import register_snippet

from courses.actions.pages import record_waiting
from courses.backoffice.glossary import GlossaryTermViewSet
from courses.backoffice.review_report import ReviewReport
from courses.history import has_history
from courses.models import CataloguePage

register_snippet(GlossaryTermViewSet)

KEPT = gettext_lazy(
    "受講の記録や受講指定、実績があるため削除できません。記録とページはそのままです。"
    "見せたくないときは「公開をやめる」を使ってください。"
)


class ForEditors(MenuItem):
    """Shown to whoever may change pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        rights = ["add", "change", "publish"]
        return PagePermissionPolicy().user_has_any_permission(request.user, rights)


class CatalogueMenuItem(ForEditors):
    """Opens the catalogue in the tree of pages."""

    def render_component(self, request: HttpRequest) -> Any:
        page = CataloguePage.objects.only("pk").first()
        if page:
            self.url = reverse("wagtailadmin_explore", args=[page.pk])
        return super().render_component(request)


@hooks.register("register_admin_urls")
def review_report_urls() -> list[Any]:
    """Give the report on review dates its addresses."""
    view = ReviewReport
    return [
        path("courses/review/", view.as_view(), name="courses_review_report"),
        path(
            "courses/review/results/",
            view.as_view(results_only=True),
            name="courses_review_report_results",
        ),
    ]


@hooks.register("register_admin_menu_item")
def courses_menu() -> SubmenuMenuItem:
    """コース: pages, glossary, review dates."""
    items = [
        CatalogueMenuItem(
            gettext_lazy("コースとレッスン"),
            reverse("wagtailadmin_explore_root"),
            name="catalogue",
            icon_name="folder-open-inverse",
            order=100,
        ),
        ForEditors(
            gettext_lazy("用語"),
            reverse(GlossaryTermViewSet().get_url_name("list")),
            name="glossary",
            icon_name="openquote",
            order=200,
        ),
        ForEditors(
            gettext_lazy("見直し期限"),
            reverse("courses_review_report"),
            name="review",
            icon_name="time",
            order=300,
        ),
    ]
    return SubmenuMenuItem(
        gettext_lazy("コース"),
        Menu(items=items),
        name="courses",
        icon_name="doc-full-inverse",
        order=140,
    )


@hooks.register("before_delete_page")
def keep_what_has_history(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page that somebody learnt from; it can be unpublished."""
    if not has_history(page):
        return None
    messages.error(request, KEPT)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_all_if_one_has_history(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Refuse to delete several pages at once, if one of them has history."""
    if action_type != "delete" or Page not in action.models:
        return None
    kept = [page for page in objects if has_history(page)]
    if not kept:
        return None
    titles = "、".join(f"「{page.title}」" for page in kept)
    messages.error(request, f"{titles}：{KEPT}")
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk)


@hooks.register("after_publish_page")
def note_what_waits(request: HttpRequest, page: Page) -> None:
    """Log it where publishing has only set the day on which a live page changes."""
    record_waiting(page=page, at=timezone.now())


@hooks.register("after_bulk_action")
def note_which_wait(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """The same, where several are published at once."""
    if action_type == "publish":
        for each in objects:
            record_waiting(page=each, at=timezone.now())
