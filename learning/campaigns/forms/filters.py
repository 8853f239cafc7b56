"""What 受講状況 can be narrowed by; everything is in the address, in words."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from learning.campaigns.models import Requirement
from learning.campaigns.words import LABELS
from learning.people.forms.fields import DayField, DepartmentField
from learning.people.models import Department, EmploymentType


class StandingFilter(forms.Form):
    """Words, unit, employment type, requirement, standing and day."""

    q = forms.CharField(label=_("氏名・職員番号"), required=False, max_length=100)
    type = forms.ModelChoiceField(
        EmploymentType.objects.all(),
        to_field_name="code",
        label=_("任用形態"),
        required=False,
        empty_label=_("すべて"),
    )
    requirement = forms.ModelChoiceField(
        Requirement.objects.filter(withdrawn_at=None).order_by("-created_at"),
        to_field_name="code",
        label=_("受講指定"),
        required=False,
        empty_label=_("すべて"),
    )
    standing = forms.ChoiceField(
        label=_("状態"),
        choices=[
            ("", _("すべて")),
            *((each.value, label) for each, label in LABELS.items()),
        ],
        required=False,
    )
    on = DayField(label=_("基準日"), required=False)

    def __init__(self, *args: Any, departments: QuerySet[Department]) -> None:
        super().__init__(*args)
        self.fields["department"] = DepartmentField(
            departments, label=_("所属"), required=False, empty_label=_("すべて")
        )
        self.order_fields(["department", "type", "requirement", "standing", "on", "q"])
