"""Forms of the survey items, which are asked and never scored."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.family import Family, Fields, Raw, optional_text
from quizzes.item_types.survey import LONGEST_ANSWER, USUAL_LONGEST


class SurveyFamily(Family):
    """What survey items share: no points; a word afterwards may be left out."""

    has_points = False
    explanation_label = _("答えた後に見える文（なくてもよい）")


class ScaleFamily(SurveyFamily):
    """5段階 and 0〜10: the words at the ends."""

    def own_fields(self) -> Fields:
        """Return the words at the ends."""
        return {
            "low": optional_text(
                _("低い方の端の語（例：まったく役に立たなかった）"), max_length=60
            ),
            "high": optional_text(
                _("高い方の端の語（例：とても役に立った）"), max_length=60
            ),
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show the words."""
        return {name: document.get(name, "") for name in ("low", "high")}

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the words."""
        return {name: cleaned.get(name) or "" for name in ("low", "high")}


class FreeTextFamily(SurveyFamily):
    """自由記述: how long it may be."""

    def own_fields(self) -> Fields:
        """Return how long the text may be."""
        return {
            "longest": forms.IntegerField(
                label=_("字数の上限"),
                required=False,
                min_value=1,
                max_value=LONGEST_ANSWER,
                initial=USUAL_LONGEST,
            )
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show the limit."""
        return {"longest": document.get("longest", USUAL_LONGEST)}

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the limit; the usual one where none is written."""
        return {"longest": cleaned.get("longest") or USUAL_LONGEST}
