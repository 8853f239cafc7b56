"""Forms of literacy: shapes of input, no decisions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.literacy.actions.evidence import Recorded
from learning.literacy.models import Evidence, PlanRevision, Qualification
from learning.literacy.plan_start import Wish
from learning.literacy.toml_reading import EARLIEST
from learning.people.forms.fields import DayField, LastDayField

Kind = Evidence.Kind


class PlanUploadForm(forms.Form):
    """A plan's file and the day from which it is in force."""

    file = forms.FileField(
        label=_("計画のファイル（TOML）"),
        help_text=_("取り込む前に、何が変わるかを確かめられます。"),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )
    effective_on = DayField(
        label=_("効力の生じる日"),
        required=False,
        help_text=_(
            "空なら、ファイルに書かれた日です。その日が今の版の日より後でなければ、"
            "過去の報告を変えないように、今日から使います。"
        ),
    )
    is_correction = forms.BooleanField(
        label=_("訂正：ファイルに書かれた日から使い、過去の報告も直す"),
        required=False,
        help_text=_("今の版が初めから間違っていたときだけ選びます。証跡に残ります。"),
    )

    def clean(self) -> dict[str, Any]:
        """A correction is from the file's day; another day beside it says two things."""
        cleaned = super().clean() or {}
        day = cleaned.get("effective_on")
        if day is not None and day.year < EARLIEST:
            self.add_error("effective_on", _("日付を確かめてください。"))
        if cleaned.get("is_correction") and cleaned.get("effective_on"):
            self.add_error(
                "effective_on",
                _("日を選ぶか、訂正にするか、どちらか一つにしてください。"),
            )
        return cleaned

    def wish(self) -> Wish:
        """What was said beside the file."""
        return Wish(
            effective_on=self.cleaned_data["effective_on"],
            is_correction=self.cleaned_data["is_correction"],
        )


class EvidenceForm(forms.Form):
    """A qualification, an attended training or a past record of one person."""

    subject = forms.ChoiceField(label=_("何を"))
    on = DayField(label=_("いつ（合格した日・受けた日）"))
    valid_until = LastDayField(
        label=_("有効な最後の日"),
        required=False,
        help_text=_("証明書などに期限があるときだけ入れます。"),
    )
    note = forms.CharField(
        label=_("確かめたもの・認定の理由"),
        max_length=200,
        required=False,
        help_text=_("例: 合格証書の写しで確認。認定と受講では必ず書きます。"),
    )

    def __init__(self, *args: Any, revision: PlanRevision | None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["subject"].choices = _subjects(revision)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Recognising needs a reason."""
        cleaned = super().clean() or {}
        is_outside = cleaned.get("subject", "").startswith(Kind.QUALIFIED)
        if cleaned.get("subject") and not is_outside and not cleaned.get("note"):
            self.add_error(
                "note", _("認定・受講では、確かめたものか理由を書いてください。")
            )
        return cleaned

    def recorded(self) -> Recorded:
        """The cleaned input as the action takes it."""
        kind, code = self.cleaned_data["subject"].split(":", 1)
        return Recorded(
            kind=Kind(kind),
            subject_code=code,
            on=self.cleaned_data["on"],
            valid_until=self.cleaned_data["valid_until"],
            note=self.cleaned_data["note"],
        )


class WithdrawalForm(forms.Form):
    """Why evidence is withdrawn."""

    reason = forms.CharField(
        label=_("取り消す理由"),
        max_length=200,
        help_text=_("実績は消えず、取り消したことと理由が残ります。"),
    )


def _subjects(revision: PlanRevision | None) -> Iterable[Any]:
    qualifications = Qualification.objects.values_list("code", "name")
    named = revision.document.get("named_codes", ()) if revision else ()
    groups = (
        (_("資格"), Kind.QUALIFIED, list(qualifications)),
        (_("研修の受講"), Kind.ATTENDED, _of_kind(named, Kind.ATTENDED)),
        (_("過去の実績の認定"), Kind.RECOGNISED, _of_kind(named, Kind.RECOGNISED)),
    )
    return [
        ("", _("選んでください")),
        *(
            (label, [(f"{kind.value}:{code}", name) for code, name in choices])
            for label, kind, choices in groups
            if choices
        ),
    ]


def _of_kind(named: Iterable[dict[str, str]], kind: Kind) -> list[tuple[str, str]]:
    return [(n["code"], n["name"]) for n in named if n["kind"] == kind.value]
