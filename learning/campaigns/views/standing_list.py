"""受講状況: people × requirements on a page and as a file, from one reading."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.campaigns.forms.filters import StandingFilter
from learning.campaigns.matrix import Filters, people, rows_of, shown_cycles, to_table
from learning.campaigns.standing_files import FORMATS, to_file
from learning.log.actions.groups import write_about_people
from learning.people.models import Department
from learning.people.permissions import Permission, Scope, may, needs, scope_of
from learning.people.today import today
from learning.people.visitors import signed_in_user

PAGE_SIZE = 50


@require_safe
@needs(Permission.ASSIGN, Permission.AUDIT)
def standing_list(request: HttpRequest) -> HttpResponse:
    """The matrix, a page at a time."""
    day = today()
    scope = _scope(request, day)
    form = StandingFilter(request.GET, departments=_units(scope, day))
    filters = _filters(form, day)
    cycles = shown_cycles(filters)
    page = Paginator(people(scope, filters, cycles), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = rows_of(page.object_list, cycles, filters.day)
    _log(request, "standing.view", filters, [row.person.public_id for row in rows])
    context = {
        "form": form,
        "day": filters.day,
        "cycles": cycles,
        "rows": rows,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "query": _without_page(request.GET),
        "formats": FORMATS,
        "may_assign": may(request.user, Permission.ASSIGN),
    }
    return render(request, "campaigns/standing_list.html", context)


@require_safe
@needs(Permission.ASSIGN, Permission.AUDIT)
def export(request: HttpRequest, format: str) -> HttpResponse:  # noqa: A002
    """The same rows, all of them, as a file."""
    day = today()
    scope = _scope(request, day)
    form = StandingFilter(request.GET, departments=_units(scope, day))
    filters = _filters(form, day)
    cycles = shown_cycles(filters)
    postings = people(scope, filters, cycles)
    table = to_table(postings, cycles, filters.day)
    exported = list(postings.values_list("employee__public_id", flat=True))
    _log(request, "standing.export", filters, exported, format=format)
    return to_file(table, format, name=f"standing-{filters.day:%Y%m%d}")


def _scope(request: HttpRequest, day: date) -> Scope:
    return scope_of(request.user, Permission.SEE_COMPLETION, today=day)


def _units(scope: Scope, day: date) -> QuerySet[Department]:
    return scope.departments(Department.objects.current(day))


def _filters(form: StandingFilter, day: date) -> Filters:
    """What was asked for; what can't be read asks for nothing."""
    form.is_valid()
    asked = form.cleaned_data
    requirement = asked.get("requirement")
    return Filters(
        day=min(asked.get("on") or day, day),
        department=asked.get("department"),
        employment_type=asked.get("type"),
        standing=asked.get("standing", ""),
        requirement=requirement.code if requirement else "",
        words=asked.get("q", ""),
    )


def _without_page(query: QueryDict) -> str:
    query = query.copy()
    query.pop("page", None)
    return query.urlencode()


def _log(
    request: HttpRequest,
    action: str,
    filters: Filters,
    people: Collection[UUID],
    **more: str,
) -> None:
    department = filters.department
    detail = {
        "on": filters.day,
        "department": department.code if department else "",
        "requirement": filters.requirement,
        "standing": filters.standing,
        **more,
    }
    write_about_people(
        action,
        people=people,
        label=department.name if department else "",
        by=signed_in_user(request),
        at=timezone.now(),
        detail=detail,
    )
