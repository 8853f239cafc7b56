"""The site's root page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class HomePage(Page):
    """The root of the page tree; sends a signed-in person to their own page."""

    max_count = 1
    subpage_types = ["courses.CataloguePage"]

    class Meta:
        verbose_name = _("サイトの入口")
        verbose_name_plural = verbose_name

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show no page of its own: the person's page, at /me/, is the front page."""
        return redirect("home:my_page")
