"""The site's root page."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.url_routing import RouteResult


class HomePage(Page):
    """The root of the page tree; sends a signed-in person to their own page."""

    max_count = 1
    subpage_types = ["courses.CataloguePage"]

    class Meta:
        verbose_name = _("サイトの入口")
        verbose_name_plural = verbose_name

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page by its whole path at once; Wagtail asks level by level."""
        url_path = "/".join([self.url_path.rstrip("/"), *path_components, ""])
        found = Page.objects.live().filter(url_path=url_path)
        kind = found.values_list("content_type_id", flat=True).first()
        model = ContentType.objects.get_for_id(kind).model_class() if kind else None
        if model is None:
            raise Http404
        return RouteResult(model._default_manager.get(url_path=url_path))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show no page of its own: the person's page, at /me/, is the front page."""
        return redirect("home:my_page")
