"""Changes to requirements and to whom they oblige."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CoursePage
from learning.campaigns.audiences import people_in_audience
from learning.campaigns.errors import RequirementError
from learning.campaigns.models import Assignment, Audience, Cycle, Requirement
from learning.japanese.fiscal_year import fiscal_year
from learning.japanese.wareki import fiscal_year_label
from learning.log.actions import write
from learning.people.models import Department, EmploymentType, User
from quizzes.models import Quiz


@dataclass(frozen=True, slots=True)
class RequirementDefinition:
    """What is asked of whom by when, as somebody enters it.

    ``code`` empty makes one from the fiscal year and the subject. ``department`` None
    is the whole city; no employment types are those of 「全職員」. ``due_on`` is the last
    day; ``counts_from`` None counts whatever was ever done.
    """

    title: str
    subject_kind: str
    subject_code: str
    opens_on: date
    due_on: date
    department: Department | None = None
    employment_types: tuple[EmploymentType, ...] = ()
    counts_from: date | None = None
    code: str = ""
    label: str = ""


@transaction.atomic
def create(
    *, definition: RequirementDefinition, by: User | None, at: datetime
) -> Cycle:
    """Make a requirement with its first cycle; nobody is obliged before ``assign``.

    Raises
    ------
    RequirementError
        If the subject doesn't exist, the due day lies before the opening, or the code
        is taken.
    """
    _check(definition)
    requirement = Requirement.objects.create(
        code=definition.code or _free_code(definition),
        title=definition.title,
        subject_kind=definition.subject_kind,
        subject_code=definition.subject_code,
        created_at=at,
        created_by=by,
    )
    audience = Audience.objects.create(
        requirement=requirement, department=definition.department
    )
    audience.employment_types.set(definition.employment_types)
    cycle = Cycle.objects.create(
        requirement=requirement,
        label=definition.label or fiscal_year_label(fiscal_year(definition.opens_on)),
        opens_on=definition.opens_on,
        due_on=definition.due_on,
        counts_from=definition.counts_from,
    )
    _log("requirement.create", requirement, by, at, {"due_on": cycle.due_on})
    return cycle


@transaction.atomic
def assign(*, cycle: Cycle, by: User | None, at: datetime) -> int:
    """Oblige whoever is in audience on the local day of ``at`` and is not yet.

    One obligation per person and cycle, however many postings. Returns how many were
    added; a second time adds only newcomers. People on leave follow when they return.
    """
    requirement = cycle.requirement
    if requirement.withdrawn_at is not None:
        raise RequirementError(_("この受講指定は取り消されています。"))
    wanted = people_in_audience(requirement, timezone.localdate(at))
    there = set(cycle.assignments.values_list("employee_id", flat=True))
    new = [
        Assignment(
            cycle=cycle, employee_id=employee_id, assigned_at=at, due_on=cycle.due_on
        )
        for employee_id in sorted(wanted - there)
    ]
    Assignment.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    if new:
        _log("requirement.assign", requirement, by, at, {"people": len(new)})
    return len(new)


@transaction.atomic
def withdraw(*, requirement: Requirement, by: User | None, at: datetime) -> Requirement:
    """Take a requirement back: nobody is obliged any more; what was done stays."""
    if requirement.withdrawn_at is None:
        requirement.withdrawn_at = at
        requirement.save(update_fields=["withdrawn_at"])
        _log("requirement.withdraw", requirement, by, at, {})
    return requirement


def _check(definition: RequirementDefinition) -> None:
    if definition.due_on < definition.opens_on:
        raise RequirementError(_("期限が始まる日より前です。日付を確かめてください。"))
    if not _exists(definition.subject_kind, definition.subject_code):
        message = _("「%(code)s」というコースまたはテストはありません。")
        raise RequirementError(message % {"code": definition.subject_code})
    if definition.code and _is_taken(definition.code):
        message = _("コード「%(code)s」は、ほかの受講指定で使われています。")
        raise RequirementError(message % {"code": definition.code})


def _exists(kind: str, code: str) -> bool:
    if kind == Requirement.SubjectKind.COURSE:
        return CoursePage.objects.live().filter(code=code).exists()
    return Quiz.objects.filter(code=code, retired_on=None).exists()


def _is_taken(code: str) -> bool:
    return Requirement.objects.filter(code=code).exists()


def _free_code(definition: RequirementDefinition) -> str:
    """A code that tells year and subject: fy2026-security-basics, then …-2."""
    base = f"fy{fiscal_year(definition.opens_on)}-{definition.subject_code}"[:55]
    taken = set(
        Requirement.objects.filter(code__startswith=base).values_list("code", flat=True)
    )
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (base, *numbered) if code not in taken)


def _log(
    action: str,
    requirement: Requirement,
    by: User | None,
    at: datetime,
    detail: dict[str, object],
) -> None:
    subject = ("requirement", requirement.code, requirement.title)
    write(action, by=by, at=at, subject=subject, detail=detail)
