"""What the back office of items and quizzes shares.

Wagtail's views show and check; every change is one action of ours. Nothing is deleted:
items and quizzes that are no longer used are retired.
"""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from learning.people.permissions import Permission, needs


class NeverDeleted(ModelPermissionPolicy):
    """Wagtail's groups decide, except that nobody deletes what has a history."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Refuse deleting to everyone, superusers included."""
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Model
    ) -> bool:
        """Refuse deleting to everyone, superusers included."""
        return self.user_has_permission(user, action)


class ListView(IndexView):
    """A list without ticks: the only thing Wagtail offers for many is deleting."""

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns that the viewset names."""
        return [
            each
            for each in super().columns
            if not isinstance(each, BulkActionsCheckboxColumn)
        ]


class DetailView(InspectView):
    """Details with the button that retires or restores."""

    page_title = _("詳細")

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Say in words that there is nothing, or yes and no."""
        value = getattr(self.object, field_name)
        if value is None or value == "":
            return _now("なし")
        if isinstance(value, bool):
            return _now("はい") if value else _now("いいえ")
        return super().get_field_display_value(field_name, field)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address that retires or restores."""
        namespace = self.index_url_name.rpartition(":")[0]
        return super().get_context_data(
            retire_url=reverse(f"{namespace}:retire", args=[self.object.pk]),
            may_change=self.permission_policy.user_has_permission(
                self.request.user, "change"
            ),
            **kwargs,
        )


class RetiringViewSet(SnippetViewSet):
    """What items and quizzes share: no deletion, no copy, a retire button."""

    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = ListView
    index_template_name = "wagtailadmin/generic/index.html"

    def retire_or_restore(self, pk: int, request: HttpRequest) -> Model:
        """Do it and return the object; subclasses name the actions."""
        raise NotImplementedError

    @cached_property
    def retire_view(self) -> Any:
        """POST only; says what happened and goes back to the details."""

        @require_POST
        @needs(Permission.EDIT_ITEMS)
        def retire(request: HttpRequest, pk: int) -> HttpResponse:
            changed = self.retire_or_restore(pk, request)
            text = (
                _("「%(name)s」の使用をやめました。これまでの記録は残っています。")
                if changed.retired_on  # type: ignore[attr-defined]
                else _("「%(name)s」を、また使えるようにしました。")
            )
            messages.success(request, text % {"name": changed})
            return redirect(self.get_url_name("inspect"), pk)

        return retire

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's addresses, without that of deletion, and that of retiring."""
        kept = [each for each in super().get_urlpatterns() if each.name != "delete"]
        return [*kept, path("retire/<int:pk>/", self.retire_view, name="retire")]
