"""Telling people what is left to do. What was sent is a fact and is never edited."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.campaigns.errors import RequirementError
from learning.campaigns.facts import People
from learning.campaigns.models import Cycle, Notice
from learning.campaigns.open_assignments import latest_notices, open_assignments
from learning.log.actions.groups import write_about_people
from learning.people.models import User

BATCH = 500


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a sending: how many were told, and who was left out and why."""

    told: int = 0
    told_lately: int = 0
    settled: int = 0


@transaction.atomic
def send(
    *,
    cycle: Cycle,
    employees: People,
    text: str,
    again: bool,
    by: User | None,
    at: datetime,
) -> Sent:
    """Tell those of these people who have something left to do in ``cycle``; logged.

    Left out are people with nothing left to do, and, unless ``again``, who was told
    within a day. Nothing is mailed: the notice stands on the person's own page.

    Raises
    ------
    RequirementError
        Without a text, or with one that is too long.
    """
    text = text.strip()
    limit = Notice._meta.get_field("text").max_length or 0
    if not text or len(text) > limit:
        message = _("お知らせの文を %(limit)s 字以内で書いてください。")
        raise RequirementError(message % {"limit": limit})
    left = open_assignments(cycle, employees, timezone.localdate(at))
    latest = latest_notices(cycle, employees)
    lately = {key for key, told in latest.items() if told.is_within_a_day_of(at)}
    chosen = [row for row in left if again or row.employee_id not in lately]
    Notice.objects.bulk_create(
        [Notice(assignment=row, text=text, sent_at=at, sent_by=by) for row in chosen],
        batch_size=BATCH,
    )
    if chosen:
        write_about_people(
            "notice.send",
            people=[row.employee.public_id for row in chosen],
            label=cycle.requirement.title,
            by=by,
            at=at,
            detail={"requirement": cycle.requirement.code, "text": text},
        )
    return Sent(len(chosen), len(left) - len(chosen), len(set(employees)) - len(left))


@transaction.atomic
def mark_read(*, notice: Notice, at: datetime) -> int:
    """Let a person say that they read a notice; earlier ones on the same go with it.

    Returns how many were unread. Not logged: the row itself is the record.
    """
    same = Notice.objects.filter(
        assignment=notice.assignment_id, sent_at__lte=notice.sent_at, read_at=None
    )
    return same.update(read_at=at)
