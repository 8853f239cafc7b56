"""What one person had to do and did, for the person's page: as it was on a day."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.campaigns.due import obligation_of
from learning.campaigns.facts import facts_of, subjects_of
from learning.campaigns.models import Assignment
from learning.campaigns.standing import NOTHING_YET, Standing, standing
from learning.campaigns.words import label_of
from learning.literacy.evidence_page import lines_of
from learning.people.models import Employee
from learning.people.person_history import HistoryLine
from quizzes.models import Attempt


def obligations_on(employee: Employee, day: date) -> list[HistoryLine]:
    """What was asked of the person by ``day``, and how it stood then."""
    rows = list(
        Assignment.objects.filter(employee=employee, assigned_at__lt=_end_of(day))
        .select_related("cycle__requirement")
        .order_by("due_on")
    )
    cycles = [row.cycle for row in rows]
    if not cycles:
        return []
    subjects = subjects_of(cycle.requirement for cycle in cycles)
    facts = facts_of(cycles, [employee.pk], subjects=subjects, day=day)
    lines = []
    for row in rows:
        known = facts.get((row.cycle_id, employee.pk), NOTHING_YET)
        stands = standing(obligation_of(row), known, day=day)
        on = known.completed_on if stands is Standing.COMPLETED else None
        title = f"{row.cycle.requirement}（{row.cycle}）"
        note = label_of(stands)
        lines.append(HistoryLine(_("受講指定"), title, note, on or row.due_on))
    return lines


def evidence_on(employee: Employee, day: date) -> list[HistoryLine]:
    """The person's evidence of that day and before, withdrawn by then or not."""
    lines = []
    for line in lines_of(employee, day):
        fact = line.evidence
        if fact.on > day:
            continue
        taken_back = line.withdrawal is not None and line.withdrawal.on <= day
        note = f"{fact.get_kind_display()} {_('取消') if taken_back else fact.note}"
        url = reverse("literacy:evidence", args=[fact.public_id])
        title = line.title
        lines.append(HistoryLine(_("実績"), title, note.strip(), fact.on, url))
    return lines


def attempts_on(employee: Employee, day: date) -> list[HistoryLine]:
    """Attempts begun by ``day``, with what came of those that were over then."""
    end = _end_of(day)
    rows = Attempt.objects.filter(
        Q(started_at__lt=end) | Q(submitted_at__lt=end), employee=employee
    ).select_related("quiz")
    lines = []
    for row in rows.defer("form", "points"):
        begun = row.started_at or row.submitted_at
        if begun is None:
            continue
        number = _("%(number)s 回目") % {"number": row.number}
        note = f"{number} {_outcome(row, end)}".strip()
        on = timezone.localdate(begun)
        lines.append(HistoryLine(_("受験"), row.quiz.title, note, on))
    return lines


def _outcome(attempt: Attempt, end: datetime) -> str:
    if attempt.state == Attempt.State.WITHDRAWN:
        return _("取消")
    if attempt.submitted_at is None or attempt.submitted_at >= end:
        return _("途中")
    return _("合格") if attempt.passed else _("不合格")


def _end_of(day: date) -> datetime:
    """Midnight after a day, as the city's clocks have it."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
