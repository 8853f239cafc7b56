"""The forms of an import's first two steps: the file, the columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from learning.people.forms.fields import DayField
from learning.people.models import RosterSource
from learning.people.roster.file_columns import Column, ColumnMapping, Convention
from learning.people.roster.values import Subject, meanings

MAX_BYTES = 50 * 1024 * 1024
CONVENTION_LABELS = {
    Convention.LAST_DAY: _("最後の日（その日までいる・ある）"),
    Convention.FIRST_DAY_WITHOUT: _("この日から無い（その前の日まで）"),
}


class FileForm(forms.Form):
    """Which file, as of which day."""

    file = forms.FileField(
        label=_("ファイル"),
        help_text=_(
            "CSV（Shift_JIS、UTF-8）、TSV、XLSX。1行目が見出しの表です（見出しのない表は、次の画面で列を選べます）。"
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    as_of = DayField(label=_("基準日"), help_text=_("この日の姿として比べます。"))
    correction = forms.BooleanField(
        label=_("過去の訂正（前回より古い基準日で取り込む）"), required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("ファイルが大きすぎます（上限 50 MB）。"))
        return file


class RosterFileForm(FileForm):
    """A roster: whose it is, and on what terms."""

    source = forms.ModelChoiceField(
        RosterSource.objects.none(),
        label=_("取込区分"),
        to_field_name="code",
        required=False,
        empty_label=_("選んでください"),
        help_text=_("この名簿の持ち主。退職はこの区分の中だけで判断します。"),
    )
    new_source = forms.CharField(
        label=_("新しい取込区分の名前"),
        max_length=40,
        required=False,
        help_text=_("初めての名簿のときだけ。例：市長部局、会計年度、消防"),
    )
    partial = forms.BooleanField(
        label=_("一部の職員だけの名簿（載っていない人を退職にしない）"), required=False
    )

    def __init__(
        self, *args: Any, sources: QuerySet[RosterSource], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["source"]
        field.queryset = sources
        self.order_fields(["source", "new_source", "file", "as_of", "partial"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("source")) == bool(cleaned.get("new_source")):
            self.add_error(
                "source",
                _("取込区分を選ぶか、新しい名前を入れるか、どちらか一つです。"),
            )
        return cleaned


class ColumnsForm(forms.Form):
    """Which heading of the file is which column, and what its end dates mean."""

    def __init__(
        self,
        *args: Any,
        columns: Sequence[Column],
        header: Sequence[str],
        mapping: ColumnMapping,
        samples: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        headings = [(h, h) for h in dict.fromkeys(header) if h]
        for column in columns:
            position = mapping.positions.get(column.code)
            sample = samples.get(position, "") if position is not None else ""
            self.fields[column.code] = forms.ChoiceField(
                label=column.label,
                choices=[("", _("（使わない）")), *headings],
                initial=header[position] if position is not None else "",
                required=column.is_needed,
                help_text=format_html(str(_("例：{}")), sample) if sample else "",
            )
            if column.ends:
                self.fields[f"{column.code}_means"] = forms.ChoiceField(
                    label=_("「%s」の日付の意味") % column.label,
                    choices=[(c.value, CONVENTION_LABELS[c]) for c in Convention],
                    initial=mapping.convention(column.code).value,
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for name, heading in list(cleaned.items()):
            if not heading or name.endswith("_means"):
                continue
            if heading in taken:
                label = self.fields[taken[heading]].label
                text = _("見出し「%(heading)s」は「%(label)s」に選んでいます。")
                self.add_error(name, text % {"heading": heading, "label": label})
            taken[heading] = name
        return cleaned

    def chosen(self, columns: Sequence[Column]) -> dict[str, dict[str, str]]:
        """Column code → heading, and column code → convention."""
        data = self.cleaned_data
        return {
            "columns": {c.code: data[c.code] for c in columns},
            "conventions": {c.code: data[f"{c.code}_means"] for c in columns if c.ends},
        }


def meaning_choices(subject: str) -> list[tuple[str, str]]:
    """What a word may be chosen to mean."""
    return list(meanings(Subject(subject)).items())
