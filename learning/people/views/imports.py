"""Imports of organisation and rosters in four steps: file → columns → check → apply.

A file waits as a staged upload that only its uploader opens; it is deleted when it is
applied or given up. Nothing is written before a person has seen the difference.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from learning.city.models import StagedUpload
from learning.people.actions import uploads
from learning.people.actions.imports import ImportRefused
from learning.people.actions.uploads import UploadGone
from learning.people.forms.imports import (
    MAX_BYTES,
    ColumnsForm,
    FileForm,
    RosterFileForm,
)
from learning.people.import_check import check_page, decisions
from learning.people.import_session import ORGANISATION, ROSTER, ImportSession
from learning.people.imports_as_text import changes_table
from learning.people.permissions import Permission, needs
from learning.people.preview import open_file
from learning.people.today import today
from learning.people.views.import_history import import_scope, sources_of, steps
from learning.tabular.errors import TableError, to_table
from learning.tabular.writing import to_csv

FORM_BYTES = 1024 * 1024
"""More than the other fields of a form need."""
MOST_POURED = 1024 * 1024 * 1024
KINDS = {"roster": ROSTER, "organisation": ORGANISATION}


def _gone_leads_back(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A file that is no more, as in another tab, leads to the record of imports."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except UploadGone:
            messages.warning(
                request,
                _(
                    "このファイルはもうありません（反映済みか、別のファイルを選んだため）。"
                )
                + _("下の記録を確かめ、まだのときはファイルを選び直してください。"),
            )
            return redirect("people:imports")

    return wrapped


def _session(request: HttpRequest, public_id: UUID) -> ImportSession:
    """The staged file of this person, or UploadGone; 404 for anybody else."""
    upload = StagedUpload.objects.filter(public_id=public_id).first()
    if upload is None:
        raise UploadGone
    is_own = upload.uploaded_by_id == str(request.user.pk)
    if not is_own or upload.kind not in KINDS.values():
        raise Http404
    session = ImportSession(upload)
    allowed = import_scope(request).is_whole_city
    if (
        not allowed
        and not sources_of(request).filter(code=session.source_code).exists()
    ):
        raise PermissionDenied
    return session


@csrf_exempt
def import_new(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Step 1. Refuses what is much too large by its announced size, before reading it.

    The token stands in the body; nothing is done without it but saying no.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES + FORM_BYTES:
        _pour_away(request)
        messages.error(
            request,
            _("ファイルが大きすぎます（上限 50 MB）。何も受け取っていません。")
            + _("要らない列や行を削るか、分けて取り込んでください。"),
        )
        return redirect("people:import_new", kind)
    return _import_new(request, kind)


def _pour_away(request: HttpRequest) -> None:
    """Read what a browser still sends, or it never looks at the answer."""
    left = MOST_POURED
    while left > 0 and (part := request.read(FORM_BYTES)):
        left -= len(part)


@csrf_protect
@never_cache
@require_http_methods(["GET", "POST"])
@needs(Permission.IMPORT_PEOPLE)
def _import_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Receive a file. One with My Numbers is refused and not kept."""
    scope = import_scope(request)
    if kind not in KINDS:
        raise Http404
    if kind == "organisation" and not scope.is_whole_city:
        raise PermissionDenied
    form = _file_form(request, kind)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            open_file(content, file.name)
        except TableError as error:
            form.add_error("file", f"{error.what}{error.mend}")
        else:
            if form.cleaned_data.get("new_source") and not scope.is_whole_city:
                raise PermissionDenied
            upload = uploads.stage(
                kind=KINDS[kind],
                name=file.name,
                content=content,
                state=_terms(form.cleaned_data),
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
            return redirect("people:import_columns", upload.public_id)
    context = {"form": form, "kind": kind, **steps(1)}
    return render(request, "people/imports/file.html", context)


def _file_form(request: HttpRequest, kind: str) -> FileForm:
    data = request.POST or None
    files = request.FILES or None
    initial = {"as_of": today()}
    if kind == "organisation":
        return FileForm(data, files, initial=initial)
    sources = sources_of(request)
    return RosterFileForm(data, files, initial=initial, sources=sources)


def _terms(data: dict[str, Any]) -> dict[str, Any]:
    source = data.get("source")
    return {
        "as_of": data["as_of"].isoformat(),
        "source": source.code if source else data.get("new_source", ""),
        "partial": data.get("partial", False),
        "correction": data.get("correction", False),
    }


@never_cache
@require_http_methods(["GET", "POST"])
@needs(Permission.IMPORT_PEOPLE)
@_gone_leads_back
def import_columns(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Step 2: which heading is which column."""
    session = _session(request, public_id)
    if "no_header" in request.POST:
        state = {"no_header": request.POST["no_header"] == "1"}
        again = {**state, "columns": None, "conventions": None}
        uploads.decide(upload=session.upload, state=again)
        return redirect("people:import_columns", public_id)
    form = ColumnsForm(
        request.POST or None,
        columns=session.columns,
        header=session.table.header,
        mapping=session.mapping(),
        samples=session.samples(),
    )
    if request.method == "POST" and form.is_valid():
        uploads.decide(upload=session.upload, state=form.chosen(session.columns))
        return redirect("people:import_check", public_id)
    context = {"form": form, "session": session, **steps(2)}
    return render(request, "people/imports/columns.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@needs(Permission.IMPORT_PEOPLE)
@_gone_leads_back
def import_check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Step 3: the difference; ticks and answers are kept and it is computed again."""
    session = _session(request, public_id)
    if request.method == "POST":
        uploads.decide(upload=session.upload, state=decisions(request.POST, session))
        return redirect("people:import_check", public_id)
    context = {**check_page(session), "session": session, **steps(3)}
    return render(request, "people/imports/check.html", context)


@never_cache
@require_POST
@needs(Permission.IMPORT_PEOPLE)
@_gone_leads_back
def import_apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Step 4: apply, if nothing changed since the check; else show the check again."""
    session = _session(request, public_id)
    typed = request.POST.get("confirmed", "")
    try:
        record = session.apply(
            base=request.POST.get("base", ""),
            confirmed=int(typed[:9]) if typed.isascii() and typed.isdigit() else None,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except ImportRefused as error:
        _session(request, public_id)  # gone if the button was pressed twice
        messages.error(request, str(error))
        return redirect("people:import_check", public_id)
    except DatabaseError:
        messages.error(
            request,
            _("データベースが書込みを断りました。何も反映していません。")
            + _("番号や本務の重なりがないかを確かめてください。"),
        )
        return redirect("people:import_check", public_id)
    messages.success(request, _("反映しました。ファイルは削除しました。"))
    return redirect("people:import_done", record.pk)


@require_POST
@needs(Permission.IMPORT_PEOPLE)
@_gone_leads_back
def import_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a file up; it is deleted."""
    uploads.discard(upload=_session(request, public_id).upload)
    messages.success(request, _("取込みをやめました。ファイルは削除しました。"))
    return redirect("people:imports")


@never_cache
@require_safe
@needs(Permission.IMPORT_PEOPLE)
@_gone_leads_back
def import_table(request: HttpRequest, public_id: UUID, what: str) -> HttpResponse:
    """The errors and warnings, or every change, as CSV for Excel."""
    changes = _session(request, public_id).changes
    if what == "errors":
        table = to_table([*changes.errors, *changes.warnings])
    elif what == "changes":
        table = changes_table(changes)
    else:
        raise Http404
    content, _losses = to_csv(table)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{what}.csv"'
    return response
