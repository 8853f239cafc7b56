"""Every URL of ours: who may open it, and how to fill in its address.

One row per name. ``allowed`` are the roles that get in; all others are refused. What
is not listed fails the test, so a new URL needs its row here.

    Row("quizzes:take", roles("employee"), lambda w: {"public_id": …, "position": 1})
    Row("quizzes:save", roles("employee"), …, method="post")

``exists=False``: the address leads to nothing (404) for who may ask; only the guard in
front of it is tried.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from learning.literacy.models import Literacy, Plan, PlanRevision
from learning.people.views.grants import token_of
from quizzes.models import ItemImage
from tests.architecture.world import RECORDED_AT, ROLES, SIGNED_IN, START, World
from tests.factories.campaigns import (
    AssignmentFactory,
    AttendanceFactory,
    CycleFactory,
    NoticeFactory,
)
from tests.factories.literacy import EvidenceFactory
from tests.factories.quizzes import (
    AttemptFactory,
    AttemptOverrideFactory,
    QuizFactory,
)

EVERYBODY = frozenset(ROLES)
EMPLOYEES = SIGNED_IN
LEADERS = frozenset({"section_head", "leader"})
SEES_NAMES = LEADERS | {"bureau_chaser", "hr", "security", "auditor"}
SEES_FIGURES = SEES_NAMES | {"planner"}
ASSIGNS = frozenset({"hr", "security"})


def nothing(world: World) -> dict[str, Any]:
    """An address without parts to fill in."""
    return {}


@dataclass(frozen=True)
class Row:
    name: str
    allowed: frozenset[str]
    kwargs: Callable[[World], dict[str, Any]] = nothing
    method: str = "get"
    exists: bool = True


def roles(*names: str) -> frozenset[str]:
    """Only these."""
    return frozenset(names)


def person(world: World) -> dict[str, Any]:
    return {"public_id": world.employee.public_id}


def override(world: World) -> dict[str, Any]:
    row = AttemptOverrideFactory(employee=world.employee)
    return {**person(world), "override_id": row.public_id}


def extended(world: World) -> dict[str, Any]:
    row = AttemptFactory(employee=world.employee, timed=True)
    return {**person(world), "attempt_id": row.public_id}


def section(world: World) -> dict[str, Any]:
    return {"code": world.section.code}


def grant(world: World) -> dict[str, Any]:
    return {"account": world.grant.user.username, "token": token_of(world.grant)}


def quiz(world: World) -> dict[str, Any]:
    return {"code": QuizFactory().code}


def image(world: World) -> dict[str, Any]:
    found = ItemImage.objects.create(
        name="0.png", content=b"\x89PNG\r\n\x1a\n", added_at=RECORDED_AT
    )
    return {"name": found.name}


def attempt(world: World) -> dict[str, Any]:
    own = AttemptFactory(employee=world.users["employee"].employee)
    return {"public_id": own.public_id}


def question(world: World) -> dict[str, Any]:
    return {**attempt(world), "position": 1}


def plan(world: World) -> dict[str, Any]:
    """An address without parts, and a plan so that there are figures to show."""
    made, _ = Plan.objects.get_or_create(code="plan", name="計画", city_name="市")
    revision, _ = PlanRevision.objects.get_or_create(
        plan=made,
        number=1,
        defaults={
            "effective_on": START,
            "recorded_at": RECORDED_AT,
            "digest": "-",
            "document": {},
        },
    )
    everybody = {"any": [{"all_staff": True}]}
    Literacy.objects.get_or_create(revision=revision, code="L1", audience=everybody)
    return {}


def report_file(world: World) -> dict[str, Any]:
    return {**plan(world), "form": "json"}


def evidence(world: World) -> dict[str, Any]:
    return {"public_id": EvidenceFactory(employee=world.employee).public_id}


def no_upload(world: World) -> dict[str, Any]:
    return {"public_id": UUID(int=0)}


def no_lesson(world: World) -> dict[str, Any]:
    return {"code": "no-such-lesson"}


def requirement(world: World) -> dict[str, Any]:
    return {"code": CycleFactory().requirement.code}


def assignment(world: World) -> dict[str, Any]:
    own = AssignmentFactory(employee=world.employee)
    return {
        "code": own.cycle.requirement.code,
        "public_id": world.employee.public_id,
    }


def session(world: World) -> dict[str, Any]:
    attended = AttendanceFactory(evidence__employee=world.employee)
    return {"public_id": attended.session.public_id}


def own_certificate(world: World) -> dict[str, Any]:
    employee = world.users["employee"].employee
    passed = AttemptFactory(employee=employee, passed=True)
    return {"number": EvidenceFactory(employee=employee, attempt=passed).public_id}


def own_notice(world: World) -> dict[str, Any]:
    own = NoticeFactory(assignment__employee=world.users["employee"].employee)
    return {"public_id": own.public_id}


ROWS = [
    # for machines
    Row("health", EVERYBODY),
    Row("favicon", EVERYBODY),
    # sign-in
    Row("account_login", EVERYBODY),
    Row("account_inactive", EVERYBODY),
    Row("first_sign_in", EVERYBODY),
    Row("set_language", EVERYBODY, method="post"),
    Row("account_logout", SIGNED_IN),
    Row("account_change_password", SIGNED_IN),
    Row("account_reauthenticate", SIGNED_IN),
    # people
    Row("people:my_account", SIGNED_IN),
    Row("people:employees", SEES_NAMES),
    Row("people:employee", SEES_NAMES, person),
    Row("people:reissue_code", LEADERS | {"hr"}, person, method="post"),
    Row("people:slips", roles("hr")),
    Row("people:log", roles("auditor")),
    Row("people:log_file", roles("auditor")),
    Row("people:city", roles("administrator")),
    Row("people:grants", roles("hr", "auditor", "administrator")),
    Row("people:grant_new", roles("hr", "administrator")),
    Row("people:grant_revoke", roles("hr", "administrator"), grant),
    Row("people:organisation", SEES_NAMES | {"planner"}),
    Row("people:department_new", roles("hr")),
    Row("people:department_close", roles("hr"), section),
    Row("people:department_order", roles("hr"), section),
    Row("people:imports", roles("hr")),
    Row("people:import_new", roles("hr"), lambda w: {"kind": "roster"}),
    Row("people:import_columns", roles("hr"), no_upload, exists=False),
    Row("people:import_check", roles("hr"), no_upload, exists=False),
    Row("people:import_apply", roles("hr"), no_upload, "post", exists=False),
    Row("people:import_discard", roles("hr"), no_upload, "post", exists=False),
    Row(
        "people:import_table",
        roles("hr"),
        lambda w: {**no_upload(w), "what": "errors"},
        exists=False,
    ),
    Row("people:meanings", roles("hr")),
    Row("people:meaning_change", roles("hr"), lambda w: {"number": 0}, exists=False),
    Row("people:meaning_forget", roles("hr"), lambda w: {"number": 0}, exists=False),
    Row("people:import_done", roles("hr"), lambda w: {"number": 0}, exists=False),
    Row("people:import_undo", roles("hr"), lambda w: {"number": 0}, exists=False),
    # literacy: a person's evidence is for the person, HR and audit
    Row("literacy:plan", EMPLOYEES, plan),
    Row("literacy:revision", EMPLOYEES, lambda w: {"number": 1}, exists=False),
    Row("literacy:plan_file", roles("planner"), lambda w: {"number": 1}, exists=False),
    Row("literacy:upload", roles("planner")),
    Row("literacy:preview", roles("planner"), no_upload, exists=False),
    Row("literacy:apply", roles("planner"), no_upload, "post", exists=False),
    Row("literacy:evidence", roles("hr", "auditor"), evidence),
    Row("literacy:withdraw_evidence", roles("hr"), evidence),
    Row("literacy:person_evidence", roles("hr", "auditor"), person),
    Row("literacy:record_evidence", roles("hr"), person),
    # campaigns
    Row("campaigns:requirements", ASSIGNS | {"auditor"}),
    Row("campaigns:create", ASSIGNS),
    Row("campaigns:section", SEES_NAMES),
    Row("campaigns:section_notice", SEES_NAMES - {"auditor"}, method="post"),
    Row("campaigns:attendance", LEADERS | {"hr"}),
    Row("campaigns:session", LEADERS | {"hr"}, session),
    Row("campaigns:standing_list", ASSIGNS | {"auditor"}),
    Row(
        "campaigns:standing_export", ASSIGNS | {"auditor"}, lambda w: {"format": "csv"}
    ),
    Row("campaigns:standing_notice", ASSIGNS),
    Row("campaigns:standing_exempt", ASSIGNS),
    Row("campaigns:assign", ASSIGNS, requirement, "post"),
    Row("campaigns:withdraw", ASSIGNS, requirement, "post"),
    Row("campaigns:assignment", ASSIGNS, assignment),
    # quizzes: what is different for one person is HR's alone
    Row("quizzes:person_terms", roles("hr"), person),
    Row("quizzes:accommodate", roles("hr"), person),
    Row("quizzes:accommodate_end", roles("hr"), person, method="post"),
    Row("quizzes:override_new", roles("hr"), person),
    Row("quizzes:override_withdraw", roles("hr"), override, method="post"),
    Row("quizzes:extend", roles("hr"), extended),
    # quizzes: an attempt is the person's own
    Row("quizzes:intro", EMPLOYEES, quiz),
    Row("quizzes:results", frozenset({"hr", "auditor"})),
    Row(
        "quizzes:results_file",
        frozenset({"hr", "auditor"}),
        lambda w: {**quiz(w), "form": "csv"},
    ),
    Row("quizzes:start", EMPLOYEES, quiz, method="post"),
    Row("quizzes:take", roles("employee"), question),
    Row("quizzes:save", roles("employee"), question, method="post"),
    Row("quizzes:review", roles("employee"), attempt),
    Row("quizzes:submit", roles("employee"), attempt, method="post"),
    Row("quizzes:result", roles("employee"), attempt),
    Row("quizzes:image", EMPLOYEES, image),
    # courses
    Row("courses:search", EMPLOYEES),
    Row("courses:catalogue", EMPLOYEES, exists=False),
    Row("courses:resume", EMPLOYEES, no_lesson, exists=False),
    Row("courses:finish_lesson", EMPLOYEES, no_lesson, "post", exists=False),
    Row("courses:keep_place", EMPLOYEES, no_lesson, "post", exists=False),
    Row(
        "courses:answer_check",
        EMPLOYEES,
        lambda w: {"code": "no-such-lesson", "check_id": "c1"},
        "post",
        exists=False,
    ),
    Row("upload", EMPLOYEES, lambda w: {"path": "no-such-file.png"}, exists=False),
    # reports: the list of names is of a line and a measure, asked for in the query
    Row("reports:departments", SEES_FIGURES, plan),
    Row("reports:departments_file", SEES_FIGURES, report_file),
    Row("reports:people", SEES_NAMES, exists=False),
    # home
    Row("home:start", SIGNED_IN),
    Row("home:my_page", SIGNED_IN),
    Row("home:record", SIGNED_IN),
    Row("home:certificates", SIGNED_IN),
    Row("home:certificate", roles("employee"), own_certificate),
    Row("home:read_notice", roles("employee"), own_notice, method="post"),
    Row(
        "home:components", roles("hr", "security", "editor", "planner", "administrator")
    ),
]
TABLE = {row.name: row for row in ROWS}

# Names that lead nowhere on purpose (404 for whoever is signed in).
NOT_OFFERED = {
    "account_set_password",
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
}
# The page server: pages are for whoever is signed in; see test_pages_need_sign_in.
OF_WAGTAIL = {
    "wagtail_serve",
    "wagtailcore_authenticate_with_password",
    "wagtailcore_login",  # caught before Wagtail sees it, see learning/urls.py
}
