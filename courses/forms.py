"""Forms of the back office for courses and lessons."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class ReviewedPageForm(WagtailAdminPageForm):
    """Asks 軽微／重要 anew for every change: it is never taken over from the last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "change" in self.fields:
            self.initial["change"] = ""
