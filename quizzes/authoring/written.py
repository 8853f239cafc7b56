"""Forms of what is answered with a number or a word: 数値, 短答."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.family import (
    Family,
    Fields,
    Raw,
    lines_field,
    lines_of,
    optional_text,
)


class NumericFamily(Family):
    """数値: the number, how far off it may be, its unit."""

    def own_fields(self) -> Fields:
        """Return number, tolerance and units."""
        return {
            "value": optional_text(_("正答の数")),
            "tolerance": optional_text(
                _("許す差（±）"),
                help_text=_("0 なら、ちょうどのときだけ正解です。"),
            ),
            "unit": optional_text(
                _("単位（解答欄の後ろに見えます。なくてもよい）"), max_length=20
            ),
            "accepted_units": lines_field(
                _("答えに付いていてもよい、ほかの単位（1行に1つ。なくてもよい）"), 2
            ),
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show number and units as they are stored."""
        return {
            "value": document.get("value", ""),
            "tolerance": document.get("tolerance", 0),
            "unit": document.get("unit", ""),
            "accepted_units": "\n".join(document.get("accepted_units") or []),
        }

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return what was written; whether it is a number is for the document."""
        return {
            "value": cleaned.get("value") or "",
            "tolerance": cleaned.get("tolerance") or "0",
            "unit": cleaned.get("unit") or "",
            "accepted_units": lines_of(cleaned.get("accepted_units")),
        }


class ShortTextFamily(Family):
    """短答: every way of writing it that is right."""

    def own_fields(self) -> Fields:
        """Return the accepted texts and how closely they are compared."""
        return {
            "accepted": lines_field(
                _("正答の語（1行に1つ。どれを書いても正解）"),
                4,
                help_text=_("1行目が、正答として見えます。"),
            ),
            "exact": exact_field(),
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show a text per line."""
        return accepted_initial(document)

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the texts."""
        return accepted_document(cleaned, "accepted")


def exact_field() -> forms.BooleanField:
    """Return the tick that takes a text only as it is written."""
    return forms.BooleanField(
        label=_("全角・半角、大文字・小文字、かなの違いも誤りにする"),
        required=False,
    )


def accepted_initial(document: Raw) -> Raw:
    """Show accepted texts, one per line."""
    texts = document.get("accepted") or []
    return {
        "accepted": "\n".join(texts),
        "exact": document.get("fold", True) is False,
    }


def accepted_document(cleaned: Raw, field: str) -> Raw:
    """Return the accepted texts as they are stored."""
    raw: Raw = {"accepted": lines_of(cleaned.get(field))}
    return {**raw, "fold": False} if cleaned.get("exact") else raw
