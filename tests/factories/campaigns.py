"""Factories of campaigns: a requirement for a quiz, its cycle, obligations."""

from datetime import UTC, date, datetime

import factory

from learning.campaigns.models import (
    Assignment,
    Attendance,
    Cycle,
    GroupSession,
    Notice,
    Requirement,
)
from learning.literacy.models import Evidence
from tests.factories.literacy import EvidenceFactory
from tests.factories.people import EmployeeFactory

ASSIGNED_AT = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
OPENS_ON = date(2026, 11, 1)
DUE_ON = date(2026, 11, 30)


class RequirementFactory(factory.django.DjangoModelFactory):
    code = factory.Sequence(lambda n: f"requirement-{n}")
    title = factory.Sequence(lambda n: f"第{n}受講指定")
    subject_kind = Requirement.SubjectKind.QUIZ
    subject_code = "q"
    created_at = ASSIGNED_AT

    class Meta:
        model = Requirement

    class Params:
        course = factory.Trait(
            subject_kind=Requirement.SubjectKind.COURSE, subject_code="course"
        )


class CycleFactory(factory.django.DjangoModelFactory):
    requirement = factory.SubFactory(RequirementFactory)
    label = "令和8年度"
    opens_on = OPENS_ON
    due_on = DUE_ON
    counts_from = OPENS_ON

    class Meta:
        model = Cycle


class AssignmentFactory(factory.django.DjangoModelFactory):
    cycle = factory.SubFactory(CycleFactory)
    employee = factory.SubFactory(EmployeeFactory)
    assigned_at = ASSIGNED_AT
    due_on = factory.SelfAttribute("cycle.due_on")

    class Meta:
        model = Assignment

    class Params:
        exempted = factory.Trait(
            exempted_at=ASSIGNED_AT, exemption_reason="長期の派遣のため"
        )
        withdrawn = factory.Trait(withdrawn_at=ASSIGNED_AT)


class NoticeFactory(factory.django.DjangoModelFactory):
    assignment = factory.SubFactory(AssignmentFactory)
    text = "まだ終わっていません。"
    sent_at = ASSIGNED_AT

    class Meta:
        model = Notice


class GroupSessionFactory(factory.django.DjangoModelFactory):
    requirement = factory.SubFactory(RequirementFactory, course=True)
    title = "集合研修"
    held_on = OPENS_ON
    entered_at = ASSIGNED_AT

    class Meta:
        model = GroupSession


class AttendanceFactory(factory.django.DjangoModelFactory):
    session = factory.SubFactory(GroupSessionFactory)
    evidence = factory.SubFactory(
        EvidenceFactory,
        kind=Evidence.Kind.ATTENDED,
        subject_code=factory.SelfAttribute("..session.requirement.subject_code"),
        on=factory.SelfAttribute("..session.held_on"),
        scaled_score=None,
    )

    class Meta:
        model = Attendance
