"""受講状況: people × requirements on a page and as a file, from one reading."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.campaigns.matrix import Filters, rows_of, to_table
from learning.campaigns.standing_files import FORMATS, to_file
from learning.campaigns.views.asked import asked_for
from learning.log.actions.groups import write_about_people
from learning.people.paging import page_of
from learning.people.permissions import Permission, may, needs
from learning.people.visitors import signed_in_user

PAGE_SIZE = 50


@require_safe
@needs(Permission.ASSIGN, Permission.AUDIT)
def standing_list(request: HttpRequest) -> HttpResponse:
    """The matrix, a page at a time."""
    asked = asked_for(request, Permission.SEE_COMPLETION)
    paged = page_of(asked.postings(), request, size=PAGE_SIZE)
    rows = rows_of(paged["page"].object_list, asked.cycles, asked.filters.day)
    shown = [row.person.public_id for row in rows]
    _log(request, "standing.view", asked.filters, shown)
    context = {
        "form": asked.form,
        "day": asked.filters.day,
        "cycles": asked.cycles,
        "rows": rows,
        **paged,
        "formats": FORMATS,
        "may_assign": may(request.user, Permission.ASSIGN),
        "may_record": may(request.user, Permission.RECORD_ATTENDANCE),
    }
    return render(request, "campaigns/standing_list.html", context)


@require_safe
@needs(Permission.ASSIGN, Permission.AUDIT)
def export(request: HttpRequest, format: str) -> HttpResponse:  # noqa: A002
    """The same rows, all of them, as a file."""
    asked = asked_for(request, Permission.SEE_COMPLETION)
    postings, filters = asked.postings(), asked.filters
    table = to_table(postings, asked.cycles, filters.day)
    exported = list(postings.values_list("employee__public_id", flat=True))
    _log(request, "standing.export", filters, exported, format=format)
    return to_file(table, format, name=f"standing-{filters.day:%Y%m%d}")


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
