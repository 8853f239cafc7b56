"""The form of an item's draft: the fields of its type, and what all items have."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from quizzes.authoring import FAMILIES, Family
from quizzes.authoring.filling import fill
from quizzes.item_types import DocumentInvalid, complete_document
from quizzes.models import ItemVersion


class ItemForm(WagtailAdminModelForm):
    """Makes the document of its fields.

    What the type can't read is told per field when the item is to be published or to be
    approved; a draft is stored as far as it is written. The type of an item is fixed.
    """

    family: ClassVar[Family] = FAMILIES["single_choice"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: dict[str, Any] = self.instance.document or {}
        versions = ItemVersion.objects.filter(item=self.instance.pk)
        shown = fill(
            self,
            self.family,
            self.stored,
            versions=versions.values_list("document", flat=True),
        )
        self.initial.update(shown, type=self.family.item_type)
        if self.instance.pk:
            self.fields["code"].disabled = True

    def clean_type(self) -> str:
        """Keep the type whose fields these are."""
        return self.family.item_type

    def clean(self) -> dict[str, Any]:
        """Read the document; its faults stand at the fields they belong to."""
        cleaned = super().clean() or {}
        unread = set(self.errors)
        raw = self.family.document(cleaned, self.stored)
        if self.is_deferred_validation:
            self.instance.document = raw
            return cleaned
        problems = self._read(raw)
        for problem in self.family.told(raw, problems):
            if self.family.place_of(problem).field not in unread:
                self.family.show(self, problem)
        return cleaned

    def _read(self, raw: dict[str, Any]) -> list[Any]:
        try:
            document = complete_document(self.family.item_type, raw)
        except DocumentInvalid as invalid:
            return invalid.problems
        self.instance.document = document.to_json()
        return []


@cache
def form_for(item_type: str) -> type[ItemForm]:
    """Return the form class of a type; that of 一つ選ぶ for a word that is none."""
    family = FAMILIES.get(item_type, FAMILIES["single_choice"])
    fields: Mapping[str, forms.Field] = family.fields()
    return type("ItemForm", (ItemForm,), {**fields, "family": family})
