"""Fields that several forms of people share."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from learning.people.models import Department


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LastDayField(DayField):
    """The last day on which something holds; cleans to the first day without."""

    def clean(self, value: Any) -> date | None:
        last = super().clean(value)
        return last + timedelta(days=1) if last else None


class DepartmentField(forms.ModelChoiceField):
    """A department in 建制順, set in by its depth."""

    def __init__(self, departments: QuerySet[Department], **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("選んでください"))
        super().__init__(departments, to_field_name="code", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return "　" * (obj.path.count("/") - 1) + obj.name
