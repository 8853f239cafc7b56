"""Labels of Wagtail's forms that no catalogue reaches: it names them by their fields."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers, workflows

LABELS: dict[str, Promise] = {
    "body": _("本文"),
    "content_types": _("ページのほかに承認するもの"),
    "email_address": _("メールアドレス"),
    "link_text": _("リンクの文字"),
    "page": _("ページ"),
    "phone_number": _("電話番号"),
    "subject": _("件名"),
    "url": _("アドレス"),
}
FORMS: tuple[Any, ...] = (
    choosers.AnchorLinkChooserForm,
    choosers.EmailLinkChooserForm,
    choosers.ExternalLinkChooserForm,
    choosers.PhoneLinkChooserForm,
    workflows.WorkflowContentTypeForm,
    workflows.WorkflowPageForm,
)


def name_fields() -> None:
    """Give each field that has no label of its own the word for it."""
    for form in FORMS:
        for name, field in form.base_fields.items():
            if not field.label and name in LABELS:
                field.label = LABELS[name]
