"""The back office's pages for bringing items in and handing them out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from learning.city.models import StagedUpload
from learning.objectives.models import Objective
from learning.people.actions import uploads
from learning.people.permissions import Permission, SignedIn, needs
from quizzes.actions import exchange
from quizzes.exchange import FORMATS, FileBroken, detect, read_file
from quizzes.exchange.parcel import MOST_BYTES
from quizzes.incoming import Change, Plan, plan
from quizzes.models import Item, ItemType, Quiz
from quizzes.outgoing import filename_for, losses_to_json, write_items

AUTO = "auto"
# More would keep a worker of the site busy for too long; the command takes them.
MOST_ON_A_PAGE = 1000
STATUS_WORDS = {
    "taken": _("そのまま取り込む"),
    "approximated": _("一部を変えて取り込む"),
    "refused": _("取り込めない"),
}

KIND = "quizzes.items"


class UploadForm(forms.Form):
    """The file, and what it doesn't say of itself."""

    file = forms.FileField(label=_("ファイル"))
    form = forms.ChoiceField(
        label=_("形式"),
        choices=[
            (AUTO, _("自動で判断する")),
            *((n, f.name) for n, f in FORMATS.items()),
        ],
    )
    objective = forms.ModelChoiceField(
        label=_("学習目標"),
        required=False,
        queryset=Objective.objects.filter(retired_on__isnull=True),
        help_text=_(
            "ファイルから学習目標が分からない問題に付けます。選ばなければ、ファイルの分類と"
            "同じ名前の学習目標を作ります。"
        ),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            most = MOST_BYTES // 1024**2
            text = _("ファイルが大きすぎます（上限 %(most)s MB）。分けてください。")
            raise forms.ValidationError(text % {"most": most})
        return file

    def clean(self) -> dict[str, Any]:
        """Read the file: its content, its format, and that it can be taken here."""
        cleaned = super().clean() or {}
        file, form = cleaned.get("file"), cleaned.get("form", AUTO)
        if file is None:
            return cleaned
        content = file.read()
        try:
            form = detect(content, file.name) if form == AUTO else form
            count = len(read_file(content, file.name, form))
        except FileBroken as broken:
            self.add_error("file", str(broken))
            return cleaned
        if count > MOST_ON_A_PAGE:
            text = _(
                "画面から一度に取り込めるのは %(most)s 問までです（%(count)s 問あります）。"
                "ファイルを分けるか、manage.py import_items を使ってください。"
            )
            self.add_error("file", text % {"most": MOST_ON_A_PAGE, "count": count})
        return {**cleaned, "form": form, "content": content}


class ExportForm(forms.Form):
    """Which items, in which format."""

    form = forms.ChoiceField(
        label=_("形式"), choices=[(name, form.name) for name, form in FORMATS.items()]
    )
    objective = forms.ModelChoiceField(
        label=_("学習目標"),
        required=False,
        queryset=Objective.objects.all(),
        empty_label=_("すべて"),
    )
    quiz = forms.ModelChoiceField(
        label=_("テスト"),
        required=False,
        queryset=Quiz.objects.all(),
        empty_label=_("すべて"),
    )


@require_http_methods(["GET", "POST"])
@needs(Permission.EDIT_ITEMS)
def upload(request: SignedIn) -> HttpResponse:
    """Take a file; it is read at once, and kept until it is confirmed."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        objective = chosen["objective"]
        staged = uploads.stage(
            kind=KIND,
            name=chosen["file"].name,
            content=chosen["content"],
            state={
                "form": chosen["form"],
                "objective": objective.code if objective else "",
            },
            by=request.user,
            at=timezone.now(),
        )
        return redirect("items_import_confirm", staged.public_id)
    context = {"form": form, "export_form": ExportForm()}
    status = 422 if form.errors else 200
    return render(request, "quizzes/backoffice/import.html", context, status=status)


@require_GET
@needs(Permission.EDIT_ITEMS)
def confirm(request: SignedIn, public_id: str) -> HttpResponse:
    """Show what each item of the file becomes."""
    staged = _staged(request, public_id)
    found, kinds = _plan_of(staged), dict(ItemType.choices)
    context = {
        "staged": staged,
        "plan": found,
        "format_name": FORMATS[found.form].name,
        "rows": [
            {
                "planned": each,
                "word": (
                    _("前と同じ")
                    if each.change is Change.SAME
                    else STATUS_WORDS[each.status]
                ),
                "kind": kinds.get(each.item.type, ""),
            }
            for each in found.items
        ],
    }
    return render(request, "quizzes/backoffice/import_confirm.html", context)


@require_POST
@needs(Permission.EDIT_ITEMS)
def apply(request: SignedIn, public_id: str) -> HttpResponse:
    """Bring the items in as drafts, or give the file up."""
    staged = _staged(request, public_id)
    if "give_up" in request.POST:
        uploads.discard(upload=staged)
        messages.info(request, _("ファイルを捨てました。何も取り込んでいません。"))
        return redirect("items_import")
    changed = exchange.import_items(
        plan=_plan_of(staged), by=request.user, at=timezone.now()
    )
    uploads.discard(upload=staged)
    text = _("%(count)s 問を下書きにしました。中身を確かめてから公開してください。")
    messages.success(request, text % {"count": len(changed)})
    return redirect(reverse("wagtailsnippets_quizzes_item:list"))


@require_GET
@needs(Permission.EDIT_ITEMS)
def export(request: SignedIn) -> HttpResponse:
    """Hand out items as a file, or say first what the file would not carry."""
    form = ExportForm(request.GET)
    if not form.is_valid():
        return redirect("items_import")
    name = form.cleaned_data["form"]
    data, losses, codes = write_items(_chosen(form.cleaned_data), name)
    if not codes or (losses and "anyway" not in request.GET):
        context = {
            "losses": losses_to_json(losses),
            "count": len(codes),
            "format_name": FORMATS[name].name,
            "address": f"{request.get_full_path()}&anyway=1" if codes else "",
        }
        return render(request, "quizzes/backoffice/export_losses.html", context)
    filename = filename_for(name)
    exchange.record_export(
        form=name, filename=filename, codes=codes, by=request.user, at=timezone.now()
    )
    return _download(data, filename, FORMATS[name].media_type)


@require_GET
@needs(Permission.EDIT_ITEMS)
def template(request: HttpRequest) -> HttpResponse:
    """Hand out a table with an example of every type, to be filled in."""
    from quizzes.exchange.table.template import workbook

    return _download(workbook(), "items-template.xlsx", FORMATS["xlsx"].media_type)


def _chosen(chosen: dict[str, Any]) -> Any:
    items = Item.objects.filter(retired_on__isnull=True).select_related("objective")
    if chosen["objective"]:
        items = items.filter(objective=chosen["objective"])
    if chosen["quiz"]:
        items = items.filter(objective__quiz_sections__quiz=chosen["quiz"]).distinct()
    return items


def _staged(request: SignedIn, public_id: str) -> StagedUpload:
    return get_object_or_404(
        StagedUpload,
        public_id=public_id,
        kind=KIND,
        uploaded_by_id=str(request.user.pk),
    )


def _plan_of(staged: StagedUpload) -> Plan:
    form = staged.state["form"]
    items = read_file(bytes(staged.content), staged.name, form)
    objective = Objective.objects.filter(code=staged.state["objective"]).first()
    return plan(items, form=form, filename=staged.name, objective=objective)


def _download(data: bytes, filename: str, media_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response
