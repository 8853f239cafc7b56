"""Items of the bank and their frozen versions."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from learning.objectives.codes import validate_code
from learning.objectives.models import Objective
from quizzes.item_types import (
    DocumentInvalid,
    Problem,
    missing_from,
    read_document,
    rich_text,
)
from quizzes.item_types.review import Review


class ItemType(models.TextChoices):
    """QTI's names for what can be asked; docs/item-types.md has a row for each."""

    SINGLE_CHOICE = "single_choice", _("一つ選ぶ")
    MULTIPLE_RESPONSE = "multiple_response", _("すべて選ぶ")
    TRUE_FALSE = "true_false", _("正誤")
    MATCHING = "matching", _("組み合わせ")
    ORDERING = "ordering", _("並べ替え")
    NUMERIC = "numeric", _("数値")
    SHORT_TEXT = "short_text", _("短答")
    CLOZE = "cloze", _("穴埋め")
    MATRIX = "matrix", _("表で答える")
    HOTTEXT = "hottext", _("怪しいところを選ぶ")
    SCENARIO = "scenario", _("場面問題")
    LIKERT = "likert", _("5段階（採点なし）")
    RATING = "rating", _("0〜10（採点なし）")
    FREE_TEXT = "free_text", _("自由記述（採点なし）")


class ItemQuerySet(models.QuerySet):
    """Items by what may be drawn."""

    def drawable(self) -> "ItemQuerySet":
        """Items that are published and not retired."""
        return self.filter(live=True, retired_on__isnull=True)


class ItemVersionQuerySet(models.QuerySet):
    """Versions by what may be drawn."""

    def drawable(self) -> "ItemVersionQuerySet":
        """The latest version of each item that is published and not retired."""
        later = ItemVersion.objects.filter(
            item=OuterRef("item"), number__gt=OuterRef("number")
        )
        return self.filter(
            ~Exists(later), item__live=True, item__retired_on__isnull=True
        )


class Item(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    models.Model,
):
    """問題: the identity and the draft. Candidates only ever see an ItemVersion.

    ``document`` may be half written until ``quizzes.item_types`` reads it whole at
    publishing. Retired, never deleted, once a version has been shown.
    """

    code = models.CharField(
        _("コード"), max_length=60, unique=True, validators=[validate_code]
    )
    type = models.CharField(_("形式"), max_length=20, choices=ItemType)
    document = models.JSONField(default=dict)
    objective = models.ForeignKey(
        Objective,
        on_delete=models.PROTECT,
        related_name="items",
        verbose_name=_("学習目標"),
    )
    source = models.CharField(_("根拠"), max_length=300, blank=True)
    responsible = models.CharField(_("所管"), max_length=60, blank=True)
    review_on = models.DateField(_("見直し期限"), null=True, blank=True)
    law_effective_on = models.DateField(_("施行日"), null=True, blank=True)
    retired_on = models.DateField(_("使用をやめた日"), null=True, blank=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    objects = ItemQuerySet.as_manager()

    search_fields = [
        index.SearchField("code"),
        index.FilterField("type"),
        index.FilterField("objective"),
    ]

    class Meta:
        ordering = ["code"]
        verbose_name = _("問題")
        verbose_name_plural = _("問題")

    def __str__(self) -> str:
        return f"{self.code} {self.stem[:40]}"

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Show the draft as a candidate would see it."""
        return "quizzes/item_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict:
        """Give the template form and key as far as they can be read, and what is missing."""
        context = super().get_preview_context(request, mode_name)
        context |= {"item": self, "missing": self.missing}
        try:
            document = read_document(self.type, self.document)
        except DocumentInvalid:
            return context
        review = document.review(document.right_answer())
        return {**context, "body": document.body(), "review": review}

    def key_review(self) -> Review | None:
        """Return the key with its explanations; None while it is half written."""
        if self.missing:
            return None
        document = read_document(self.type, self.document)
        return document.review(document.right_answer())

    @property
    def missing(self) -> list[Problem]:
        """What still hinders publishing it; a draft may be half written."""
        return missing_from(self.type, self.document)

    @property
    def stem(self) -> str:
        """The question's text, for lists."""
        text = self.document.get("stem", "")
        return rich_text.plain(text) if self.document.get("format") == "html" else text

    stem.fget.short_description = _("問題文")  # type: ignore[attr-defined]


class ItemVersion(models.Model):
    """版: what candidates saw. Cut at publishing, immutable, never deleted."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    type = models.CharField(max_length=20, choices=ItemType)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    objective_code = models.CharField(max_length=60)
    # How many things it shows in a drawn order, and how many variables it asks for.
    order_length = models.PositiveSmallIntegerField()
    variable_count = models.PositiveSmallIntegerField(default=1)
    published_at = models.DateTimeField()

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        ordering = ["item_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="item_version_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.code} 第{self.number}版"
