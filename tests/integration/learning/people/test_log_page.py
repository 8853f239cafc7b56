"""証跡 as an auditor reads it: sentences, details in words, and a file."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from learning.log.actions import write
from learning.log.actions.sealing import delete_payloads
from learning.log.models import Entry
from learning.people.actions.grants import NewGrant, Place, grant
from learning.people.audit.lines import lines_for
from learning.people.models import Role, RoleGrant
from tests.factories.people import (
    DepartmentFactory,
    EmployeeFactory,
    EmploymentFactory,
    PostingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
CODE = re.compile(r"[a-z_]+\.[a-z_]+|[0-9a-f]{8}-[0-9a-f]{4}|\{|&quot;")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def person(name, department):
    employee = EmployeeFactory(names__name=name)
    PostingFactory(
        employment=EmploymentFactory(employee=employee), department=department
    )
    return UserFactory(employee=employee, first_name=name)


@pytest.fixture
def given():
    """佐藤 of 人事課 made 田中 of 市民課 a leader."""
    by = person("佐藤　花子", DepartmentFactory(name="人事課"))
    desk = DepartmentFactory(name="市民課")
    to = person("田中　太郎", desk)
    new = NewGrant(
        user=to,
        role=Role.LEADER,
        place=Place(desk),
        starts_on=date(2026, 11, 20),
        ends_on=date(2027, 4, 1),
        reason="課の推進役",
    )
    return grant(new=new, by=by, at=AT)


@pytest.fixture
def auditor(client):
    user = UserFactory()
    RoleGrant.objects.create(
        user=user,
        role=Role.AUDITOR,
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 4, 1),
        recorded_at=AT,
    )
    client.force_login(user)
    return client


def lines(auditor, **query):
    return auditor.get(reverse("people:log"), query).context["lines"]


def said(line):
    return {detail.term: detail.text for detail in line.details}


def test_an_entry_is_a_sentence_with_both_departments(auditor, given):
    (line,) = lines(auditor)
    assert line.sentence == (
        "人事課 佐藤　花子 が 職員 市民課 田中　太郎 に役割「推進リーダー」を付与した"
    )
    assert said(line) | {"記録の番号": ""} == {
        "役割": "推進リーダー",
        "範囲": "市民課",
        "始まりの日": "R8.11.20",
        "最後の日": "R9.3.31",
        "理由": "課の推進役",
        "記録の番号": "",
    }


def test_the_page_shows_no_code_no_id_and_no_json(auditor, given):
    page = auditor.get(reverse("people:log")).content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    text = re.sub(r"<[^>]*>", " ", table)
    assert CODE.findall(text) == []


def test_the_department_is_that_of_the_day(given):
    """Who moved since is shown where they were."""
    moved = given.user.employee.postings.get()
    moved.ends_on = date(2026, 11, 21)
    moved.save()
    other = DepartmentFactory(name="税務課")
    PostingFactory(
        employment=moved.employment, department=other, starts_on=date(2026, 11, 21)
    )
    (line,) = lines_for(Entry.objects.all(), secret=set())
    assert "市民課 田中　太郎" in line.sentence


def test_an_exemption_names_person_and_requirement(auditor, given):
    subject = ("requirement", "fy2026-dx", "DX入門")
    write("requirement.create", by=None, at=AT, subject=subject)
    of = ("employee", str(given.user.employee.public_id), "DX入門")
    detail = {"requirement": "fy2026-dx", "reason": "出張"}
    write("assignment.exempt", by=None, at=AT, subject=of, detail=detail)
    assert lines(auditor)[0].sentence == (
        "システム が 職員 市民課 田中　太郎 の「DX入門」を免除した"
    )


def test_a_deleted_detail_is_said_to_be_deleted(auditor, given):
    entry = Entry.objects.get()
    delete_payloads(entries=[entry], rule="5年", by=None, at=AT)
    old = next(line for line in lines(auditor) if line.entry == entry)
    assert said(old)["詳細"] == "規則により削除されました。"


@pytest.mark.parametrize(
    ("kind", "found"),
    [("looks", ["employee.view"]), ("grants", ["grant.give"]), ("plan", [])],
)
def test_entries_are_narrowed_by_what_they_are_about(auditor, given, kind, found):
    write("employee.view", by=None, at=AT, subject=("employee", "x", "田中　太郎"))
    assert [line.entry.action for line in lines(auditor, kind=kind)] == found


def test_the_file_says_the_same_and_is_itself_logged(auditor, given):
    sentence = lines(auditor)[0].sentence
    response = auditor.get(reverse("people:log_file"), {"kind": "grants"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    head, row = response.content.decode("utf-8-sig").splitlines()[:2]
    assert head == "記録の番号,いつ,だれが、何をしたか,詳細"
    assert f"2026-11-20 12:00:00,{sentence},役割：推進リーダー；" in row
    entry = Entry.objects.get(action="log.export")
    assert entry.payload.detail == {"kind": "grants", "lines": 1}


def test_too_many_entries_are_refused_and_nothing_is_written(
    auditor, given, monkeypatch
):
    monkeypatch.setattr("learning.people.views.log.MOST_LINES", 0)
    page = auditor.get(reverse("people:log_file"), follow=True)
    assert "期間を短くしてください" in page.content.decode()
    assert not Entry.objects.filter(action="log.export").exists()


def test_the_number_of_queries_does_not_grow_with_the_entries(
    auditor, given, django_assert_max_num_queries
):
    subject = ("employee", str(given.user.employee.public_id), "田中　太郎")
    for _ in range(60):
        write("employee.view", by=given.granted_by, at=AT, subject=subject)
    with django_assert_max_num_queries(24):
        auditor.get(reverse("people:log"))
