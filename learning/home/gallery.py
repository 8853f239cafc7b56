"""Invented sample data for the page that shows every component; reads no database."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from learning.people.models import User


class SampleForm(forms.Form):
    """One field of each kind, to see how Django's fields come out."""

    name = forms.CharField(
        label=_("氏名"), help_text=_("姓と名の間に空白を入れてください。")
    )
    department = forms.ChoiceField(
        label=_("所属"),
        choices=[("", _("選んでください")), ("1", _("総務部 総務課")), ("2", "市民課")],
    )
    due_on = forms.DateField(
        label=_("期限"), widget=forms.DateInput(attrs={"type": "date"})
    )
    confidence = forms.ChoiceField(
        label=_("自信"),
        choices=[("3", _("高")), ("2", _("中")), ("1", _("低"))],
        widget=forms.RadioSelect,
    )
    tiers = forms.MultipleChoiceField(
        label=_("学ぶコース"),
        choices=[("L1", _("セキュリティを守る")), ("L2", _("業務を整理・発注する"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label=_("備考"), widget=forms.Textarea, required=False)
    roster = forms.FileField(
        label=_("職員名簿"), help_text=_("CSV（UTF-8、Shift_JIS）または Excel。")
    )
    agreed = forms.BooleanField(label=_("内容を確かめました"))


def samples() -> dict[str, Any]:
    """Return everything the gallery's template shows, by the name it uses."""
    page = Paginator(range(1, 251), 20).page(6)
    return {
        "form": SampleForm(),
        "wrong_form": SampleForm(
            {"department": "1", "due_on": "2026-02-30"}, auto_id="wrong_%s"
        ),
        "breadcrumb": [
            {"url": "/", "label": _("マイページ")},
            {"url": "#breadcrumb", "label": _("コース")},
            {"url": "", "label": _("部品の一覧")},
        ],
        "meanings": ["info", "success", "warning", "error"],
        "step_names": [_("ファイル"), _("列の対応"), _("確認"), _("反映")],
        "tabs": [
            {"url": "#tabs", "label": _("受講中"), "current": True},
            {"url": "#tabs", "label": _("終わったもの"), "current": False},
        ],
        "page": page,
        "page_range": page.paginator.get_elided_page_range(6),
        "details": [
            {"term": _("所属"), "text": _("市民課")},
            {"term": _("有効期限"), "text": "R9.3.31"},
            {"term": _("根拠"), "text": _("理解度確認テスト 合格"), "url": "#details"},
        ],
        "options": [
            {"value": "1", "label": _("すべて"), "selected": False},
            {"value": "2", "label": _("受講中"), "selected": True},
        ],
        "strip": _strip(),
        "answers": [
            {"value": "a", "label": _("送信元のアドレスを確かめる"), "checked": True},
            {"value": "b", "label": _("すぐに開いて内容を見る")},
            {"value": "c", "label": _("ウイルス対策ソフトを止める")},
        ],
        **_table(),
        "state_rows": _state_rows(),
    }


def may_see_gallery(user: User | AnonymousUser) -> bool:
    """Whether the person works in the back office."""
    return user.is_staff or user.has_perm("wagtailadmin.access_admin")


def _strip() -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "url": "#number-strip",
            "answered": number < 4,
            "flagged": number == 3,
            "current": number == 4,
        }
        for number in range(1, 21)
    ]


def _table() -> dict[str, Any]:
    units = [
        (_("総務部"), 412, 356),
        (_("市民部"), 1204, 980),
        (_("消防本部"), 288, 95),
    ]
    return {
        "columns": [
            {"label": _("部局")},
            {"label": _("対象"), "number": True},
            {"label": _("完了"), "number": True},
        ],
        "rows": [
            [
                {"text": name},
                {"text": f"{audience:,}", "number": True},
                {"text": f"{done:,}", "number": True, "url": "#table"},
            ]
            for name, audience, done in units
        ],
        "total": [{"text": _("計")}, {"text": "1,904"}, {"text": "1,431"}],
    }


def _state_rows() -> list[dict[str, Any]]:
    full = {"numerator": 2431, "denominator": 2904, "share": 0.8371, "target": 0.9}
    low = {"numerator": 12, "denominator": 640, "share": 0.01875, "target": 0.25}
    return [
        {
            "name": _("安全に仕事ができている"),
            "cells": [full, low, {"suppressed": "primary"}],
        },
        {
            "name": _("手続がどこからでもできる"),
            "cells": [low, {"suppressed": "complementary"}, {"outside": True}],
        },
    ]
