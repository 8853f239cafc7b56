"""Form of 並べ替え: entries in their right order."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.family import (
    Family,
    Fields,
    Raw,
    RowsField,
    hidden_id,
    named,
    optional_text,
    rows_of,
    scoring_field,
)
from quizzes.item_types.ordering import MOST_ENTRIES


class OrderingFamily(Family):
    """並べ替え: each entry with its place, so that nothing needs to be typed anew."""

    def own_fields(self) -> Fields:
        """Return the entries with their places."""
        return {
            "entries": RowsField(
                label=_("項目（正しい順に）"),
                row_label=_("項目"),
                row_count=6,
                most=MOST_ENTRIES,
                idle=("id", "place"),
                required=False,
                parts={
                    "id": hidden_id(),
                    "text": optional_text(_("文"), 2),
                    "place": forms.DecimalField(
                        label=_("順番（空なら、上からの順）"),
                        required=False,
                        max_digits=6,
                        decimal_places=2,
                    ),
                },
                help_text=_(
                    "順を変えるには番号を書き替えます。2番と3番の間に入れるには 2.5 と"
                    "書きます。受ける人には、順を変えて見せます。"
                ),
            ),
            "scoring": scoring_field(
                _("すべての順が正しいときに得点"), _("正しい位置にある数だけ部分点")
            ),
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show the entries numbered from 1."""
        entries = rows_of(document, "entries")
        return {
            "entries": [{**row, "place": n} for n, row in enumerate(entries, start=1)],
            "scoring": document.get("scoring", "all"),
        }

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the entries sorted by their places."""
        rows = list(enumerate(cleaned.get("entries") or [], start=1))
        rows.sort(key=lambda row: row[1]["place"] or Decimal(row[0]))
        return {
            "entries": named([row for _n, row in rows], "text"),
            "scoring": cleaned.get("scoring") or "all",
        }
