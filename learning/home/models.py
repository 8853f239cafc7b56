"""The site's root page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page


class HomePage(Page):
    """The root of the page tree; sends a signed-in person to their own page."""

    max_count = 1
    subpage_types = ["courses.CataloguePage"]

    def serve(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Show no page of its own: the person's page, at /, is the front page."""
        return redirect("home:my_page")
