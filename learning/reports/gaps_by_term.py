"""How the gap between units went over the plan's terms: one report per term's end.

Each past day's report is made as if it were asked for, for the same reader: with the
plan, the people, the organisation and the hiding of its day. Reads no clock.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from learning.city.models import City
from learning.literacy.models import PlanRevision, Term
from learning.reports.department_report import department_report
from learning.reports.ground import Question
from learning.reports.readers import Reader
from learning.reports.report import DepartmentReport, ReportRefusedError, TermGaps


def asked_report(question: Question, reader: Reader, *, city: City) -> DepartmentReport:
    """The report by department, with the gap between units in each term if asked for.

    A past term is read on its last day, the present one on the report's day. Terms come
    from the revision in force on the report's day; a term's end on which no revision was
    in force yet is left out. Raises what ``department_report`` raises.
    """
    report = department_report(question, reader, city=city)
    if not question.with_terms:
        return report
    found = tuple(_by_term(report, question, reader, city))
    return replace(report, gaps_by_term=found)


def _by_term(
    report: DepartmentReport, question: Question, reader: Reader, city: City
) -> Iterator[TermGaps]:
    for name, day in _terms(question):
        made = report
        if day != question.as_of:
            try:
                asked = replace(question, as_of=day)
                made = department_report(asked, reader, city=city)
            except ReportRefusedError:
                continue
        yield TermGaps(name, day, made.revision, made.gaps)


def _terms(question: Question) -> list[tuple[str, date]]:
    revision = PlanRevision.objects.in_force(question.plan, question.as_of)
    terms = Term.objects.filter(revision=revision, starts_on__lte=question.as_of)
    return [
        (term.name, min(term.ends_on - timedelta(days=1), question.as_of))
        for term in terms.order_by("starts_on")
    ]
