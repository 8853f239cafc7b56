"""The form by which HR or security asks people to do something by a day."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from learning.campaigns.actions.requirements import RequirementDefinition
from learning.campaigns.models import Requirement
from learning.people.forms.fields import DayField, DepartmentField
from learning.people.models import Department, EmploymentType
from quizzes.models import Quiz

SubjectKind = Requirement.SubjectKind


class RequirementForm(forms.Form):
    """What is asked of whom by when. The audience is shown before anything is saved."""

    subject = forms.ChoiceField(label=_("受けてもらうもの"))
    title = forms.CharField(
        label=_("受講指定の名前"),
        max_length=120,
        help_text=_("職員の画面に出ます。例: 情報セキュリティ研修 令和8年度"),
    )
    employment_types = forms.ModelMultipleChoiceField(
        EmploymentType.objects.all(),
        label=_("任用形態"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("選ばなければ、市が「全職員」に含めている形態のすべてです。"),
    )
    opens_on = DayField(label=_("始まる日"))
    due_on = DayField(label=_("期限（その日まで）"))
    counts_earlier = forms.BooleanField(
        label=_("始まる日より前に終えた人は、済みとする"),
        required=False,
        help_text=_(
            "コースは、内容の重要な変更がなければ一度終えればよいため、ふつうは選びます。"
            "毎年度のテストでは選びません。"
        ),
    )

    def __init__(
        self, *args: Any, departments: QuerySet[Department], whole_city: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["subject"].choices = _subjects()  # type: ignore[attr-defined]
        self.fields["department"] = DepartmentField(
            departments,
            label=_("所属（その下も含む）"),
            required=not whole_city,
            empty_label=_("全庁") if whole_city else _("選んでください"),
        )
        self.order_fields(["subject", "title", "department", "employment_types"])

    def clean(self) -> dict[str, Any]:
        """The due day lies on or after the opening."""
        cleaned = super().clean() or {}
        opens_on, due_on = cleaned.get("opens_on"), cleaned.get("due_on")
        if opens_on and due_on and due_on < opens_on:
            self.add_error("due_on", _("期限が始まる日より前です。"))
        return cleaned

    def definition(self) -> RequirementDefinition:
        """The cleaned input as the action takes it."""
        cleaned = self.cleaned_data
        kind, code = cleaned["subject"].split(":", 1)
        return RequirementDefinition(
            title=cleaned["title"],
            subject_kind=kind,
            subject_code=code,
            opens_on=cleaned["opens_on"],
            due_on=cleaned["due_on"],
            department=cleaned["department"],
            employment_types=tuple(cleaned["employment_types"]),
            counts_from=None if cleaned["counts_earlier"] else cleaned["opens_on"],
        )


class ExemptionForm(forms.Form):
    """Why a person is exempt."""

    reason = forms.CharField(
        label=_("免除の理由"),
        max_length=200,
        help_text=_("承認した人として、あなたの名前と一緒に残ります。"),
    )


class ExtensionForm(forms.Form):
    """Until when a person has now."""

    due_on = DayField(label=_("新しい期限（その日まで）"))


def _subjects() -> list[tuple[str, Any]]:
    courses = CoursePage.objects.live().order_by("path").values_list("code", "title")
    quizzes = Quiz.objects.filter(retired_on=None).values_list("code", "title")
    return [
        ("", str(_("選んでください"))),
        (
            str(_("コース")),
            [(f"{SubjectKind.COURSE}:{c}", title) for c, title in courses],
        ),
        (
            str(_("テスト")),
            [(f"{SubjectKind.QUIZ}:{c}", title) for c, title in quizzes],
        ),
    ]
