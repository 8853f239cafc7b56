"""The back office's lists, details and forms of items and quizzes.

Wagtail's views show and check; every change is one action of ours. Nothing is deleted:
items and quizzes that are no longer used are retired.
"""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    IndexView,
    InspectView,
    SnippetViewSet,
)

from learning.people.permissions import Permission, needs
from quizzes.actions import items
from quizzes.actions import quizzes as quiz_actions
from quizzes.bank import shortages
from quizzes.item_form import ItemForm
from quizzes.models import Attempt, Item, Quiz
from quizzes.quiz_form import QuizForm
from quizzes.version_changes import changes


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


class SavesItem:
    """Saves and publishes an item by our actions instead of Wagtail's."""

    def save_instance(self) -> Item:
        """Store the draft of the valid form."""
        item = items.save_draft(
            item=self.form.save(commit=False),  # type: ignore[attr-defined]
            by=self.request.user,  # type: ignore[attr-defined]
            at=timezone.now(),
            overwrite=self.overwrite_revision,  # type: ignore[attr-defined]
        )
        self.new_revision = item.latest_revision
        return item

    def publish_action(self) -> None:
        """Publish the draft just stored."""
        items.publish_draft(
            revision=self.new_revision,
            by=self.request.user,  # type: ignore[attr-defined]
            at=timezone.now(),
        )


class ItemCreateView(SavesItem, CreateView):
    """A new item."""

    overwrite_revision = None


class ItemEditView(SavesItem, EditView):
    """A new draft of an item."""


class SavesQuiz:
    """Saves a quiz by our action."""

    def save_instance(self) -> Quiz:
        """Store the definition of the valid form."""
        quiz, _status = quiz_actions.upsert(
            definition=self.form.definition(),  # type: ignore[attr-defined]
            by=self.request.user,  # type: ignore[attr-defined]
            at=timezone.now(),
        )
        self.new_revision = None
        return quiz


class QuizCreateView(SavesQuiz, CreateView):
    """A new quiz."""


class QuizEditView(SavesQuiz, EditView):
    """Another definition of a quiz; running attempts keep theirs."""


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


class ItemDetailView(DetailView):
    """An item with its options, its versions and where it is used."""

    template_name = "quizzes/backoffice/item_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add versions and the quizzes that may draw the item."""
        sections = self.object.objective.quiz_sections.select_related("quiz")
        versions = list(self.object.versions.order_by("number"))
        before = [None, *versions[:-1]]
        return super().get_context_data(
            versions=[
                (new, changes(old.document, new.document) if old else [])
                for old, new in zip(before, versions, strict=False)
            ][::-1],
            sections=sections,
            **kwargs,
        )


class QuizDetailView(DetailView):
    """A quiz with its sections, how full the bank is, and how often it was taken."""

    template_name = "quizzes/backoffice/quiz_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add sections and shortages."""
        return super().get_context_data(
            sections=self.object.sections.prefetch_related("objectives"),
            shortages=shortages(self.object),
            attempt_count=Attempt.objects.finished().filter(quiz=self.object).count(),
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


class ItemViewSet(RetiringViewSet):
    """問題: list, search, filter, detail, editor, history."""

    model = Item
    icon = "help"
    menu_label = _("問題")
    menu_name = "items"
    menu_order = 150
    list_display = [
        "code",
        Column("stem", label=_("問題文"), accessor="stem"),
        Column("type", label=_("形式"), accessor="get_type_display"),
        Column("objective", label=_("学習目標"), accessor="objective"),
        Column("status", label=_("状態"), accessor="status_string"),
        "review_on",
        "retired_on",
    ]
    list_filter = ["type", "objective__tier", "objective", "live", "responsible"]
    search_backend_name = None
    search_fields = ["code", "document__stem", "objective__title", "source"]
    add_view_class = ItemCreateView
    edit_view_class = ItemEditView
    inspect_view_class = ItemDetailView
    inspect_view_fields = [
        "code",
        "type",
        "objective",
        "source",
        "responsible",
        "review_on",
        "law_effective_on",
        "retired_on",
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel(
                [FieldPanel("code"), FieldPanel("type"), FieldPanel("points")]
            ),
            FieldPanel("objective"),
            FieldPanel("stem"),
            FieldPanel("options"),
            MultiFieldPanel(
                [
                    FieldPanel("source"),
                    FieldPanel("responsible"),
                    FieldRowPanel(
                        [FieldPanel("review_on"), FieldPanel("law_effective_on")]
                    ),
                ],
                heading=_("根拠と見直し"),
            ),
        ],
        base_form_class=ItemForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read each row's objective with it."""
        return Item.objects.select_related("objective")

    def retire_or_restore(self, pk: int, request: HttpRequest) -> Item:
        """Retire an item in use, restore a retired one."""
        item = get_object_or_404(Item, pk=pk)
        act = items.restore if item.retired_on else items.retire
        return act(item=item, by=request.user, at=timezone.now())  # type: ignore[arg-type]


class QuizViewSet(RetiringViewSet):
    """テスト: list, search, filter, detail, form."""

    model = Quiz
    icon = "form"
    menu_label = _("テスト")
    menu_name = "quizzes"
    menu_order = 160
    list_display = ["code", "title", "pass_mark", "time_limit_minutes", "retired_on"]
    list_filter = ["wording", "feedback"]
    search_backend_name = None
    search_fields = ["code", "title"]
    add_view_class = QuizCreateView
    edit_view_class = QuizEditView
    inspect_view_class = QuizDetailView
    inspect_view_fields = [
        "code",
        "title",
        "wording",
        "pass_mark",
        "time_limit_minutes",
        "attempts_allowed",
        "shuffle_options",
        "feedback",
        "retired_on",
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("title")]),
            FieldRowPanel([FieldPanel("wording"), FieldPanel("feedback")]),
            FieldRowPanel(
                [
                    FieldPanel("pass_mark"),
                    FieldPanel("time_limit_minutes"),
                    FieldPanel("attempts_allowed"),
                ]
            ),
            FieldPanel("shuffle_options"),
            FieldPanel("sections"),
        ],
        base_form_class=QuizForm,
    )

    def retire_or_restore(self, pk: int, request: HttpRequest) -> Quiz:
        """Retire a quiz in use, restore a retired one."""
        quiz = get_object_or_404(Quiz, pk=pk)
        act = quiz_actions.restore if quiz.retired_on else quiz_actions.retire
        return act(quiz=quiz, by=request.user, at=timezone.now())  # type: ignore[arg-type]
