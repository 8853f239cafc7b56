"""The form of an item's draft: stem, options with explanations, key, objective."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from quizzes.item_types import DocumentInvalid, complete_document, draft_of
from quizzes.item_types.true_false import TEXTS
from quizzes.models import ItemType
from quizzes.rows_field import RowsField

MOST_OPTIONS = 6


def text_area(rows: int) -> forms.Textarea:
    """Return a plain text area of so many rows."""
    return forms.Textarea(attrs={"rows": rows})


class ItemForm(WagtailAdminModelForm):
    """Makes the document of its fields.

    What the type can't read is told per field when the item is to be published or to be
    approved; a draft is stored as far as it is written.
    """

    stem = forms.CharField(label=_("問題文"), widget=text_area(3))
    points = forms.DecimalField(
        label=_("配点"), initial=1, max_digits=5, decimal_places=2
    )
    options = RowsField(
        label=_("選択肢"),
        row_label=_("選択肢"),
        row_count=MOST_OPTIONS,
        parts={
            "text": forms.CharField(label=_("文"), widget=text_area(2), required=False),
            "explanation": forms.CharField(
                label=_("解説（なぜ正しいか、なぜ違うか）"),
                widget=text_area(2),
                required=False,
            ),
            "key": forms.BooleanField(label=_("正答"), required=False),
        },
        help_text=_(
            "使わない行は空のままにしてください。正誤の問題は、文を空にすると"
            "「正しい」「誤り」になります。"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = self.instance.document or {}
        self.fields["type"].initial = ItemType.SINGLE_CHOICE
        self.initial.update(
            stem=document.get("stem", ""),
            points=document.get("points", 1),
            options=document.get("options", []),
        )
        if self.instance.pk:
            self.fields["code"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Read the document; its faults stand at the fields they belong to."""
        cleaned = super().clean() or {}
        unread = set(self.errors)
        raw = self._document(cleaned)
        if self.is_deferred_validation:
            self.instance.document = draft_of(raw)
            return cleaned
        try:
            document = complete_document(cleaned.get("type", ""), raw)
        except DocumentInvalid as invalid:
            for problem in invalid.problems:
                field = problem.field.split(".")[0]
                if field not in unread:
                    self.add_error(field, problem.message)
        else:
            self.instance.document = document.to_json()
        return cleaned

    def _document(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        options = cleaned.get("options") or []
        if cleaned.get("type") == "true_false":
            for option, text in zip(options, TEXTS, strict=False):
                option["text"] = option["text"] or text
        points = cleaned.get("points")
        return {
            "stem": cleaned.get("stem", ""),
            "options": options,
            "points": 1 if points is None else str(points),
        }
