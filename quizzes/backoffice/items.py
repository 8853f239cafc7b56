"""The back office's list, details and editor of items; every change is an action."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    LockView,
    PreviewOnCreateView,
    PreviewOnEditView,
    UnlockView,
    UnpublishView,
    WorkflowActionView,
)

from learning.objectives.models import Objective
from quizzes.actions import items
from quizzes.authoring import FAMILIES, USES
from quizzes.backoffice.item_editor import editor_of
from quizzes.backoffice.retiring import DetailView, RetiringViewSet
from quizzes.item_flaws import flaws_of
from quizzes.item_review import wrote_draft
from quizzes.item_types import DocumentInvalid
from quizzes.item_usage import usage_of, whole
from quizzes.models import Item, ItemType
from quizzes.version_changes import changes


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

    def get_success_message(self, instance: Item | None = None) -> str:
        """Say of a half-written draft that it is kept and what is missing."""
        item = instance or self.object  # type: ignore[attr-defined]
        if not self.saving_as_draft or not item.missing:  # type: ignore[attr-defined]
            return super().get_success_message(instance)  # type: ignore[misc]
        count = len(item.missing)
        text = ngettext(
            "下書きを保存しました。公開するには、あと %(count)s か所を書いてください。",
            "下書きを保存しました。公開するには、あと %(count)s か所を書いてください。",
            count,
        )
        return text % {"count": count}


class HasTypedForm:
    """Reads the form by the fields of the item's type, not by those of the list."""

    def get_form_class(self) -> type:
        """Return the form of the panel."""
        return self.panel.get_form_class()  # type: ignore[attr-defined]


class ItemCreateView(SavesItem, HasTypedForm, CreateView):
    """A new item; saved when asked, for a code can't be changed once it is kept.

    Its type is chosen first, and never changed.
    """

    overwrite_revision = None
    choice_template = "quizzes/backoffice/choose_type.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the type where none is chosen yet."""
        if request.GET.get("type") in FAMILIES:
            return super().get(request, *args, **kwargs)
        names = dict(ItemType.choices)
        groups = [
            (title, [(each, names[each], use) for each, use in uses.items()])
            for title, uses in USES.items()
        ]
        context = {"groups": groups, "add_url": self.get_add_url()}
        return render(request, self.choice_template, context)

    def get_panel(self) -> Panel:
        """Take the fields of the chosen type."""
        sent = self.request.POST or self.request.GET
        return editor_of(sent.get("type", ""))

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let nothing be kept while the code is being typed."""
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class ItemEditView(SavesItem, HasTypedForm, EditView):
    """A new draft of an item."""

    def get_panel(self) -> Panel:
        """Take the fields of the item's type."""
        return editor_of(self.object.type)

    def get_action(self, request: HttpRequest) -> str:
        """Let nobody publish past the review they are in; it becomes a draft."""
        action = super().get_action(request)
        asks = action == "publish" and self.object.workflow_in_progress
        return "edit" if asks and refuse_own(request, self.object) else action

    def get_usage_url(self) -> None:
        """Wagtail counts references, which attempts are not; the details tell."""

    def workflow_action_action(self) -> HttpResponse:
        """Let nobody approve what they wrote; what is typed is kept as a draft."""
        if self.workflow_action == "approve" and refuse_own(self.request, self.object):
            return redirect(self.get_edit_url())
        return super().workflow_action_action()


def refuse_own(request: HttpRequest, item: Item) -> bool:
    """Say so where the person wrote in the draft that is to be approved."""
    user: Any = request.user
    if not wrote_draft(item, user):
        return False
    text = _(
        "この下書きを書いた人は、承認できません。もう一人の編集者に承認を頼んでください。"
        "下書きと審査の状態は、そのままです。"
    )
    messages.error(request, text)
    return True


class PreviewOfItem(PreviewOnEditView):
    """The draft as it stands in the form, read by the form of its type."""

    def get_form(self, query_dict: QueryDict) -> Any:
        """Read what was sent."""
        item_type = self.object.type or query_dict.get("type", "")
        self.form_class = editor_of(item_type).get_form_class()
        return super().get_form(query_dict)


class PreviewOfNewItem(PreviewOfItem, PreviewOnCreateView):
    """The same for an item that isn't kept yet."""


class ItemLockView(LockView):
    """Locking, by our action."""

    def perform_operation(self) -> None:
        """Lock for everybody but the person."""
        _set_locked(self.object, self.request, locked=True)


class ItemUnlockView(UnlockView):
    """Unlocking, by our action."""

    def perform_operation(self) -> None:
        """Let everybody edit again."""
        _set_locked(self.object, self.request, locked=False)


class ItemUnpublishView(UnpublishView):
    """Unpublishing, by our action."""

    def unpublish(self) -> None:
        """Draw it no more until it is published again."""
        items.unpublish(item=self.object, by=self.request.user, at=timezone.now())


class ItemWorkflowActionView(WorkflowActionView):
    """A step of the review; approving what is half written says what is missing."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step, or go back to the draft with nothing changed."""
        if self.action_name == "approve" and refuse_own(request, self.object):
            return redirect(self.redirect_url)
        try:
            return super().post(request, *args, **kwargs)
        except DocumentInvalid as invalid:
            text = _("まだ公開できないので、承認していません。")
            faults = (problem.message for problem in invalid.problems)
            messages.error(request, " ".join([str(text), *faults]))
            return redirect(self.redirect_url)


class ItemDetailView(DetailView):
    """An item with its options, its versions and where it is used."""

    template_name = "quizzes/backoffice/item_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add versions and the quizzes that may draw the item."""
        sections = self.object.objective.quiz_sections.select_related("quiz")
        versions = list(self.object.versions.order_by("number"))
        before = [None, *versions[:-1]]
        usage = usage_of(version.pk for version in versions)
        return super().get_context_data(
            versions=[
                (
                    new,
                    changes(old.document, new.document) if old else [],
                    usage.get(new.pk),
                )
                for old, new in zip(before, versions, strict=False)
            ][::-1],
            sections=sections,
            usage=whole(usage.values()),
            flaws=flaws_of(self.object, day=timezone.localdate()),
            review=self.object.key_review(),
            **kwargs,
        )


def state_of(item: Item) -> str:
    """Where an item stands, in a word."""
    if item.retired_on:
        return _now("使用中止")
    return str(item.status_string)


def _tiers() -> list[tuple[str, str]]:
    tiers = Objective.objects.order_by("tier").values_list("tier", flat=True).distinct()
    return [(tier, tier) for tier in tiers if tier]


def _set_locked(item: Item, request: HttpRequest, *, locked: bool) -> None:
    user: Any = request.user
    items.set_locked(item=item, locked=locked, by=user, at=timezone.now())


def review_day(item: Item) -> str:
    """When an item is to be looked at again; said in words where it is past."""
    if item.review_on is None:
        return ""
    day = date_format(item.review_on, "Y年n月j日")
    if item.review_on >= timezone.localdate() or item.retired_on:
        return day
    return _now("%(day)s（過ぎています）") % {"day": day}


class ItemFilterSet(WagtailFilterSet):
    """By form, tier, objective, state, responsible section and what is overdue."""

    tier = django_filters.ChoiceFilter(
        field_name="objective__tier", label=_("段"), choices=_tiers
    )
    overdue = django_filters.ChoiceFilter(
        label=_("見直し期限"),
        method="by_overdue",
        choices=[("yes", _("過ぎている")), ("no", _("過ぎていない"))],
    )
    on_law = django_filters.ChoiceFilter(
        label=_("施行日"),
        method="by_law",
        choices=[("yes", _("ある（法令の問題）")), ("no", _("ない"))],
    )

    def by_overdue(self, items: Any, name: str, value: str) -> Any:
        """Leave those whose day to be looked at again is past, or the others."""
        past = Q(review_on__lt=timezone.localdate(), retired_on__isnull=True)
        return items.filter(past) if value == "yes" else items.exclude(past)

    def by_law(self, items: Any, name: str, value: str) -> Any:
        """Leave those that rest on a law, or the others."""
        return items.filter(law_effective_on__isnull=value != "yes")

    class Meta:
        model = Item
        fields = ["type", "tier", "objective", "live", "responsible"]


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
        Column(
            "type", label=_("形式"), accessor="get_type_display", classname="nowrap"
        ),
        Column("objective", label=_("学習目標"), accessor="objective"),
        Column("status", label=_("状態"), accessor=state_of, classname="nowrap"),
        Column(
            "review_on",
            label=_("見直し期限"),
            accessor=review_day,
            sort_key="review_on",
            classname="nowrap",
        ),
    ]
    filterset_class = ItemFilterSet
    search_backend_name = None
    search_fields = ["code", "document__stem", "objective__title", "source"]
    add_view_class = ItemCreateView
    edit_view_class = ItemEditView
    lock_view_class = ItemLockView
    unlock_view_class = ItemUnlockView
    unpublish_view_class = ItemUnpublishView
    workflow_action_view_class = ItemWorkflowActionView
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
    preview_on_add_view_class = PreviewOfNewItem
    preview_on_edit_view_class = PreviewOfItem
    edit_handler = editor_of("single_choice")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read each row's objective with it."""
        return Item.objects.select_related("objective")

    def retire_or_restore(self, pk: int, request: HttpRequest) -> Item:
        """Retire an item in use, restore a retired one."""
        item = get_object_or_404(Item, pk=pk)
        act = items.restore if item.retired_on else items.retire
        return act(item=item, by=request.user, at=timezone.now())  # type: ignore[arg-type]
