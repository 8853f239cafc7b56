"""Form of 場面問題: the scene, and one part below the other, each with its own form.

Works without a script: a part is added by choosing its form and saving the draft, moved
by its number, taken out by a tick.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.authoring.family import Family, FaultPlace, Fields, Raw, Words, rows_of
from quizzes.authoring.part_form import Part, PartForm
from quizzes.item_types import Problem
from quizzes.item_types.scenario import MOST_PARTS

NEW_AT_ONCE = 3


class PartsWidget(forms.Widget):
    """Shows the parts' forms; ``families`` and ``names`` tell what a part may be."""

    template_name = "quizzes/widgets/parts.html"

    def __init__(
        self,
        *,
        families: Callable[[], Mapping[str, Family]],
        names: Mapping[str, Words],
    ) -> None:
        super().__init__()
        self.families = families
        self.names = names
        self.stored: dict[str, Raw] = {}
        self.taken: set[str] = set()
        self.sent: list[Part] | None = None
        # Which of the sent parts stand where in the document.
        self.shown: list[int] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Part]:
        """Return the parts that were sent and those to be added; the same each time."""
        if self.sent is None:
            self.sent = self._sent(data, name)
        return self.sent

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: it is many fields with names of their own."""
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return the parts ready to show, and the choice of new ones."""
        context = super().get_context(name, None, attrs)
        parts = [
            part if isinstance(part, Part) else self._stored_part(name, place, part)
            for place, part in enumerate(value or [])
        ]
        context["parts"] = [
            {"part": part, "name": f"{name}-{n}", "type_name": self.names[part.type]}
            for n, part in enumerate(parts)
        ]
        left = max(0, min(NEW_AT_ONCE, MOST_PARTS - len(parts)))
        context["new"] = [f"{name}-new-{n}" for n in range(left)]
        context["choices"] = [(t, self.names[t]) for t in self.families()]
        return context

    def _stored_part(self, name: str, place: int, row: Raw) -> Part:
        family = self.families()[row["type"]]
        form = PartForm(family, stored=row.get("document") or {}, number=place + 1)
        form.prefix = f"{name}-{place}"
        return Part(row["id"], row["type"], form)

    def _sent(self, data: Any, name: str) -> list[Part]:
        parts = []
        families = self.families()
        for place in range(MOST_PARTS):
            item_type = data.get(f"{name}-{place}-type")
            identity = data.get(f"{name}-{place}-id") or f"p{place + 1}"
            if item_type not in families:
                continue
            form = PartForm(
                families[item_type],
                data,
                stored=self.stored.get(identity, {}),
                number=place + 1,
                prefix=f"{name}-{place}",
            )
            parts.append(Part(identity, item_type, form))
        return parts + self._new(data, name, parts)

    def _new(self, data: Any, name: str, parts: list[Part]) -> list[Part]:
        wanted = [data.get(f"{name}-new-{n}") for n in range(NEW_AT_ONCE)]
        types = [each for each in wanted if each in self.families()]
        taken = {part.id for part in parts} | self.taken
        ids = (f"p{n}" for n in range(1, 1000) if f"p{n}" not in taken)
        return [
            Part(next(ids), each, self._empty(name, place, each))
            for place, each in enumerate(types, start=len(parts))
        ]

    def _empty(self, name: str, place: int, item_type: str) -> PartForm:
        form = PartForm(self.families()[item_type], stored={}, number=place + 1)
        form.prefix = f"{name}-{place}"
        return form


class PartsField(forms.Field):
    """The parts of a scene; the value is their raw rows as the document keeps them."""

    widget: PartsWidget

    def clean(self, value: list[Part]) -> list[Raw]:
        """Return the parts in the order of their numbers, without those taken out."""
        rows = []
        for place, part in enumerate(value, start=1):
            if part.form.is_bound:
                part.form.full_clean()
                if part.form.wants_removal:
                    continue
            number = part.form.wanted_place or place
            row = {"id": part.id, "type": part.type, "document": part.form.document()}
            rows.append((number, place, row))
        self.widget.shown = [
            place - 1 for _number, place, _row in sorted(rows, key=_by)
        ]
        faulty = [n for n, part in enumerate(value, 1) if part.form.errors]
        if faulty:
            raise forms.ValidationError(
                [
                    _now("設問%(number)sに、直すところがあります。") % {"number": n}
                    for n in faulty
                ]
            )
        return [row for _number, _place, row in sorted(rows, key=_by)]


def _by(row: tuple[Any, int, Raw]) -> tuple[Any, int]:
    return row[0], row[1]


class ScenarioFamily(Family):
    """場面問題: its points are those of its parts."""

    has_points = False
    explanation_label = _("全体の解説（なくてもよい）")

    def __init__(
        self,
        item_type: str,
        *,
        families: Callable[[], Mapping[str, Family]],
        names: Mapping[str, Words],
    ) -> None:
        super().__init__(item_type)
        self.families = families
        self.names = names

    def fields(self) -> Fields:
        """Return all fields; the stem is the scene."""
        fields = super().fields()
        fields["stem"].label = _("場面")
        return fields

    def own_fields(self) -> Fields:
        """Return the parts."""
        widget = PartsWidget(families=self.families, names=self.names)
        help_text = _(
            "2問から10問まで。下の「設問を足す」で形を選んで下書きを保存すると、"
            "その形の欄が出ます。配点は設問ごとに付け、全体はその合計になります。"
        )
        label = _("設問")
        field = PartsField(
            label=label, required=False, widget=widget, help_text=help_text
        )
        return {"parts": field}

    def own_initial(self, document: Raw) -> Raw:
        """Show the parts that can be read."""
        known = self.families()
        rows = rows_of(document, "parts")
        return {"parts": [row for row in rows if row.get("type") in known]}

    def own_document(self, cleaned: Raw, stored: Raw) -> Raw:
        """Return the parts."""
        return {"parts": cleaned.get("parts") or []}

    def show(self, form: forms.BaseForm, problem: Problem) -> None:
        """Show a fault of a part at the part's own field."""
        way = problem.field.split(".", 3)
        widget = getattr(form.fields.get("parts"), "widget", None)
        if len(way) < 4 or widget is None or not widget.sent:  # parts.1.document.stem
            super().show(form, problem)
            return
        place = widget.shown[int(way[1])]
        part = widget.sent[place]
        form.add_error(
            "parts",
            _now("設問%(number)s：%(message)s")
            % {"number": place + 1, "message": problem.message},
        )
        if part.form.is_bound:
            part.form.family.show(part.form, Problem(way[3], problem.message))

    def place_of(self, problem: Problem) -> FaultPlace:
        """Show at the parts what is about them all."""
        place = super().place_of(problem)
        return FaultPlace("parts") if place.field == "parts" else place
