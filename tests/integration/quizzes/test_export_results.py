"""Results per person and question: who may take them, what is in them, the log."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from learning.log.models import Entry
from learning.people.models import RoleGrant
from tests.factories.people import (
    RECORDED_AT,
    DepartmentFactory,
    EmployeeFactory,
    EmploymentFactory,
    PostingFactory,
    UserFactory,
)
from tests.factories.quizzes import AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    return QuizFactory(item_count=3)


@pytest.fixture
def taken(quiz):
    person = EmployeeFactory(names__name="城山 花子")
    EmploymentFactory(employee=person, number="00123")
    AttemptFactory(quiz=quiz, employee=person, failed=True)
    AttemptFactory(quiz=quiz, employee=person, number=2, passed=True)
    AttemptFactory(quiz=quiz)
    return person


@pytest.fixture
def hr(client):
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role="hr", starts_on=date(2020, 4, 1), recorded_at=RECORDED_AT
    )
    client.force_login(user)
    return client


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_row_for_each_finished_attempt_and_a_column_for_each_item(
    quiz, taken, tmp_path
):
    out = tmp_path / "結果.csv"
    call_command("export_results", quiz.code, "--out", str(out))
    header, *rows = rows_of(out.read_bytes())
    assert len(rows) == 2
    assert len(header) == 8 + 3
    assert rows[0][:3] == ["00123", "城山 花子", "1"]
    # failed: 1, 0, 0 of three points; passed: 1, 1, 1
    assert rows[0][8:] == ["1.0", "0.0", "0.0"]
    assert rows[1][8:] == ["1.0", "1.0", "1.0"]


def test_a_workbook_keeps_numbers_as_numbers_and_zeros_of_staff_numbers(
    quiz, taken, tmp_path
):
    out = tmp_path / "results.xlsx"
    call_command("export_results", quiz.code, "--out", str(out))
    sheet = openpyxl.load_workbook(out).active
    row = [cell.value for cell in sheet[4]]
    assert row[0] == "00123"
    assert row[8:] == [1, 0, 0]


def test_the_command_is_logged(quiz, taken, tmp_path):
    call_command("export_results", quiz.code, "--out", str(tmp_path / "r.csv"))
    entry = Entry.objects.get(action="quiz.export_results")
    assert entry.subject_id == quiz.code


@pytest.mark.parametrize(
    ("name", "told"), [("r.txt", ".csv か .xlsx"), ("none/r.csv", "ありません")]
)
def test_a_place_that_cannot_be_written_is_told(quiz, tmp_path, name, told):
    with pytest.raises(CommandError, match=told):
        call_command("export_results", quiz.code, "--out", str(tmp_path / name))


def test_an_unknown_quiz_is_told(tmp_path):
    with pytest.raises(CommandError, match="ありません"):
        call_command("export_results", "nothing", "--out", str(tmp_path / "r.csv"))


def test_hr_finds_and_takes_the_file_and_it_is_logged(hr, quiz, taken):
    page = hr.get(reverse("quizzes:results"))
    assert quiz.title in page.content.decode()
    response = hr.get(reverse("quizzes:results_file", args=[quiz.code, "csv"]))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert len(rows_of(response.content)) == 3
    assert Entry.objects.filter(action="quiz.export_results").count() == 1


def test_a_format_that_there_is_not_is_not_found(hr, quiz):
    response = hr.get(reverse("quizzes:results_file", args=[quiz.code, "pdf"]))
    assert response.status_code == 404


def test_hr_of_one_department_sees_only_its_people(client, quiz):
    mine, other = DepartmentFactory(), DepartmentFactory()
    for department, name in ((mine, "内山 一"), (other, "外山 二")):
        person = EmployeeFactory(names__name=name)
        PostingFactory(employment__employee=person, department=department)
        AttemptFactory(quiz=quiz, employee=person, passed=True)
    user = UserFactory()
    RoleGrant.objects.create(
        user=user,
        role="hr",
        department=mine,
        starts_on=date(2020, 4, 1),
        recorded_at=RECORDED_AT,
    )
    client.force_login(user)
    response = client.get(reverse("quizzes:results_file", args=[quiz.code, "csv"]))
    text = response.content.decode("utf-8-sig")
    assert "内山 一" in text
    assert "外山 二" not in text


def test_an_editor_may_not_take_results_of_persons(client, quiz):
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role="editor", starts_on=date(2020, 4, 1), recorded_at=RECORDED_AT
    )
    client.force_login(user)
    response = client.get(reverse("quizzes:results_file", args=[quiz.code, "csv"]))
    assert response.status_code == 403
    assert not Entry.objects.filter(action="quiz.export_results").exists()
