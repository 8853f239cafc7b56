"""What people's lists can be narrowed by; everything is in the address."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from learning.people.audit.sentences import KINDS, LOOKS
from learning.people.forms.fields import DayField, DepartmentField
from learning.people.models import Department, Role


class EmployeeFilter(forms.Form):
    """Words and a unit."""

    q = forms.CharField(
        label=_("氏名・フリガナ・職員番号"), required=False, max_length=100
    )

    def __init__(self, *args: Any, departments: QuerySet[Department]) -> None:
        super().__init__(*args)
        self.fields["department"] = DepartmentField(
            departments, label=_("所属"), required=False, empty_label=_("すべて")
        )


class DayFilter(forms.Form):
    """The day as of which something is shown."""

    on = DayField(label=_("基準日"), required=False)


class GrantFilter(forms.Form):
    """Which roles to show."""

    role = forms.ChoiceField(
        label=_("役割"), choices=[("", _("すべて")), *Role.choices], required=False
    )
    ended = forms.BooleanField(label=_("終わったものも見る"), required=False)


class LogFilter(forms.Form):
    """Which entries of the log to show."""

    since = DayField(label=_("この日から"), required=False)
    until = DayField(label=_("この日まで"), required=False)
    kind = forms.ChoiceField(
        label=_("種類"),
        choices=[
            ("", _("すべて")),
            LOOKS,
            *((code, words) for code, words, _beginnings in KINDS),
        ],
        required=False,
    )
    actor = forms.CharField(label=_("だれが"), required=False, max_length=200)
    subject = forms.CharField(
        label=_("だれ・何について"), required=False, max_length=200
    )
