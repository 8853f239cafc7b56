"""証跡: what was done, for the audit. Nothing here changes an entry."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.log.actions import write
from learning.log.models import Entry
from learning.people.audit.file import MOST_LINES, log_table
from learning.people.audit.lines import lines_for
from learning.people.audit.sentences import KINDS, LOOKS
from learning.people.forms.lists import LogFilter
from learning.people.paging import page_of
from learning.people.permissions import Permission, SignedIn, may, needs
from learning.people.today import today
from learning.people.unannounced import unannounced_names
from learning.tabular.writing import to_csv, utf_8_sig

PAGE_SIZE = 100


@require_safe
@needs(Permission.AUDIT)
def log(request: SignedIn) -> HttpResponse:
    """Entries, newest first, narrowed by day, kind, actor and subject."""
    form = LogFilter(request.GET)
    shown = page_of(_asked(form), request, size=PAGE_SIZE)
    context = {
        **shown,
        "title": _("証跡"),
        "caption": _("だれが、いつ、何をしたか（新しい順）"),
        "form": form,
        "lines": lines_for(shown["page"].object_list, secret=_secret(request)),
    }
    return render(request, "people/log.html", context)


@require_safe
@needs(Permission.AUDIT)
def log_file(request: SignedIn) -> HttpResponse:
    """The same entries as a file; that it was taken along is logged."""
    form = LogFilter(request.GET)
    rows = _asked(form)
    count = rows.count()
    if count > MOST_LINES:
        text = _(
            "記録が %(count)s 件あり、一度に書き出せる %(most)s 件を超えています。"
            "期間を短くしてください。何も書き出していません。"
        )
        messages.error(
            request, text % {"count": f"{count:,}", "most": f"{MOST_LINES:,}"}
        )
        return redirect(
            f"{request.path.removesuffix('file/')}?{request.GET.urlencode()}"
        )
    content, _losses = to_csv(
        log_table(rows, secret=_secret(request)), encode=utf_8_sig
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    detail = {name: str(value) for name, value in chosen.items() if value}
    at = timezone.now()
    write("log.export", by=request.user, at=at, detail={**detail, "lines": count})
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="log-{today():%Y%m%d}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _asked(form: LogFilter) -> QuerySet[Entry]:
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = Entry.objects.select_related("payload")
    return _narrowed(rows, chosen).order_by("-pk")


def _secret(request: HttpRequest) -> set[str]:
    if may(request.user, Permission.SEE_UNANNOUNCED):
        return set()
    return unannounced_names(today=today())


def _narrowed(rows: QuerySet[Entry], chosen: dict[str, Any]) -> QuerySet[Entry]:
    if since := chosen.get("since"):
        rows = rows.filter(at__gte=make_aware(datetime.combine(since, time.min)))
    if until := chosen.get("until"):
        after = make_aware(datetime.combine(until + timedelta(days=1), time.min))
        rows = rows.filter(at__lt=after)
    if kind := chosen.get("kind"):
        rows = rows.filter(_of_kind(kind))
    if actor := chosen.get("actor"):
        rows = rows.filter(Q(actor_label__contains=actor) | Q(actor_id=actor))
    if subject := chosen.get("subject"):
        rows = rows.filter(Q(subject_label__contains=subject) | Q(subject_id=subject))
    return rows


def _of_kind(kind: str) -> Q:
    if kind == LOOKS[0]:
        return Q(action__endswith=".view") | Q(action__contains=".export")
    beginnings = next(starts for code, _words, starts in KINDS if code == kind)
    condition = Q()
    for beginning in beginnings:
        condition |= Q(action__startswith=beginning)
    return condition
