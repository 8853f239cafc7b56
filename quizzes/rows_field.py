"""A form field of several rows with the same parts, such as the options of an item.

One widget shows the rows as fieldsets side by side; the value is a list of dicts, rows
that are wholly empty left out. Works without a script: there are always spare rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise


class RowsWidget(forms.Widget):
    """``parts``: name → form field of one row, each with a label."""

    template_name = "quizzes/widgets/rows.html"

    def __init__(
        self,
        *,
        parts: Mapping[str, forms.Field],
        row_label: str | Promise,
        row_count: int,
    ) -> None:
        super().__init__()
        self.parts = parts
        self.row_label = row_label
        self.row_count = row_count

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[dict[str, Any]]:
        """Return the rows that were sent, the empty ones too."""
        many = data if isinstance(data, MultiValueDict) else MultiValueDict(data)
        return [
            {
                part: field.widget.value_from_datadict(
                    many, files, f"{name}-{row}-{part}"
                )
                for part, field in self.parts.items()
            }
            for row in range(self.row_count)
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: unticked boxes send nothing."""
        return False

    def get_context(
        self, name: str, value: Sequence[dict[str, Any]] | None, attrs: Any
    ) -> dict[str, Any]:
        """Return the rows ready to show."""
        context = super().get_context(name, value, attrs)
        filled = list(value or [])
        context["rows"] = [
            {
                "label": f"{self.row_label}{row + 1}",
                "parts": self._parts(
                    name, row, filled[row] if row < len(filled) else {}
                ),
            }
            for row in range(self.row_count)
        ]
        return context

    def _parts(self, name: str, row: int, values: dict[str, Any]) -> list[Any]:
        return [
            {
                "id": f"id_{name}-{row}-{part}",
                "label": field.label,
                "is_check": isinstance(field, forms.BooleanField),
                "is_wide": isinstance(field, forms.MultipleChoiceField),
                "html": field.widget.render(
                    f"{name}-{row}-{part}",
                    values.get(part),
                    {"id": f"id_{name}-{row}-{part}"},
                ),
            }
            for part, field in self.parts.items()
        ]


class RowsField(forms.Field):
    """Rows whose parts are cleaned by their own fields."""

    widget: RowsWidget

    def __init__(
        self,
        *,
        parts: Mapping[str, forms.Field],
        row_label: str | Promise,
        row_count: int,
        **kwargs: Any,
    ) -> None:
        self.parts = parts
        self.row_label = row_label
        widget = RowsWidget(parts=parts, row_label=row_label, row_count=row_count)
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Clean each row that has anything in it; name row and part of each fault."""
        cleaned, errors = [], []
        for number, row in enumerate(value, start=1):
            if not any(row.values()):
                continue
            result = {}
            for part, field in self.parts.items():
                try:
                    result[part] = field.clean(row[part])
                except forms.ValidationError as fault:
                    place = f"{self.row_label}{number}・{field.label}"
                    errors += [f"{place}：{message}" for message in fault.messages]
            cleaned.append(result)
        if errors:
            raise forms.ValidationError(errors)
        return cleaned
