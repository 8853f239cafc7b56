"""One page of a long list, as people/list.html shows it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict


def page_of(rows: QuerySet[Any], request: HttpRequest, *, size: int) -> dict[str, Any]:
    """The asked page, the numbers of its neighbours and the rest of the address."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return {
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "query": without_page(request.GET),
    }


def without_page(query: QueryDict) -> str:
    """What was asked for in an address, whichever page of it."""
    rest = query.copy()
    rest.pop("page", None)
    return rest.urlencode()
