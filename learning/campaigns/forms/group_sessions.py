"""Who attended a session that was held for a group, and taking that back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from learning.campaigns.models import Cycle
from learning.people.forms.fields import DayField, DepartmentField
from learning.people.models import Department


class SessionPlaceForm(forms.Form):
    """Of which requirement and which unit the attendance is entered."""

    def __init__(
        self, *args: Any, cycles: Iterable[Cycle], departments: QuerySet[Department]
    ) -> None:
        super().__init__(*args)
        self.fields["requirement"] = forms.ChoiceField(
            label=_("受講指定"),
            choices=[(c.requirement.code, f"{c.requirement}（{c}）") for c in cycles],
        )
        self.fields["department"] = DepartmentField(
            departments,
            label=_("所属（その下も含む）"),
            required=False,
            empty_label=_("すべて"),
        )


class AttendanceForm(forms.Form):
    """What was held, and when; the people are ticked in the list below."""

    title = forms.CharField(
        label=_("研修の名前"),
        max_length=120,
        help_text=_("本人の記録に、この名前で残ります。"),
    )
    held_on = DayField(label=_("行った日"))


class WithdrawalForm(forms.Form):
    """Why attendances are taken back."""

    reason = forms.CharField(
        label=_("取り消す理由"),
        max_length=200,
        help_text=_("出席は消えず、取り消したことと理由が残ります。"),
    )
