"""What HR fills in for one person: an accommodation, an override, more minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.people.forms.fields import LastDayField
from learning.people.models import Employee
from learning.people.models.accommodation import LONGEST, SHORTEST
from quizzes.actions.overrides import NewOverride
from quizzes.models import Quiz

LONGEST_EXTENSION = 240
MOST_ATTEMPTS = 10


class MomentField(forms.DateTimeField):
    """A day and a time of this city's clocks."""

    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
    )


class AccommodationForm(forms.Form):
    """How much longer every time limit is, until when, and what was agreed."""

    time_factor = forms.DecimalField(
        label=_("制限時間の倍率"),
        min_value=SHORTEST,
        max_value=LONGEST,
        decimal_places=2,
        max_digits=3,
        initial="1.5",
        help_text=_("1.5 なら、60 分のテストが 90 分になります。"),
    )
    ends_on = LastDayField(
        label=_("最後の日"),
        required=False,
        help_text=_("空なら、変えるまで続きます。"),
    )
    note = forms.CharField(
        label=_("決めた内容"),
        max_length=200,
        required=False,
        help_text=_(
            "配慮を扱う人だけに見えます。病名や診断の内容は書かないでください。"
        ),
    )


class OverrideForm(forms.Form):
    """For which quiz, what is different, and why."""

    quiz = forms.ModelChoiceField(
        Quiz.objects.filter(retired_on=None),
        to_field_name="code",
        label=_("テスト"),
        empty_label=_("選んでください"),
    )
    extra_minutes = forms.IntegerField(
        label=_("追加する時間（分）"),
        min_value=0,
        max_value=LONGEST_EXTENSION,
        required=False,
    )
    extra_attempts = forms.IntegerField(
        label=_("追加する回数"), min_value=0, max_value=MOST_ATTEMPTS, required=False
    )
    opens_at = MomentField(label=_("この日時から受けられる"), required=False)
    closes_at = MomentField(label=_("この日時まで受けられる"), required=False)
    reason = forms.CharField(label=_("理由"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """Something is given, and a window doesn't end before it begins."""
        cleaned = super().clean() or {}
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("始まりより後の日時にしてください。"))
        names = ("extra_minutes", "extra_attempts", "opens_at", "closes_at")
        if not self.errors and not any(cleaned.get(name) for name in names):
            raise forms.ValidationError(
                _("時間、回数、日時のうち、少なくとも一つを入力してください。")
            )
        return cleaned

    def new_override(self, employee: Employee) -> NewOverride:
        """What is asked for, for this person."""
        chosen = self.cleaned_data
        return NewOverride(
            quiz=chosen["quiz"],
            employee=employee,
            extra_minutes=chosen["extra_minutes"] or 0,
            extra_attempts=chosen["extra_attempts"] or 0,
            opens_at=chosen["opens_at"],
            closes_at=chosen["closes_at"],
            reason=chosen["reason"],
        )


class ExtensionForm(forms.Form):
    """How many minutes are added to a running attempt, and why."""

    minutes = forms.IntegerField(
        label=_("延ばす時間（分）"), min_value=1, max_value=LONGEST_EXTENSION
    )
    reason = forms.CharField(label=_("理由"), max_length=200)
