"""The form of a quiz: marks, limits and its sections; saving is an action."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from learning.objectives.codes import validate_code
from learning.objectives.models import Objective
from quizzes.actions.quizzes import unknown_objectives
from quizzes.definitions import QuizDefinition, SectionDefinition
from quizzes.exam_bank import exam_of
from quizzes.rows_field import RowsField

MOST_SECTIONS = 8


class QuizForm(WagtailAdminModelForm):
    """Makes a definition of its fields and shows the definition's own faults."""

    sections = RowsField(
        label=_("区分"),
        row_label=_("区分"),
        row_count=MOST_SECTIONS,
        parts={
            "code": forms.CharField(
                label=_("コード"), max_length=60, validators=[validate_code]
            ),
            "title": forms.CharField(label=_("名前"), max_length=120),
            "count": forms.IntegerField(label=_("出す問題の数"), min_value=1),
            "floor": forms.DecimalField(
                label=_("必要な割合（0〜1、なければ空）"),
                min_value=0,
                max_value=1,
                decimal_places=3,
                required=False,
            ),
            "objectives": forms.MultipleChoiceField(
                label=_("学習目標（ここから出す）"),
                choices=lambda: Objective.objects.values_list("code", "title"),
                widget=forms.SelectMultiple(attrs={"size": 6}),
            ),
        },
        help_text=_(
            "使わない区分は空のままにしてください。一つの学習目標は、一つの区分だけに"
            "入れられます。"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        self.fields["code"].disabled = True
        rows = self.instance.sections.order_by("order").prefetch_related("objectives")
        self.initial["sections"] = [
            {
                "code": section.code,
                "title": section.title,
                "count": section.count,
                "floor": section.floor or None,
                "objectives": [each.code for each in section.objectives.all()],
            }
            for section in rows
        ]

    def clean(self) -> dict[str, Any]:
        """Check the definition as a whole."""
        cleaned = super().clean() or {}
        if self.instance.pk and exam_of(self.instance) is not None:
            self.add_error(
                None,
                _(
                    "模擬試験の出題と時間は、出題構成のファイルで決まります。ここでは"
                    "変えられません。使用をやめることはできます。"
                ),
            )
        if not self.errors:
            definition = self.definition(cleaned)
            problems = definition.problems()
            for problem in problems + unknown_objectives(definition):
                self.add_error("sections", problem)
        return cleaned

    def definition(self, cleaned: dict[str, Any] | None = None) -> QuizDefinition:
        """Return the definition that the form describes; only for clean fields."""
        cleaned = self.cleaned_data if cleaned is None else cleaned
        names = (
            "code",
            "title",
            "wording",
            "time_limit_minutes",
            "attempts_allowed",
            "pass_mark",
            "shuffle_options",
            "asks_confidence",
            "feedback",
        )
        return QuizDefinition(
            **{name: cleaned[name] for name in names},
            sections=tuple(
                SectionDefinition(
                    code=row["code"],
                    title=row["title"],
                    count=row["count"],
                    floor=row["floor"] or Decimal(0),
                    objectives=tuple(row["objectives"]),
                )
                for row in cleaned["sections"]
            ),
        )
