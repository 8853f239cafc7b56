"""The form of one part of a scene: the same fields as an item of its type."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.family import Family, Raw
from quizzes.authoring.filling import fill


class PartForm(forms.Form):
    """Fields of a family, the part's number, and a tick that takes it out."""

    def __init__(
        self, family: Family, *args: Any, stored: Raw, number: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family = family
        self.stored = stored
        self.fields.update(family.fields())
        for field in self.fields.values():
            field.required = False
        self.fields["place"] = forms.DecimalField(
            label=_("順番"), required=False, max_digits=4, decimal_places=1
        )
        self.fields["remove"] = forms.BooleanField(
            label=_("この設問を外す"), required=False
        )
        self.initial.update(fill(self, family, stored, versions=[]), place=number)

    @property
    def wants_removal(self) -> bool:
        """Whether the part is to be taken out."""
        return bool(self.cleaned_data.get("remove"))

    @property
    def wanted_place(self) -> Decimal | None:
        """The number it was given, if any."""
        return self.cleaned_data.get("place") if self.is_bound else None

    def document(self) -> Raw:
        """Return the raw document as far as it is written."""
        if not self.is_bound:
            return self.stored
        return self.family.document(self.cleaned_data, self.stored)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its id and type, which never change, and its form."""

    id: str
    type: str
    form: PartForm
