"""Forms of the types that pair things: 組み合わせ and 表で答える."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.family import (
    Family,
    FaultPlace,
    Fields,
    Raw,
    RowsField,
    hidden_id,
    named,
    optional_text,
    rows_of,
    scoring_field,
    without_empty,
)
from quizzes.item_types import Problem
from quizzes.item_types.matching import Matching
from quizzes.item_types.matrix import Matrix
from quizzes.rows_field import ROW_ID, fresh_ids

EACH = _("正しい行の数だけ部分点")
ALL = _("すべての行が正しいときに得点")


class MatchingFamily(Family):
    """組み合わせ: the author writes beside each thing what it goes with."""

    row_ids = {"others": "targets"}

    def own_fields(self) -> Fields:
        """Return the pairs, and what no pair has."""
        return {
            "sources": RowsField(
                label=_("組"),
                row_label=_("組"),
                row_count=5,
                most=Matching.most_rows,
                required=False,
                parts={
                    "id": hidden_id(),
                    "text": optional_text(_("文（左に見えるもの）"), 2),
                    "target": optional_text(_("正しい相手"), 2),
                    "explanation": optional_text(_("解説（なくてもよい）"), 2),
                },
                help_text=_(
                    "同じ相手を二つの組に書くと、一つの相手になります。相手は、"
                    "正答の順が分からないように、文字の順に並べて見せます。"
                ),
            ),
            "others": RowsField(
                label=_("どの組でもない相手（まぎらわしいもの。なくてもよい）"),
                row_label=_("ほかの相手"),
                row_count=3,
                most=Matching.most_answers - 1,
                required=False,
                parts={"id": hidden_id(), "text": optional_text(_("文"))},
            ),
            "scoring": scoring_field(ALL, EACH),
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show each target's text beside its sources."""
        texts = {row.get("id"): row.get("text", "") for row in targets_of(document)}
        sources = rows_of(document, "sources")
        used = {row.get("target") for row in sources}
        return {
            "sources": [
                {**row, "target": texts.get(row.get("target"), "")} for row in sources
            ],
            "others": [r for r in targets_of(document) if r.get("id") not in used],
            "scoring": document.get("scoring", "all"),
        }

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return sources and targets; a reworded target keeps its id."""
        sources = cleaned.get("sources") or []
        others = cleaned.get("others") or []
        targets = _targets(sources, others, stored)
        ids = {row["text"]: row["id"] for row in targets}
        return {
            "sources": [
                without_empty(
                    {**row, "target": ids.get(row["target"], "")}, "explanation"
                )
                for row in sources
            ],
            "targets": targets,
            "scoring": cleaned.get("scoring") or "all",
        }

    def place_of(self, problem: Problem) -> FaultPlace:
        """Show what is wrong with the targets at the pairs."""
        place = super().place_of(problem)
        return FaultPlace("sources") if place.field == "targets" else place


class MatrixFamily(Family):
    """表で答える: columns, and for each row the right column."""

    def own_fields(self) -> Fields:
        """Return columns and rows; a row names its column by the column's letter."""
        return {
            "choices": RowsField(
                label=_("列（どの行にも同じ選択肢）"),
                row_label=_("列"),
                row_count=3,
                most=Matrix.most_answers,
                required=False,
                parts={
                    "id": letter_field(),
                    "text": optional_text(_("文")),
                },
                help_text=_("例：a「送ってよい」、b「送ってはいけない」"),
            ),
            "statements": RowsField(
                label=_("行"),
                row_label=_("行"),
                row_count=5,
                most=Matrix.most_rows,
                required=False,
                parts={
                    "id": hidden_id(),
                    "text": optional_text(_("文"), 2),
                    "choice": optional_text(_("正しい列の記号（a、b など）")),
                    "explanation": optional_text(_("解説（なくてもよい）"), 2),
                },
            ),
            "scoring": scoring_field(ALL, EACH),
        }

    def own_initial(self, document: Raw) -> Raw:
        """Show columns and rows as they are."""
        return {
            "choices": rows_of(document, "choices"),
            "statements": rows_of(document, "statements"),
            "scoring": document.get("scoring", "all"),
        }

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return columns and rows."""
        return {
            "choices": named(cleaned.get("choices") or [], "text"),
            "statements": [
                without_empty(row, "explanation")
                for row in cleaned.get("statements") or []
            ],
            "scoring": cleaned.get("scoring") or "all",
        }


def letter_field() -> forms.CharField:
    """Return the part that names its row with a letter that the author sees."""
    return forms.CharField(
        label=_("記号"),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"size": 4, "autocapitalize": "off"}),
    )


def targets_of(document: Raw) -> list[Raw]:
    """Return the targets of a half-written document."""
    return rows_of(document, "targets")


def _targets(
    sources: list[Raw], others: list[Raw], stored: Raw
) -> list[dict[str, Any]]:
    """Return one target for each text, in an order that doesn't tell the pairs.

    A text that was there keeps its id; so does a reworded one, by its source. Those
    that were there keep their places, new ones follow by their text.
    """
    before = targets_of(stored)
    place = {row.get("id"): n for n, row in enumerate(before)}
    id_of_text = {row.get("text"): row.get("id") for row in before}
    id_of_source = {r.get("id"): r.get("target") for r in rows_of(stored, "sources")}
    wanted = {row["target"]: id_of_source.get(row["id"]) for row in reversed(sources)}
    wanted |= {row["text"]: row[ROW_ID] for row in others if row["text"] not in wanted}
    wanted.pop("", None)
    kept = {text: id_of_text[text] for text in wanted if id_of_text.get(text)}
    for text, identity in wanted.items():
        if text not in kept and identity and identity not in kept.values():
            kept[text] = identity
    fresh = fresh_ids({*place, *kept.values()})
    for text in sorted(wanted):
        kept.setdefault(text, next(fresh))
    return [
        {"id": identity, "text": text}
        for text, identity in sorted(
            kept.items(), key=lambda each: (place.get(each[1], len(place)), each[0])
        )
    ]
