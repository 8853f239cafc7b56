"""修了証: what of a person's evidence can be shown as a certificate.

A certificate is evidence put on paper; its number is the evidence's public id, by which
whoever may see the evidence verifies it. Withdrawn evidence has none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from learning.japanese.fiscal_year import fiscal_year
from learning.japanese.wareki import fiscal_year_label
from learning.literacy.models import Evidence
from learning.people.models import Employee

Kind = Evidence.Kind


@dataclass(frozen=True, slots=True)
class Certificate:
    """A course that was completed or a quiz that was passed, and when."""

    number: UUID
    heading: str
    what: str
    on: date
    is_quiz: bool


@dataclass(frozen=True, slots=True)
class CertificateYear:
    """The certificates of one fiscal year, the latest first."""

    label: str
    certificates: tuple[Certificate, ...]


def certificates_of(employee: Employee) -> list[CertificateYear]:
    """All certificates of a person, by fiscal year, the latest first: one query."""
    years: dict[int, list[Certificate]] = {}
    for certificate in _certificates(_certifying(employee).order_by("-on", "-pk")):
        years.setdefault(fiscal_year(certificate.on), []).append(certificate)
    return [
        CertificateYear(fiscal_year_label(year), tuple(within))
        for year, within in years.items()
    ]


def certificate_of(employee: Employee, number: UUID) -> Certificate | None:
    """One certificate of the person; None for others' and for withdrawn evidence."""
    rows = _certifying(employee).filter(public_id=number)
    return next(iter(_certificates(rows)), None)


def _certifying(employee: Employee) -> QuerySet[Evidence]:
    return (
        Evidence.objects.standing()
        .filter(
            Q(kind=Kind.QUIZ_PASSED, attempt__isnull=False)
            | Q(kind=Kind.COURSE_COMPLETED, completion__isnull=False),
            employee=employee,
        )
        .select_related("attempt__quiz", "completion__course")
        .defer("attempt__form", "attempt__points")
    )


def _certificates(rows: Iterable[Evidence]) -> Iterable[Certificate]:
    for row in rows:
        if row.attempt is not None:
            what, heading = row.attempt.quiz.title, _("合格証")
        elif row.completion is not None:
            what, heading = row.completion.course.title, _("修了証")
        else:
            continue
        is_quiz = row.attempt is not None
        yield Certificate(row.public_id, heading, what, row.on, is_quiz)
