"""A form field of several rows with the same parts, such as the options of an item.

One widget shows the rows as fieldsets side by side; the value is a list of dicts, rows
that are wholly empty left out. Works without a script: there are always spare rows, and
more of them once those are filled and saved. A part named ``id`` names its row for
good: spare rows carry an id that no other row has, and it alone makes no row.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROW_ID = "id"


class RowsWidget(forms.Widget):
    """``parts``: name → form field of one row, each with a label.

    ``taken`` holds ids that spare rows may not be given; ``faults`` the messages that
    stand at one part of one row.
    """

    template_name = "quizzes/widgets/rows.html"

    def __init__(
        self,
        *,
        parts: Mapping[str, forms.Field],
        row_label: str | Promise,
        row_count: int,
        most: int,
        idle: Collection[str],
    ) -> None:
        super().__init__()
        self.parts = parts
        self.row_label = row_label
        self.row_count = row_count
        self.most = most
        self.idle = idle
        self.taken: set[str] = set()
        self.faults: dict[tuple[int, str], list[str]] = {}

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[dict[str, Any]]:
        """Return the rows that have anything in them, in their order."""
        many = data if isinstance(data, MultiValueDict) else MultiValueDict(data)
        rows = [
            {
                part: field.widget.value_from_datadict(
                    many, files, f"{name}-{row}-{part}"
                )
                for part, field in self.parts.items()
            }
            for row in range(self.most)
        ]
        return [row for row in rows if self.is_filled(row)]

    def is_filled(self, row: Mapping[str, Any]) -> bool:
        """Whether anything stands in a row beside what stands in spare rows too."""
        return any(
            value.strip() if isinstance(value, str) else value
            for part, value in row.items()
            if part not in self.idle
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: unticked boxes send nothing."""
        return False

    def get_context(
        self, name: str, value: Sequence[dict[str, Any]] | None, attrs: Any
    ) -> dict[str, Any]:
        """Return the rows ready to show."""
        context = super().get_context(name, value, attrs)
        context["rows"] = [
            {
                "label": f"{self.row_label}{number}",
                "parts": self._parts(name, number - 1, values),
            }
            for number, values in enumerate(self.with_spare(value or []), start=1)
        ]
        return context

    def with_spare(self, filled: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the rows with empty ones after them: at least two, while they fit."""
        wanted = min(self.most, max(self.row_count, len(filled) + 2))
        spare: list[dict[str, Any]] = [{} for _ in range(wanted - len(filled))]
        rows = [*filled, *spare]
        if ROW_ID not in self.parts:
            return rows
        used = self.taken | {row[ROW_ID] for row in filled if row.get(ROW_ID)}
        fresh = fresh_ids(used)
        return [
            row if row.get(ROW_ID) else {**row, ROW_ID: next(fresh)} for row in rows
        ]

    def _parts(self, name: str, row: int, values: dict[str, Any]) -> list[Any]:
        shown = []
        for part, field in self.parts.items():
            identity = f"id_{name}-{row}-{part}"
            faults = self.faults.get((row, part), [])
            attrs = {"id": identity}
            if faults:
                attrs |= {
                    "aria-invalid": "true",
                    "aria-describedby": f"{identity}-fault",
                }
            html = field.widget.render(f"{name}-{row}-{part}", values.get(part), attrs)
            shown.append(
                {
                    "id": identity,
                    "label": field.label,
                    "is_check": isinstance(field, forms.BooleanField),
                    "is_wide": isinstance(field, forms.MultipleChoiceField),
                    "is_hidden": field.widget.is_hidden,
                    "faults": faults,
                    "html": html,
                }
            )
        return shown


class RowsField(forms.Field):
    """Rows whose parts are cleaned by their own fields.

    Parameters
    ----------
    row_count : how many rows are shown at least.
    most : how many there may be; ``row_count`` if not given.
    idle : parts that spare rows are filled with, and that alone make no row.
    """

    widget: RowsWidget

    def __init__(
        self,
        *,
        parts: Mapping[str, forms.Field],
        row_label: str | Promise,
        row_count: int,
        most: int | None = None,
        idle: Collection[str] = (ROW_ID,),
        **kwargs: Any,
    ) -> None:
        self.parts = parts
        self.row_label = row_label
        widget = RowsWidget(
            parts=parts,
            row_label=row_label,
            row_count=row_count,
            most=most or row_count,
            idle=idle,
        )
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Clean each row; name row and part of each fault."""
        cleaned, errors = [], []
        for number, row in enumerate(value, start=1):
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
        if ROW_ID in self.parts:
            self._name_rows(cleaned)
        return cleaned

    def _name_rows(self, rows: list[dict[str, Any]]) -> None:
        """Give an id to each row that was sent without one."""
        fresh = fresh_ids(self.widget.taken | {row[ROW_ID] for row in rows})
        for row in rows:
            row[ROW_ID] = row[ROW_ID] or next(fresh)


def fresh_ids(used: Collection[object]) -> Iterator[str]:
    """Give one id after the other that isn't used: a … z, a1 … z9."""
    for number, letter in product(("", *"123456789"), LETTERS):
        if f"{letter}{number}" not in used:
            yield f"{letter}{number}"
