"""Forms of the choice types: options beside their explanations, or true and false."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.family import (
    Family,
    FaultPlace,
    Fields,
    Raw,
    RowsField,
    hidden_id,
    optional_text,
    rows_of,
    scoring_field,
)
from quizzes.item_types import Problem
from quizzes.item_types.choice import MOST_OPTIONS
from quizzes.item_types.true_false import TEXTS

SHOWN_OPTIONS = 6
OVERALL = _("全体の解説（なくてもよい）")


class ChoiceFamily(Family):
    """一つ選ぶ, すべて選ぶ."""

    explanation_label = OVERALL

    def own_fields(self) -> Fields:
        """Return options, and for several keys how they are scored."""
        options = RowsField(
            label=_("選択肢"),
            row_label=_("選択肢"),
            row_count=SHOWN_OPTIONS,
            most=MOST_OPTIONS,
            required=False,
            parts={
                "id": hidden_id(),
                "text": optional_text(_("文"), 2),
                "explanation": optional_text(_("解説（なぜ正しいか、なぜ違うか）"), 2),
                "key": forms.BooleanField(label=_("正答"), required=False),
            },
            help_text=_("使わない行は空のままにしてください。"),
        )
        if self.item_type == "single_choice":
            return {"options": options}
        scoring = scoring_field(
            _("正答をすべて、それだけを選んだときに得点"),
            _("正しく選んだ数から、誤って選んだ数を引いて部分点"),
        )
        return {"options": options, "scoring": scoring}

    def own_initial(self, document: Raw) -> Raw:
        """Show the options as they are."""
        return {
            "options": rows_of(document, "options"),
            "scoring": document.get("scoring", "all"),
        }

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the options with their ids."""
        raw: Raw = {"options": cleaned.get("options") or []}
        if cleaned.get("scoring") == "each":
            raw["scoring"] = "each"
        return raw


class TrueFalseFamily(Family):
    """正誤: which of the two is right, and why."""

    explanation_label = OVERALL

    def own_fields(self) -> Fields:
        """Return the key and an explanation for each of the two."""
        return {
            "truth": forms.ChoiceField(
                label=_("正答"),
                required=False,
                choices=[("", _("選んでください")), ("0", TEXTS[0]), ("1", TEXTS[1])],
            ),
            "explanation_0": optional_text(_("「正しい」の解説"), 2),
            "explanation_1": optional_text(_("「誤り」の解説"), 2),
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show which option is the key."""
        options = rows_of(document, "options")[:2]
        keys = [str(n) for n, option in enumerate(options) if option.get("key") is True]
        texts = {
            f"explanation_{n}": option.get("explanation", "")
            for n, option in enumerate(options)
        }
        return {"truth": keys[0] if len(keys) == 1 else "", **texts}

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the two options in their order, with the ids that they had."""
        before = rows_of(stored, "options")
        ids = [option.get("id") for option in before]
        ids = ids if len(ids) == len(TEXTS) else ["a", "b"]
        return {
            "options": [
                {
                    "id": ids[n],
                    "text": text,
                    "key": cleaned.get("truth") == str(n),
                    "explanation": cleaned.get(f"explanation_{n}") or "",
                }
                for n, text in enumerate(TEXTS)
            ]
        }

    def place_of(self, problem: Problem) -> FaultPlace:
        """Show a missing explanation at its field, all else at the key."""
        place = super().place_of(problem)
        if place.field != "options":
            return place
        if place.part == "explanation":
            return FaultPlace(f"explanation_{place.row}")
        return FaultPlace("truth")
