"""Changes to one person's obligation. Completion is never set here: it is evidence."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning.campaigns.errors import RequirementError
from learning.campaigns.models import Assignment
from learning.log.actions import NewEntry, write, write_many
from learning.people.models import User

BATCH = 500


@transaction.atomic
def exempt(
    *, assignment: Assignment, reason: str, by: User, at: datetime
) -> Assignment:
    """Exempt a person from one cycle, with a reason and who approved it.

    Raises
    ------
    RequirementError
        Without a reason.
    """
    if not reason.strip():
        raise RequirementError(_("免除の理由を書いてください。"))
    assignment.exempted_at = at
    assignment.exempted_by = by
    assignment.exemption_reason = reason.strip()[:200]
    assignment.save(update_fields=["exempted_at", "exempted_by", "exemption_reason"])
    _log("assignment.exempt", assignment, by, at, reason=assignment.exemption_reason)
    return assignment


@transaction.atomic
def exempt_many(
    *, assignments: Sequence[Assignment], reason: str, by: User, at: datetime
) -> int:
    """Exempt several people from one cycle, each with its entry in the log.

    Returns how many. Refuses like ``exempt``.
    """
    reason = reason.strip()[:200]
    if not reason:
        raise RequirementError(_("免除の理由を書いてください。"))
    for assignment in assignments:
        assignment.exempted_at = at
        assignment.exempted_by = by
        assignment.exemption_reason = reason
    fields = ["exempted_at", "exempted_by", "exemption_reason"]
    Assignment.objects.bulk_update(assignments, fields, batch_size=BATCH)
    entries = [
        NewEntry("assignment.exempt", _subject(each), _detail(each, reason=reason))
        for each in assignments
    ]
    write_many(entries, by=by, at=at)
    return len(assignments)


@transaction.atomic
def extend(
    *, assignment: Assignment, due_on: date, by: User | None, at: datetime
) -> Assignment:
    """Give a person until a later last day.

    Raises
    ------
    RequirementError
        If the day is not later than the present one.
    """
    if due_on <= assignment.due_on:
        raise RequirementError(_("新しい期限は、今の期限より後の日にしてください。"))
    was, assignment.due_on = assignment.due_on, due_on
    assignment.save(update_fields=["due_on"])
    _log("assignment.extend", assignment, by, at, was=was, due_on=due_on)
    return assignment


@transaction.atomic
def withdraw(*, assignment: Assignment, by: User | None, at: datetime) -> Assignment:
    """Take one person's obligation back."""
    if assignment.withdrawn_at is None:
        assignment.withdrawn_at = at
        assignment.save(update_fields=["withdrawn_at"])
        _log("assignment.withdraw", assignment, by, at)
    return assignment


def _log(
    action: str,
    assignment: Assignment,
    by: User | None,
    at: datetime,
    **detail: object,
) -> None:
    detail = _detail(assignment, **detail)
    write(action, by=by, at=at, subject=_subject(assignment), detail=detail)


def _subject(assignment: Assignment) -> tuple[str, str, str]:
    title = assignment.cycle.requirement.title
    return ("employee", str(assignment.employee.public_id), title)


def _detail(assignment: Assignment, **detail: object) -> dict[str, object]:
    return {"requirement": assignment.cycle.requirement.code, **detail}
