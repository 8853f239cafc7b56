"""What can be changed on people's pages: codes, roles, departments, the own address."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from learning.people.accounts.identity import account_for
from learning.people.actions.grants import Place
from learning.people.forms.fields import DayField, DepartmentField, LastDayField
from learning.people.models import AppointingAuthority, Department, Role, User
from learning.people.permissions import Scope

WHOLE_CITY = "city"


class SlipsForm(forms.Form):
    """For whom slips are printed."""

    who = forms.ChoiceField(
        label=_("だれに"),
        choices=[
            ("new", _("まだパスワードを決めていない人")),
            ("joined", _("次の日以降に採用された人")),
            ("all", _("全員（いままでのパスワードも、新しいコードで決め直せます）")),
        ],
        widget=forms.RadioSelect,
        initial="new",
    )
    since = DayField(label=_("採用の日"), required=False)

    def __init__(self, *args: Any, departments: QuerySet[Department]) -> None:
        super().__init__(*args)
        self.fields["department"] = DepartmentField(
            departments, label=_("所属（下の組織も含む）")
        )
        self.order_fields(["department", "who", "since"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("who") == "joined" and not cleaned.get("since"):
            self.add_error("since", _("採用の日を入力してください。"))
        return cleaned


class GrantForm(forms.Form):
    """A role for somebody, somewhere, from a day."""

    account = forms.CharField(
        label=_("職員番号（または外部の利用者の名前）"), max_length=150
    )
    role = forms.ChoiceField(
        label=_("役割"),
        choices=[c for c in Role.choices if c[0] != Role.SECTION_HEAD],
    )
    starts_on = DayField(label=_("始まりの日"))
    ends_on = LastDayField(label=_("最後の日"), required=False)
    reason = forms.CharField(label=_("理由（辞令の番号など）"), max_length=200)

    def __init__(
        self,
        *args: Any,
        by: User,
        scope: Scope,
        departments: QuerySet[Department],
        today: date,
    ) -> None:
        super().__init__(*args)
        self.by, self.scope, self.today = by, scope, today
        self.fields["starts_on"].initial = today
        self.fields["department"] = DepartmentField(
            departments, label=_("範囲の所属（下の組織も含む）"), required=False
        )
        self.fields["authority"] = forms.ModelChoiceField(
            AppointingAuthority.objects.all(),
            to_field_name="code",
            label=_("または任命権者"),
            required=False,
            empty_label=_("選んでください"),
            help_text=_("所属も任命権者も選ばないと、全庁になります。"),
        )
        self.order_fields(["account", "role", "department", "authority"])

    def clean_account(self) -> User:
        """The account that is meant; never one's own."""
        user = account_for(self.cleaned_data["account"], today=self.today)
        if user is None:
            raise forms.ValidationError(
                _(
                    "この番号の利用者は、今日の時点でいません。番号を確かめるか、先に"
                    "はじめてのログインの紙を発行してください。"
                )
            )
        if user == self.by:
            raise forms.ValidationError(
                _("自分の役割は登録できません。ほかの担当者に頼んでください。")
            )
        return user

    def clean(self) -> dict[str, Any]:
        """The place must lie where the person may give roles."""
        cleaned = super().clean() or {}
        department, authority = cleaned.get("department"), cleaned.get("authority")
        if department and authority:
            self.add_error(
                "authority", _("所属と任命権者は、どちらか一つにしてください。")
            )
        cleaned["place"] = Place(department=department, authority=authority)
        if not department and not _may_give(self.scope, authority):
            self.add_error(
                "department",
                _("担当している範囲の所属か任命権者を選んでください。"),
            )
        return cleaned


def _may_give(scope: Scope, authority: AppointingAuthority | None) -> bool:
    if scope.is_whole_city:
        return True
    return authority is not None and authority.pk in scope.authorities


class RevokeForm(forms.Form):
    """The last day of a role, and why."""

    ends_on = LastDayField(label=_("最後の日"))
    reason = forms.CharField(label=_("理由"), max_length=200)


class EmailForm(forms.Form):
    """The personal address that may be used to sign in; empty takes it away."""

    personal_email = forms.EmailField(
        label=_("ログインに使えるメールアドレス"),
        required=False,
        help_text=_("職員番号の代わりに使えます。お知らせは送りません。"),
    )


class DepartmentForm(forms.Form):
    """A department that opens."""

    code = forms.CharField(label=_("所属コード"), max_length=40)
    name = forms.CharField(label=_("所属名"), max_length=120)
    short_name = forms.CharField(label=_("略称"), max_length=60, required=False)
    report_level = forms.ChoiceField(
        label=_("区分"), choices=Department.ReportLevel.choices
    )
    authority = forms.ModelChoiceField(
        AppointingAuthority.objects.all(),
        to_field_name="code",
        label=_("任命権者"),
        empty_label=_("選んでください"),
    )
    official_order = forms.IntegerField(label=_("建制順"), min_value=0)
    starts_on = DayField(label=_("始まりの日"))

    def __init__(self, *args: Any, departments: QuerySet[Department]) -> None:
        super().__init__(*args)
        self.fields["parent"] = DepartmentField(
            departments,
            label=_("上の所属"),
            required=False,
            empty_label=_("なし（いちばん上）"),
        )
        self.order_fields(["code", "name", "short_name", "parent"])


class CloseDepartmentForm(forms.Form):
    """The last day of a department."""

    ends_on = LastDayField(label=_("最後の日"))


class OrderForm(forms.Form):
    """Where a department stands among its siblings."""

    official_order = forms.IntegerField(label=_("建制順"), min_value=0)
