"""What the forms of all item types share: which fields, from and to the document.

A `Family` knows the form of some item types. It judges nothing: the document that it
makes is read by ``quizzes.item_types``, and it says at which field a fault belongs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.item_types import Problem, rich_text
from quizzes.item_types.reading import stored_number
from quizzes.rows_field import ROW_ID, RowsField

Fields = dict[str, forms.Field]
Raw = dict[str, Any]
# A text, or one that is translated where it is shown.
Words = Any


@dataclass(frozen=True, slots=True)
class FaultPlace:
    """The field where a fault is shown; for rows also which row and which part."""

    field: str
    row: int | None = None
    part: str = ""


class Family:
    """The form of one or several item types."""

    # What the document calls a field, where the form calls it otherwise.
    renamed: ClassVar[Mapping[str, str]] = {}
    # Where the document keeps the rows of a field, if under another name.
    row_ids: ClassVar[Mapping[str, str]] = {}
    # Whether the author gives the points; survey items have none.
    has_points: ClassVar[bool] = True
    # What all options together need no explanation for, as each has its own.
    explanation_label: ClassVar[Words] = _("解説（提出の後に見えます）")

    def __init__(self, item_type: str) -> None:
        self.item_type = item_type

    def own_fields(self) -> Fields:
        """Return the fields of this family alone, in their order."""
        raise NotImplementedError

    def own_initial(self, document: Raw) -> Raw:
        """Return what the own fields show of a document, half-written ones too."""
        raise NotImplementedError

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the part of the document that the own fields make.

        ``stored`` is the document as it was: ids that the form doesn't show are taken
        from there.
        """
        raise NotImplementedError

    def fields(self) -> Fields:
        """Return all fields of the form, in their order."""
        points = {"points": points_field()} if self.has_points else {}
        return {
            **points,
            "stem": forms.CharField(label=_("問題文"), widget=text_area(3)),
            "is_html": forms.BooleanField(
                label=_("問題文は書式つき（HTML）"),
                required=False,
                help_text=_(
                    "取り込んだ問題です。太字・表・画像などがタグで書かれているので、"
                    "< > で囲まれた所を残して直してください。チェックを外して保存すると、"
                    "書式と画像を落とした普通の文になります。"
                ),
            ),
            **self.own_fields(),
            "explanation": forms.CharField(
                label=self.explanation_label, widget=text_area(3), required=False
            ),
        }

    def initial(self, document: Raw) -> Raw:
        """Return what the fields show of a stored document or draft."""
        return {
            "points": document.get("points", 1),
            "stem": document.get("stem", ""),
            "is_html": document.get("format") == "html",
            "explanation": document.get("explanation", ""),
            **self.own_initial(document),
        }

    def document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the raw document, as far as it is written."""
        stem = cleaned.get("stem") or ""
        was_html = stored.get("format") == "html"
        is_html = was_html and bool(cleaned.get("is_html"))
        raw = {
            "stem": rich_text.plain(stem) if was_html and not is_html else stem,
            **self.own_document(cleaned, stored),
        }
        if is_html:
            raw["format"] = "html"
        if cleaned.get("explanation"):
            raw["explanation"] = cleaned["explanation"]
        if self.has_points:
            points = cleaned.get("points")
            raw["points"] = stored_number(Decimal(1) if points is None else points)
        return raw

    def told(self, raw: Raw, problems: Sequence[Problem]) -> list[Problem]:
        """Return the document's faults, and those of the way in which it is written."""
        return list(problems)

    def show(self, form: forms.BaseForm, problem: Problem) -> None:
        """Show a fault at its field, and in rows at its part too."""
        place = self.place_of(problem)
        field = form.fields.get(place.field)
        if field is None:
            form.add_error(None, problem.message)
            return
        if isinstance(field, RowsField) and place.row is not None:
            faults = field.widget.faults
            faults.setdefault((place.row, place.part), []).append(problem.message)
        form.add_error(place.field, problem.message)

    def place_of(self, problem: Problem) -> FaultPlace:
        """Say where a fault of the document is shown: ``sources.1.target``."""
        field, *way = problem.field.split(".")
        field = self.renamed.get(field, field)
        if way and way[0].isdigit():
            return FaultPlace(field, int(way[0]), way[1] if len(way) > 1 else "")
        return FaultPlace(field)


def points_field() -> forms.DecimalField:
    """Return the field of 配点; what is too much is said by the document."""
    return forms.DecimalField(
        label=_("配点"), initial=1, max_digits=5, decimal_places=2
    )


def text_area(rows: int) -> forms.Textarea:
    """Return a plain text area of so many rows."""
    return forms.Textarea(attrs={"rows": rows})


def optional_text(label: Words, rows: int = 0, **kwargs: Any) -> forms.CharField:
    """Return a text that may be left empty: one line, or an area of so many rows."""
    widget = text_area(rows) if rows else forms.TextInput()
    return forms.CharField(label=label, required=False, widget=widget, **kwargs)


def lines_field(label: Words, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """Return a text area that takes one text per line."""
    return optional_text(label, rows, **kwargs)


def hidden_id() -> forms.CharField:
    """Return the part that names its row for good."""
    return forms.CharField(required=False, widget=forms.HiddenInput())


def scoring_field(all_label: Words, each_label: Words) -> forms.Field:
    """Return the choice between everything or nothing, and each part by itself."""
    return forms.ChoiceField(
        label=_("採点"),
        choices=[("all", all_label), ("each", each_label)],
        required=False,
    )


def lines_of(text: str | None) -> list[str]:
    """Return the lines that have something in them."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def without_empty(row: Mapping[str, Any], *optional: str) -> Raw:
    """Return a row without those optional parts that are empty."""
    return {name: row[name] for name in row if row[name] or name not in optional}


def named(rows: Iterable[Mapping[str, Any]], *parts: str) -> list[Raw]:
    """Return the rows with their id and some of their parts only."""
    return [{name: row[name] for name in (ROW_ID, *parts)} for row in rows]


def rows_of(document: Raw, field: str) -> list[Raw]:
    """Return the rows of a half-written document that can be shown."""
    value = document.get(field)
    rows: Sequence[Any] = value if isinstance(value, list) else []
    return [row for row in rows if isinstance(row, dict)]


__all__ = ["ROW_ID", "Family", "FaultPlace", "Fields", "Raw", "RowsField"]
