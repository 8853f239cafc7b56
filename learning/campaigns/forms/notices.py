"""What is told to people who have something left to do."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.campaigns.models import Cycle, Notice

LONGEST = Notice._meta.get_field("text").max_length


class NoticeForm(forms.Form):
    """The text, as people will read it, and whether to tell them twice in a day."""

    text = forms.CharField(
        label=gettext_lazy("お知らせの文"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "本人のマイページに、受講指定の名前・期限・あなたの名前と一緒に出ます。"
        ),
    )
    again = forms.BooleanField(
        label=gettext_lazy("この1日のうちに知らせた人にも、もう一度送る"),
        required=False,
    )

    def __init__(self, *args: Any, cycle: Cycle, today: date, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["text"].initial = default_text(cycle, today)


def default_text(cycle: Cycle, today: date) -> str:
    """What is usually told: what is left, until when, and where to go."""
    # Translators: a format of Django's date filter
    due = date_format(cycle.due_on, _("n月j日（D）"))
    values = {"title": cycle.requirement.title, "due": due}
    if cycle.due_on < today:
        text = _(
            "「%(title)s」の期限（%(due)s）を過ぎています。"
            "早めに受けてください。困っていることがあれば知らせてください。"
        )
    else:
        text = _(
            "「%(title)s」がまだ終わっていません。%(due)sまでに受けてください。"
            "途中まで終えた人は、続きから始められます。"
        )
    return text % values
