"""The form for what a remembered word of a file means."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learning.japanese.cp932 import find_gaiji
from learning.people.models import EmploymentType, ValueMapping
from learning.people.roster.values import Subject, meanings

LONGEST_SUBSTITUTE = 10


class MeaningForm(forms.Form):
    """One of the meanings that a subject has; for 外字 a substitute is written."""

    def __init__(self, *args: Any, word: ValueMapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.Field
        if word.subject == Subject.CHARACTER:
            field = forms.CharField(
                label=_("代替文字"), max_length=LONGEST_SUBSTITUTE, initial=word.meaning
            )
        else:
            field = forms.ChoiceField(
                label=_("意味"), choices=_choices(word), initial=word.meaning
            )
        self.fields["meaning"] = field
        self.is_character = word.subject == Subject.CHARACTER

    def clean_meaning(self) -> str:
        meaning: str = self.cleaned_data["meaning"]
        if self.is_character and find_gaiji(meaning):
            raise ValidationError(
                _("代替文字も外字です。どのパソコンでも出る文字を入れてください。")
            )
        return meaning


def labels_of_meanings() -> dict[tuple[str, str], str]:
    """(subject, meaning) → the word on the screen; types by the city's own table."""
    found = {(s.value, m): label for s in Subject for m, label in meanings(s).items()}
    kind = Subject.EMPLOYMENT_TYPE.value
    types = EmploymentType.objects.values_list("code", "name")
    return found | {(kind, code): name for code, name in types}


def _choices(word: ValueMapping) -> list[tuple[str, str]]:
    found = {
        m: label for (s, m), label in labels_of_meanings().items() if s == word.subject
    }
    found.setdefault(word.meaning, word.meaning)
    return list(found.items())
