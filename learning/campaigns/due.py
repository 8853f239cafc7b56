"""Reads what one person has to do, by when, and how it stands: for マイページ."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.standing import CourseProgress, by_course, with_standing
from learning.campaigns.facts import (
    COURSE,
    Completed,
    Subject,
    completed_in,
    facts_of,
    subject_of,
    subjects_of,
)
from learning.campaigns.models import Assignment, Notice
from learning.campaigns.standing import (
    NOTHING_YET,
    Facts,
    Obligation,
    Standing,
    standing,
)
from learning.composed import composed
from learning.people.models import Employee


@dataclass(frozen=True, slots=True)
class DueItem:
    """One obligation of one person as it stands. ``due_on`` is the last day.

    ``url`` leads to where to go on (empty if what is asked for is not there now);
    ``next_title``, ``minutes`` and the counts of lessons are those of a course.
    """

    title: str
    subject_kind: str
    subject_code: str
    subject_title: str
    url: str
    due_on: date
    days_left: int
    standing: Standing
    lessons_done: int = 0
    lessons_total: int = 0
    next_title: str = ""
    minutes: int = 0
    assignment_id: int = 0

    @property
    def is_course(self) -> bool:
        """Whether a course is asked for, otherwise a quiz."""
        return self.subject_kind == COURSE

    @property
    def action(self) -> str:
        """The verb of the button that leads on."""
        if self.standing == Standing.IN_PROGRESS or self.lessons_done:
            return _("続ける")
        return _("始める") if self.is_course else _("受ける")


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """The latest unread notice to a person about something that is left to do."""

    notice: Notice
    item: DueItem

    @property
    def sender(self) -> str:
        """Who sent it; empty for the system."""
        by = self.notice.sent_by
        return by.get_full_name() if by is not None else ""


@composed(list[int])
def _unread(assignments: list[int]) -> QuerySet:
    return Notice.objects.unread(assignments).select_related("sent_by")


def notices_for(due: list[DueItem]) -> list[OwnNotice]:
    """What the person was told and has not read, of what ``due_for`` gave: one query.

    Of several about one obligation the latest; none about what is done.
    """
    items = {item.assignment_id: item for item in due if item.standing.is_open}
    if not items:
        return []
    latest: dict[int, Notice] = {}
    for notice in _unread(sorted(items)):
        latest.setdefault(notice.assignment_id, notice)
    return [OwnNotice(notice, items[key]) for key, notice in latest.items()]


def obligation_of(assignment: Assignment) -> Obligation:
    """The pure rule's view of an assignment; reads ``cycle.requirement``."""
    withdrawn = assignment.withdrawn_at or assignment.cycle.requirement.withdrawn_at
    return Obligation(
        due_on=assignment.due_on,
        exempted_on=_day(assignment.exempted_at),
        withdrawn_on=_day(withdrawn),
    )


@composed(int, date)
def _assigned(employee_id: int, day: date) -> QuerySet:
    return (
        Assignment.objects.filter(
            employee_id=employee_id,
            withdrawn_at__isnull=True,
            cycle__opens_on__lte=day,
            cycle__requirement__withdrawn_at__isnull=True,
        )
        .select_related("cycle__requirement")
        .order_by("due_on", "pk")
    )


def due_for(
    employee: Employee, today: date, *, with_completed: bool = False
) -> list[DueItem]:
    """What ``employee`` has to do as of ``today``, the nearest due day first.

    Open and paused obligations of cycles that have opened; with completed ones after
    them if asked. At most 12 queries; two where nothing is left to do, because what is
    completed long ago is looked at no further.
    """
    assignments = _assigned(employee.pk, today)
    cycles = [assignment.cycle for assignment in assignments]
    completed = completed_in(cycles, [employee.pk], today) if cycles else {}
    if not with_completed:
        assignments = [a for a in assignments if _is_left(a, completed, today)]
        cycles = [assignment.cycle for assignment in assignments]
    if not assignments:
        return []
    subjects = subjects_of(cycle.requirement for cycle in cycles)
    facts = facts_of(
        cycles, [employee.pk], subjects=subjects, day=today, completed=completed
    )
    lessons = [line for subject in subjects.values() for line in subject.lessons]
    progress = by_course(with_standing(lessons, employee))
    shown = {Standing.COMPLETED} if with_completed else set()
    items = []
    for assignment in assignments:
        known = facts.get((assignment.cycle_id, employee.pk), NOTHING_YET)
        stands = standing(obligation_of(assignment), known, day=today)
        if stands.is_open or stands is Standing.PAUSED or stands in shown:
            subject = subject_of(assignment.cycle.requirement, subjects)
            course = progress.get(subject.path, CourseProgress(()))
            items.append(_item(assignment, subject, stands, course, today))
    return sorted(items, key=lambda item: item.standing is Standing.COMPLETED)


def _is_left(assignment: Assignment, completed: Completed, today: date) -> bool:
    """Whether neither completion nor exemption settles it."""
    done_on = completed.get(assignment.cycle_id, {}).get(assignment.employee_id)
    known = Facts(completed_on=done_on)
    return standing(obligation_of(assignment), known, day=today).is_open


def _item(
    assignment: Assignment,
    subject: Subject,
    stands: Standing,
    progress: CourseProgress,
    today: date,
) -> DueItem:
    return DueItem(
        title=assignment.cycle.requirement.title,
        subject_kind=subject.kind,
        subject_code=subject.code,
        subject_title=subject.title,
        url=subject.address,
        due_on=assignment.due_on,
        days_left=(assignment.due_on - today).days,
        standing=stands,
        lessons_done=progress.done,
        lessons_total=progress.total,
        next_title=progress.next.title if progress.next else "",
        minutes=progress.next.minutes if progress.next else 0,
        assignment_id=assignment.pk,
    )


def _day(at: datetime | None) -> date | None:
    return None if at is None else timezone.localdate(at)
