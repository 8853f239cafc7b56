"""計画: the page of the plan, and taking in a changed file after a preview."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from learning.city.models import StagedUpload
from learning.japanese.wareki import format_wareki_short
from learning.literacy.actions import staging
from learning.literacy.actions.plan_taking import planned_start, take_in, unchanged
from learning.literacy.current import active_plan
from learning.literacy.forms import PlanUploadForm
from learning.literacy.models import PlanRevision
from learning.literacy.plan_check import KINDS, unresolved
from learning.literacy.plan_document import PlanDocument
from learning.literacy.plan_file import MAX_BYTES, PlanFileError, read_plan
from learning.literacy.plan_page import plan_page
from learning.literacy.plan_preview import preview
from learning.literacy.plan_start import Wish
from learning.literacy.plan_toml import plan_to_toml
from learning.people.permissions import Permission, may, needs
from learning.people.today import today
from learning.people.visitors import signed_in_user

P = Permission


@require_safe
@needs(P.LEARN, P.EDIT_PLAN, P.SEE_FIGURES, P.AUDIT, P.ADMINISTER)
def plan(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The active plan as printed: the revision in force today, or the one asked for."""
    day = today()
    revision = _revision(number, day)
    is_editor = may(request.user, P.EDIT_PLAN)
    context = {
        "page": plan_page(revision, day) if revision else None,
        "revisions": revision.plan.revisions.order_by("-number") if revision else (),
        "may_edit": is_editor,
        "unresolved": [(KINDS[code.kind], code) for code in unresolved(revision)]
        if revision and is_editor
        else (),
    }
    return render(request, "literacy/plan.html", context)


@require_safe
@needs(P.EDIT_PLAN)
def plan_file(request: HttpRequest, number: int) -> HttpResponse:
    """One revision as a file, to be changed and taken in again."""
    revision = _revision(number, today())
    if revision is None:
        raise Http404
    content = plan_to_toml(revision.document)
    response = HttpResponse(content, content_type="application/toml; charset=utf-8")
    name = f"{revision.plan.code}-{revision.number}.toml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _revision(number: int | None, day: date) -> PlanRevision | None:
    """The asked revision or 404; the one in force, else the first that will be."""
    active = active_plan()
    if active is None:
        if number is not None:
            raise Http404
        return None
    if number is not None:
        return get_object_or_404(active.revisions, number=number)
    in_force = PlanRevision.objects.in_force(active, day)
    return in_force or active.revisions.order_by("effective_on", "number").first()


@require_http_methods(["GET", "POST"])
@needs(P.EDIT_PLAN)
def upload(request: HttpRequest) -> HttpResponse:
    """Receive a plan's file; a wrong one is told line by line and nothing is kept."""
    form = PlanUploadForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(MAX_BYTES + 1)
        try:
            read_plan(content)
        except PlanFileError as error:
            problems = [str(problem) for problem in error.problems]
        else:
            staged = staging.stage_plan(
                name=file.name,
                content=content,
                wish=form.wish(),
                by=signed_in_user(request),
                at=timezone.now(),
            )
            return redirect("literacy:preview", staged.public_id)
    return render(request, "literacy/upload.html", {"form": form, "problems": problems})


@require_safe
@needs(P.EDIT_PLAN)
def preview_upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the file would change: the text, and which figures move."""
    staged = _staged(request, public_id)
    document, wish = staging.read_staged(staged)
    start = planned_start(document, wish, today())
    context = {
        "staged": staged,
        "document": document,
        "start": start,
        "shown": preview(document, start, today()),
        "is_unchanged": unchanged(document, wish) is not None,
    }
    return render(request, "literacy/preview.html", context)


@require_POST
@needs(P.EDIT_PLAN)
def apply_upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take in the file that was previewed, or throw it away."""
    staged = _staged(request, public_id)
    if "discard" in request.POST:
        staging.discard(staged)
        messages.info(request, _("ファイルを捨てました。計画は変わっていません。"))
        return redirect("literacy:plan")
    document, wish = staging.read_staged(staged)
    start = planned_start(document, wish, today())
    if start.restates_from is not None and "restates" not in request.POST:
        text = _("過去の報告が変わることを確かめる欄が空です。まだ何も変えていません。")
        messages.warning(request, text)
        return redirect("literacy:preview", public_id)
    _take_in(request, staged, document, wish)
    return redirect("literacy:plan")


def _take_in(
    request: HttpRequest, staged: StagedUpload, document: PlanDocument, wish: Wish
) -> None:
    by, at = signed_in_user(request), timezone.now()
    taken = take_in(document=document, wish=wish, today=today(), by=by, at=at)
    staging.discard(staged)
    if taken.start is None:
        messages.info(request, _("同じ内容なので、何も変えていません。"))
        return
    values = {
        "revision": taken.revision,
        "day": format_wareki_short(taken.revision.effective_on),
        "changed": taken.changed.total,
    }
    text = _("%(revision)s を %(day)s から使います。到達の変更は %(changed)s 件です。")
    messages.success(request, text % values)


def _staged(request: HttpRequest, public_id: UUID) -> StagedUpload:
    """One's own upload of a plan, or 404."""
    return get_object_or_404(
        StagedUpload,
        public_id=public_id,
        kind=staging.KIND,
        uploaded_by_id=str(signed_in_user(request).pk),
    )
