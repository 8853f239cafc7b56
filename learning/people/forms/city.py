"""The city's own words, numbers and choices."""

from django import forms

from learning.city.models import City


class CityForm(forms.ModelForm):
    """All settings of the city but its free variables; an action stores them."""

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
