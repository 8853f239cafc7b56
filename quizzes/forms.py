"""Shapes of what learners send."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from quizzes.item_types import Answer, AnswerInvalid, parse_answer
from quizzes.saving import HIGHEST_BASE, LONGEST_SAVE_ID, Save

# What the form sends beside the response variables.
OWN_NAMES = {"base", "save_id", "flagged", "confidence", "clear", "go"}
OWN_NAMES.add("csrfmiddlewaretoken")


def _variables(data: QueryDict) -> dict[str, list[str]]:
    return {name: texts for name, texts in data.lists() if name not in OWN_NAMES}


class SaveForm(forms.Form):
    """One answer on its way to be saved; a page without script sends the same."""

    base = forms.IntegerField(min_value=0, max_value=HIGHEST_BASE)
    save_id = forms.RegexField(r"^[0-9a-zA-Z-]+$", max_length=LONGEST_SAVE_ID)
    flagged = forms.BooleanField(required=False)
    clear = forms.BooleanField(required=False)

    def __init__(self, *args: Any, position: int, variables: int) -> None:
        super().__init__(*args)
        self.position = position
        self.variables = variables
        self.answer = Answer()

    def clean(self) -> dict[str, Any]:
        """Read the answer; a pressed 解答を消す wins over what is chosen."""
        cleaned = super().clean() or {}
        data = cast(QueryDict, self.data)
        given = {} if cleaned.get("clear") else _variables(data)
        try:
            self.answer = parse_answer(
                given=given,
                flagged=cleaned.get("flagged", False),
                confidence=data.get("confidence", ""),
                variables=self.variables,
            )
        except AnswerInvalid as invalid:
            raise forms.ValidationError(str(invalid)) from invalid
        return cleaned

    def save_wanted(self) -> Save:
        """Return the save to try; only for a valid form."""
        return Save(
            position=self.position,
            answer=self.answer,
            base=self.cleaned_data["base"],
            save_id=self.cleaned_data["save_id"],
        )
