"""One page of a long list, as people/list.html shows it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def page_of(rows: QuerySet[Any], request: HttpRequest, *, size: int) -> dict[str, Any]:
    """The asked page, the numbers of its neighbours and the rest of the address."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "query": query.urlencode(),
    }
