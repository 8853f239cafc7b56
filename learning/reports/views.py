"""Pages and files of the report by department, and the names behind its figures."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learning.city.current import city
from learning.literacy.current import active_plan
from learning.literacy.models import Plan
from learning.people.permissions import Permission, needs
from learning.people.today import today as local_today
from learning.people.visitors import signed_in_user
from learning.reports.actions.looks import record_export, record_names_opened
from learning.reports.exports import Encoding, Format, export
from learning.reports.forms import QuestionForm
from learning.reports.gaps_by_term import asked_report
from learning.reports.ground import Question
from learning.reports.names_page import NamesPage, named_people
from learning.reports.organisation import Level
from learning.reports.page import ReportPage
from learning.reports.people_list import (
    NamesRefusedError,
    NoSuchListError,
    Shows,
    in_official_order,
    people_behind,
)
from learning.reports.queries import substitutes
from learning.reports.readers import Reader, reader_of
from learning.reports.report import ReportRefusedError

PAGE_SIZE = 50


@require_safe
@needs(Permission.SEE_FIGURES)
def departments(request: HttpRequest) -> HttpResponse:
    """The report as a page: state map, lines, chart, gaps, files."""
    reader = _reader(request)
    form = _form(request, reader)
    context: dict[str, Any] = {"form": form, "has_plan": Plan.objects.exists()}
    if form.is_valid():
        question = form.question()
        try:
            report = asked_report(question, reader, city=city())
        except ReportRefusedError as refused:
            context["refused"] = str(refused)
        else:
            context["page"] = ReportPage(
                report,
                question,
                charted=request.GET.get("chart", ""),
                opened=request.GET.get("open", ""),
            )
    return render(request, "reports/departments.html", context)


@require_safe
@needs(Permission.SEE_FIGURES)
def departments_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same report as a file, in the same reader's form; logged."""
    encoding = request.GET.get("encoding", Encoding.UTF_8_SIG.value)
    question = _asked(request)
    if question is None or form not in set(Format) or encoding not in set(Encoding):
        raise Http404
    try:
        report = asked_report(question, _reader(request), city=city())
    except ReportRefusedError as refused:
        return _refused(request, refused)
    file = export(
        report, Format(form), encoding=Encoding(encoding), substitutes=substitutes()
    )
    record_export(
        report=report,
        file=file,
        for_whom=str(request.user),
        by=signed_in_user(request),
        at=timezone.now(),
    )
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@require_safe
@needs(Permission.SEE_NAMES)
def people(request: HttpRequest) -> HttpResponse:
    """The names behind one figure, page by page; each look is logged."""
    question = _asked(request)
    shows = request.GET.get("shows", Shows.MISSING.value)
    if question is None or shows not in set(Shows):
        raise Http404
    try:
        behind = people_behind(
            question,
            _reader(request),
            line=request.GET.get("department", ""),
            measure=request.GET.get("measure", ""),
            city=city(),
        )
    except ReportRefusedError as refused:
        return _refused(request, refused)
    except NoSuchListError:
        raise Http404 from None
    except NamesRefusedError:
        raise PermissionDenied from None
    ids = in_official_order(question, behind.chosen(Shows(shows)))
    page = Paginator(ids, PAGE_SIZE).get_page(request.GET.get("page"))
    named = named_people(
        question, behind, list(page.object_list), signed_in_user(request)
    )
    record_names_opened(
        question=question,
        behind=behind,
        people=named,
        by=signed_in_user(request),
        at=timezone.now(),
    )
    context = {"page": NamesPage(question, behind, Shows(shows), named)}
    pages = page.paginator.get_elided_page_range(page.number)
    return render(
        request, "reports/people.html", {**context, "numbers": page, "pages": pages}
    )


def _reader(request: HttpRequest) -> Reader:
    return reader_of(signed_in_user(request), today=local_today())


def _form(request: HttpRequest, reader: Reader) -> QuestionForm:
    plan = active_plan() or Plan.objects.order_by("code").first()
    level = Level.BUREAU if reader.figures.is_whole_city else Level.UNIT
    return QuestionForm(request.GET, plan=plan, today=local_today(), level=level)


def _asked(request: HttpRequest) -> Question | None:
    """The question of the address; None if it asks for what is not there."""
    form = _form(request, _reader(request))
    return form.question() if form.is_valid() else None


def _refused(request: HttpRequest, refused: ReportRefusedError) -> HttpResponse:
    context = {"refused": str(refused)}
    return render(request, "reports/refused.html", context, status=400)
