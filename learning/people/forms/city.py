"""The city's own words, numbers and choices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.city.models import City
from learning.people.city_plans import plan_choices

NONE_CHOSEN = ("", _("（選んでください）"))


class CityForm(forms.ModelForm):
    """All settings of the city but its free variables; an action stores them."""

    active_plan = forms.ChoiceField(
        label=_("使う計画"),
        help_text=_(
            "マイページと報告が使う計画です。計画のファイルを取り込むと、ここで選べます。"
        ),
    )

    class Meta:
        model = City
        fields = [
            "name",
            "active_plan",
            "people_word",
            "csirt_name",
            "csirt_extension",
            "helpdesk_extension",
            "dx_section",
            "policy_name",
            "suppression_threshold",
            "counts_dispatched",
            "acting_is_head",
            "save_grace_seconds",
            "leaver_share_to_confirm",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = plan_choices()
        field = self.fields["active_plan"]
        field.choices = [NONE_CHOSEN, *plans]  # type: ignore[attr-defined]
        # A city may set its words before its plan is loaded.
        field.required = bool(plans)
