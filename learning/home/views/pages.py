"""The page of the tree at an address, found in two queries whatever its depth."""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, Subquery
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from learning.composed import Composed, composed


def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Show the live page at ``path``; Wagtail, told where it is, does all the rest.

    By itself Wagtail reads the site, its root and the tree level by level. This
    installation is one site in one language.
    """
    request._wagtail_route_for_request = RouteResult(_page_at(path))  # type: ignore[attr-defined]
    return serve(request, path)


def _page_at(path: str) -> Page:
    for pk, content_type_id in _live_at(path):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        found = _by_key(model)(pk) if model is not None else []
        if found:
            return found[0]
    raise Http404


@composed(str)
def _live_at(path: str) -> QuerySet:
    root = Site.objects.filter(is_default_site=True).values("root_page__url_path")
    live = Page.objects.live().filter(url_path=Concat(Subquery(root), path))
    return live.values_list("pk", "content_type_id")


@cache
def _by_key(model: type[Page]) -> Composed:
    return composed(int)(lambda pk: model._default_manager.filter(pk=pk))
