"""Requirements: whom they oblige, once, and what is logged."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from learning.campaigns.actions import assignments, requirements
from learning.campaigns.actions.requirements import RequirementDefinition
from learning.campaigns.errors import RequirementError
from learning.campaigns.models import Assignment
from learning.log.models import Entry
from tests.factories.campaigns import AssignmentFactory
from tests.factories.people import (
    AbsenceFactory,
    DepartmentFactory,
    EmploymentTypeFactory,
    PostingFactory,
    UserFactory,
)
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def definition(**values):
    return RequirementDefinition(
        **{
            "title": "全職員研修",
            "subject_kind": "quiz",
            "subject_code": "q",
            "opens_on": date(2026, 11, 1),
            "due_on": date(2026, 11, 30),
            **values,
        }
    )


def made(**values):
    QuizFactory(code="q")
    return requirements.create(definition=definition(**values), by=None, at=AT)


def obliged():
    return set(Assignment.objects.values_list("employee_id", flat=True))


def test_a_requirement_gets_its_code_and_label_from_the_fiscal_year():
    cycle = made()
    assert cycle.requirement.code == "fy2026-q"
    assert cycle.label == "令和8年度"
    again = requirements.create(definition=definition(), by=None, at=AT)
    assert again.requirement.code == "fy2026-q-2"


def test_a_subtree_is_obliged_and_its_neighbour_is_not():
    bureau = DepartmentFactory(bureau=True)
    inside = PostingFactory(department=DepartmentFactory(parent=bureau))
    directly = PostingFactory(department=bureau)
    PostingFactory()
    cycle = made(department=bureau)
    assert requirements.assign(cycle=cycle, by=None, at=AT) == 2
    assert obliged() == {inside.employee_id, directly.employee_id}


def test_employment_types_narrow_the_audience():
    regular = PostingFactory()
    annual = EmploymentTypeFactory(annual=True)
    other = PostingFactory(employment__employment_type=annual)
    cycle = made(employment_types=(annual,))
    requirements.assign(cycle=cycle, by=None, at=AT)
    assert obliged() == {other.employee_id}
    assert regular.employee_id not in obliged()


def test_no_types_mean_those_of_all_staff():
    PostingFactory(
        employment__employment_type=EmploymentTypeFactory(
            code="contractor", in_all_staff=False
        )
    )
    person = PostingFactory()
    requirements.assign(cycle=made(), by=None, at=AT)
    assert obliged() == {person.employee_id}


def test_absent_ended_future_and_concurrent_people_are_left_out():
    away = PostingFactory()
    AbsenceFactory(employee=away.employee)
    PostingFactory(ended=True)
    PostingFactory(future=True)
    bureau = DepartmentFactory(bureau=True)
    here = PostingFactory()
    PostingFactory(concurrent=True, department=bureau, employment=here.employment)
    cycle = made(department=bureau)
    assert requirements.assign(cycle=cycle, by=None, at=AT) == 0
    everywhere = requirements.create(definition=definition(), by=None, at=AT)
    requirements.assign(cycle=everywhere, by=None, at=AT)
    assert obliged() == {here.employee_id}


def test_one_obligation_per_person_and_cycle_and_newcomers_follow():
    PostingFactory()
    cycle = made()
    assert requirements.assign(cycle=cycle, by=None, at=AT) == 1
    assert requirements.assign(cycle=cycle, by=None, at=AT) == 0
    PostingFactory()
    assert requirements.assign(cycle=cycle, by=None, at=AT + timedelta(days=1)) == 1
    actions = Entry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == [
        "requirement.create",
        "requirement.assign",
        "requirement.assign",
    ]


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"due_on": date(2026, 10, 31)}, "期限"),
        ({"subject_code": "nothing"}, "ありません"),
        ({"subject_kind": "course"}, "ありません"),
    ],
)
def test_what_can_not_be_is_refused(values, word):
    with pytest.raises(RequirementError, match=word):
        made(**values)


def test_a_taken_code_is_refused():
    made(code="mine")
    with pytest.raises(RequirementError, match="mine"):
        requirements.create(definition=definition(code="mine"), by=None, at=AT)


def test_a_withdrawn_requirement_obliges_nobody_more():
    cycle = made()
    requirements.withdraw(requirement=cycle.requirement, by=None, at=AT)
    with pytest.raises(RequirementError, match="取り消されて"):
        requirements.assign(cycle=cycle, by=None, at=AT)


def test_exemption_needs_a_reason_and_keeps_who_approved():
    assignment, hr = AssignmentFactory(), UserFactory()
    with pytest.raises(RequirementError, match="理由"):
        assignments.exempt(assignment=assignment, reason=" ", by=hr, at=AT)
    assignments.exempt(assignment=assignment, reason="退職予定", by=hr, at=AT)
    assignment.refresh_from_db()
    assert (assignment.exempted_by, assignment.exemption_reason) == (hr, "退職予定")
    assert Entry.objects.get(action="assignment.exempt").actor_id == str(hr.pk)


def test_an_extension_is_later_and_a_withdrawal_stays():
    assignment = AssignmentFactory()
    with pytest.raises(RequirementError, match="後の日"):
        assignments.extend(
            assignment=assignment, due_on=assignment.due_on, by=None, at=AT
        )
    later = assignment.due_on + timedelta(days=14)
    assignments.extend(assignment=assignment, due_on=later, by=None, at=AT)
    assignments.withdraw(assignment=assignment, by=None, at=AT)
    assignments.withdraw(assignment=assignment, by=None, at=AT + timedelta(days=1))
    assignment.refresh_from_db()
    assert (assignment.due_on, assignment.withdrawn_at) == (later, AT)


def test_the_daily_command_adds_newcomers(capsys):
    cycle = made(due_on=date(2099, 3, 31), opens_on=date(2020, 4, 1))
    person = PostingFactory()
    call_command("assign_newcomers")
    assert obliged() == {person.employee_id}
    assert "1 人を加えました" in capsys.readouterr().out
    assert cycle.assignments.count() == 1
