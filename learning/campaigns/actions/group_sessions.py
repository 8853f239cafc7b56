"""Entering who attended a session, and taking that back. Attendance is evidence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from learning.campaigns.errors import RequirementError
from learning.campaigns.models import Attendance, GroupSession, Requirement
from learning.japanese.wareki import format_wareki_short
from learning.literacy.actions import evidence as evidence_actions
from learning.literacy.actions.evidence import Recorded
from learning.literacy.errors import EvidenceError
from learning.literacy.models import Evidence
from learning.log.actions.groups import write_about_people
from learning.people.models import Employee, User


@dataclass(frozen=True, slots=True)
class SessionDefinition:
    """What was held for a group, and when, as somebody enters it."""

    requirement: Requirement
    title: str
    held_on: date


@dataclass(frozen=True, slots=True)
class Entered:
    """A session with how many attendances are new; ``known`` were there already."""

    session: GroupSession | None
    added: int
    known: int


@transaction.atomic
def record(
    *,
    definition: SessionDefinition,
    employees: Collection[Employee],
    by: User | None,
    at: datetime,
) -> Entered:
    """Record a session: evidence of attendance for each person; logged.

    Who has evidence of the same subject and day already keeps it and gets no other;
    where that is everybody, no session is made.

    Raises
    ------
    RequirementError
        With nobody, without a title, or on a day that lies ahead or counts in no cycle.
    """
    _check(definition, employees)
    what = Recorded(
        kind=Evidence.Kind.ATTENDED,
        subject_code=definition.requirement.subject_code,
        on=definition.held_on,
        note=_("集合研修「%(title)s」") % {"title": definition.title.strip()},
    )
    try:
        facts = evidence_actions.record_many(
            employees=employees, what=what, by=by, at=at
        )
    except EvidenceError as error:
        raise RequirementError(str(error)) from error
    if not facts:
        return Entered(None, 0, len(employees))
    session = GroupSession.objects.create(
        requirement=definition.requirement,
        title=definition.title.strip(),
        held_on=definition.held_on,
        entered_at=at,
        entered_by=by,
    )
    Attendance.objects.bulk_create(
        Attendance(session=session, evidence=fact) for fact in facts
    )
    _log("session.record", session, facts, by, at)
    return Entered(session, len(facts), len(employees) - len(facts))


@transaction.atomic
def withdraw(
    *, attendances: Sequence[Attendance], reason: str, by: User | None, at: datetime
) -> int:
    """Take attendances of one session back by later facts; return how many; logged.

    Those taken back before stay as they are.

    Raises
    ------
    RequirementError
        Without a reason, or with nothing to take back.
    """
    if not reason.strip():
        raise RequirementError(_("取り消す理由を書いてください。"))
    facts = [e.evidence for e in attendances if not _is_withdrawn(e.evidence)]
    if not facts:
        raise RequirementError(_("取り消す人を選んでください。"))
    for fact in facts:
        evidence_actions.withdraw(evidence=fact, reason=reason, by=by, at=at)
    _log("session.withdraw", attendances[0].session, facts, by, at, reason=reason)
    return len(facts)


def _check(definition: SessionDefinition, employees: Collection[Employee]) -> None:
    if not employees:
        raise RequirementError(_("出席した人を選んでください。"))
    if not definition.title.strip():
        raise RequirementError(_("研修の名前を書いてください。"))
    starts = [cycle.counts_from for cycle in definition.requirement.cycles.all()]
    first = min((day for day in starts if day is not None), default=None)
    if first is not None and None not in starts and definition.held_on < first:
        message = _(
            "この受講指定は %(day)s からの実績を数えます。行った日を確かめてください。"
        )
        raise RequirementError(message % {"day": format_wareki_short(first)})


def _is_withdrawn(fact: Evidence) -> bool:
    return hasattr(fact, "withdrawn_by")


def _log(
    action: str,
    session: GroupSession,
    facts: Collection[Evidence],
    by: User | None,
    at: datetime,
    **detail: object,
) -> None:
    write_about_people(
        action,
        people=[fact.employee.public_id for fact in facts],
        label=session.title,
        by=by,
        at=at,
        detail={
            "session": session.public_id,
            "held_on": session.held_on,
            "requirement": session.requirement.code,
            **detail,
        },
    )
