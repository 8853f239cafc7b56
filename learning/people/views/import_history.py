"""What was imported, what came of it, and taking it back after a page that says what."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.people.actions.imports import ImportRefused
from learning.people.actions.undo import undo
from learning.people.imports_as_text import counts_of
from learning.people.models import RosterImport, RosterSource
from learning.people.permissions import Permission, Scope, needs, scope_of
from learning.people.stored import base_token
from learning.people.today import today
from learning.people.undoing import undoing_of

STEPS = ("ファイル", "列の対応", "確認", "反映")
PER_PAGE = 30


def import_scope(request: HttpRequest) -> Scope:
    """Whose files this person may import."""
    return scope_of(request.user, Permission.IMPORT_PEOPLE, today=today())


def sources_of(request: HttpRequest) -> QuerySet[RosterSource]:
    """The sources that this person may import."""
    scope = import_scope(request)
    sources = RosterSource.objects.all()
    if scope.is_whole_city:
        return sources
    return sources.filter(authority__in=scope.authorities)


def steps(current: int) -> dict[str, Any]:
    """The four steps with the one that this page is."""
    return {"steps": [_(name) for name in STEPS], "step": current}


def _visible(request: HttpRequest) -> QuerySet[RosterImport]:
    rows = RosterImport.objects.select_related("source")
    if import_scope(request).is_whole_city:
        return rows
    return rows.filter(source__in=sources_of(request))


@require_safe
@needs(Permission.IMPORT_PEOPLE)
def imports(request: HttpRequest) -> HttpResponse:
    """What was imported, when, by whom; where the next one begins."""
    page = Paginator(_visible(request), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "may_organise": import_scope(request).is_whole_city,
    }
    return render(request, "people/imports/list.html", context)


@require_safe
@needs(Permission.IMPORT_PEOPLE)
def import_done(request: HttpRequest, number: int) -> HttpResponse:
    """What an import did; where it is taken back."""
    record = get_object_or_404(_visible(request), pk=number)
    context = {"record": record, "counts": counts_of(record), **steps(4)}
    return render(request, "people/imports/done.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@needs(Permission.IMPORT_PEOPLE)
def import_undo(request: HttpRequest, number: int) -> HttpResponse:
    """Say what taking an import back does and what stands in its way; then do it.

    What is confirmed is what was shown: if anything changed since, it is shown again.
    """
    record = get_object_or_404(_visible(request), pk=number)
    if record.undone_at is not None:
        messages.info(request, _("この取込みはすでに取り消されています。"))
        return redirect("people:import_done", number)
    base = base_token()
    if request.method == "POST":
        if request.POST.get("base") == base:
            return _undo(request, record)
        messages.warning(
            request,
            _("表示した後に情報が変わりました。まだ取り消していません。")
            + _("数を確かめてから、もう一度押してください。"),
        )
    context = {"record": record, "undoing": undoing_of(record), "base": base}
    return render(request, "people/imports/undo.html", context)


def _undo(request: HttpRequest, record: RosterImport) -> HttpResponse:
    try:
        undo(
            roster_import=record,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except ImportRefused as error:
        messages.error(request, str(error))
        return redirect("people:import_undo", record.pk)
    messages.success(request, _("取込みを取り消しました。"))
    return redirect("people:import_done", record.pk)
