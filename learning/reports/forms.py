"""What a report can be asked for; everything is in the address."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.literacy.models import Plan
from learning.people.forms.fields import DayField
from learning.reports.ground import Question
from learning.reports.organisation import Level, Organisation

LEVELS = [
    (Level.BUREAU.value, _("部局まで")),
    (Level.SECTION.value, _("課まで")),
    (Level.UNIT.value, _("係まで")),
]
ORGANISATIONS = [
    (Organisation.THEN.value, _("当時の組織")),
    (Organisation.NOW.value, _("現在の組織")),
]


class QuestionForm(forms.Form):
    """Day, organisation, level and plan; what is left out has its usual value.

    Where there is no plan at all the form is never valid.
    """

    as_of = DayField(label=_("基準日"), required=False)
    organisation = forms.ChoiceField(
        label=_("組織"), choices=ORGANISATIONS, required=False
    )
    level = forms.ChoiceField(label=_("細かさ"), choices=LEVELS, required=False)
    terms = forms.BooleanField(required=False, widget=forms.HiddenInput())
    plan = forms.ModelChoiceField(
        Plan.objects.order_by("code"),
        label=_("計画"),
        to_field_name="code",
        empty_label=None,
    )

    def __init__(
        self, asked: Any, *, plan: Plan | None, today: date, level: Level
    ) -> None:
        self.usual = {
            "as_of": today.isoformat(),
            "organisation": Organisation.THEN.value,
            "level": level.value,
            "plan": plan.code if plan else "",
        }
        given = {name: asked.get(name) or usual for name, usual in self.usual.items()}
        super().__init__({**given, "terms": asked.get("terms", "")})
        self.today = today
        if plan is not None and not Plan.objects.exclude(pk=plan.pk).exists():
            # one plan is no choice
            self.fields["plan"].widget = forms.HiddenInput()

    def question(self) -> Question:
        """The question of a valid form."""
        asked = self.cleaned_data
        return Question(
            plan=asked["plan"],
            as_of=asked["as_of"],
            today=self.today,
            level=Level(asked["level"]),
            organisation=Organisation(asked["organisation"]),
            with_terms=asked["terms"],
        )
