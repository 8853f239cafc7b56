"""証跡: what was done, for the audit. Nothing here changes an entry."""

import json
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.log.models import Entry
from learning.people.forms.lists import LogFilter
from learning.people.permissions import Permission, SignedIn, may, needs
from learning.people.today import today
from learning.people.unannounced import tells, unannounced_names

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the reader may see it."""

    entry: Entry
    subject: str
    detail: str


@require_safe
@needs(Permission.AUDIT)
def log(request: SignedIn) -> HttpResponse:
    """Entries, newest first, narrowed by day, action, actor and subject."""
    form = LogFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = _narrowed(Entry.objects.select_related("payload"), chosen)
    page = Paginator(rows.order_by("-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    secret: set[str] = set()
    if not may(request.user, Permission.SEE_UNANNOUNCED):
        secret = unannounced_names(today=today())
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "query": query.urlencode(),
        "lines": [_line(entry, secret) for entry in page],
    }
    return render(request, "people/log.html", context)


def _narrowed(rows: QuerySet[Entry], chosen: dict[str, Any]) -> QuerySet[Entry]:
    if since := chosen.get("since"):
        rows = rows.filter(at__gte=make_aware(datetime.combine(since, time.min)))
    if until := chosen.get("until"):
        after = make_aware(datetime.combine(until + timedelta(days=1), time.min))
        rows = rows.filter(at__lt=after)
    if action := chosen.get("action"):
        rows = rows.filter(action__startswith=action)
    if actor := chosen.get("actor"):
        rows = rows.filter(Q(actor_label__contains=actor) | Q(actor_id=actor))
    if subject := chosen.get("subject"):
        about = Entry.objects.about_person(subject).values("pk")
        rows = rows.filter(
            Q(subject_label__contains=subject) | Q(subject_id=subject) | Q(pk__in=about)
        )
    return rows


def _line(entry: Entry, secret: set[str]) -> Line:
    payload = getattr(entry, "payload", None)
    detail = json.dumps(payload.detail, ensure_ascii=False) if payload else ""
    subject = entry.subject_label or entry.subject_id
    if tells(f"{subject} {entry.subject_id} {detail}", secret):
        return Line(entry, _("（発令前のため、まだ表示しません）"), "")
    return Line(entry, subject, detail)
