"""The command: files of the small city, its readers, its log and its messages."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from learning.log.models import Entry
from learning.people.models import Role

pytestmark = pytest.mark.django_db


def run(tmp_path, **options):
    out = tmp_path / "report"
    said = io.StringIO()
    given = {"plan": "matsue", "as_of": "2026-04-01", "format": "json", **options}
    call_command("report_departments", out=str(out), stdout=said, **given)
    return out.read_bytes(), said.getvalue()


def rows_of(content):
    return {row["code"]: row for row in json.loads(content)["rows"]}


def test_json_hides_small_figures_by_default(town, tmp_path):
    content, said = run(tmp_path)
    rows = rows_of(content)
    cell = {"audience": None, "attained": None, "share": None, "target": 0.8}
    assert rows["0102"]["literacies"]["L4"] == {**cell, "suppressed": "primary"}
    assert rows["01"]["literacies"]["L4"]["attained"] == 1
    assert rows["01"]["headcount"] == 10
    assert "少人数の数字は非表示" in said
    assert [e.action for e in Entry.objects.all()] == ["report.export"]


def test_unsuppressed_shows_them_and_is_logged(town, tmp_path):
    content, _ = run(tmp_path, unsuppressed=True)
    cell = rows_of(content)["0102"]["literacies"]["L4"]
    assert (cell["audience"], cell["attained"], cell["small"]) == (3, 1, True)
    entry = Entry.objects.get()
    assert entry.action == "report.export_unsuppressed"
    assert entry.subject_id == "matsue"
    assert entry.payload.detail["as_of"] == "2026-04-01"


def test_a_readers_form_is_what_the_reader_sees(town, tmp_path):
    leader = town.people["0102"][0]
    town.user("leader", Role.LEADER, employee=leader, department="0102")
    number = leader.employments.get().number
    content, _ = run(tmp_path, reader=number, as_of="R8.11.20")
    assert {k: r["parent"] for k, r in rows_of(content).items()} == {"0102": None}
    cell = rows_of(content)["0102"]["literacies"]["L4"]
    assert (cell["audience"], cell["suppressed"], cell["small"]) == (3, None, True)


def test_then_and_now(town, tmp_path):
    then, _ = run(tmp_path)
    now, _ = run(tmp_path, organisation="now")
    assert "0202" in rows_of(then)
    assert "0204" in rows_of(now)
    assert "0202" not in rows_of(now)


def test_csv_in_cp932_ends_with_its_report(town, tmp_path):
    content, said = run(tmp_path, format="csv", encoding="cp932", level="bureau")
    text = content.decode("cp932")
    lines = list(csv.reader(text.splitlines()))
    assert [row[4] for row in lines[1:4]] == ["city", "01", "02"]
    assert lines[-1] == ["変えた文字、書けなかった文字はありません。"]
    assert "変えた文字、書けなかった文字はありません。" in said


def test_xlsx_is_a_workbook(town, tmp_path):
    content, _ = run(tmp_path, format="xlsx")
    assert content.startswith(b"PK")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"plan": "nowhere"}, "計画「nowhere」はありません。ある計画：matsue"),
        ({"plan": None}, "--plan がありません"),
        ({"as_of": None}, "--as-of がありません"),
        ({"as_of": "2026-02-30"}, "--as-of: "),
        ({"as_of": "きのう"}, "日付として読めません"),
        ({"as_of": "2027-04-01"}, "まだ来ていません"),
        ({"as_of": "2019-04-01"}, "効力のある版がありません"),
        ({"level": "room"}, "--level の「room」は使えません"),
        ({"organisation": "later"}, "then, now"),
        ({"format": "pdf"}, "json, csv, xlsx"),
        ({"format": None}, "--format がありません"),
        ({"encoding": "cp932"}, "--format csv のときだけ"),
        ({"format": "csv", "encoding": "sjis"}, "utf-8-sig, cp932"),
        ({"reader": "999999"}, "サインインできる職員の中にいません"),
        ({"reader": "1", "unsuppressed": True}, "どちらか一つだけ"),
    ],
)
def test_bad_input_is_said_plainly(town, tmp_path, options, message):
    with pytest.raises(CommandError, match=message) as said:
        run(tmp_path, **options)
    assert said.value.returncode == 1
    assert not (tmp_path / "report").exists()


def test_who_has_no_role_reads_nothing(town, tmp_path):
    employee = town.people["0201"][0]
    town.user("clerk", employee=employee)
    with pytest.raises(CommandError, match="集計を見る役割がありません"):
        run(tmp_path, reader=employee.employments.get().number)


@pytest.mark.parametrize(
    ("out", "message"),
    [(None, "--out がありません"), (".", "フォルダー"), ("no/where", "先に作って")],
)
def test_where_to_write(town, tmp_path, out, message):
    path = None if out is None else str(tmp_path / out)
    with pytest.raises(CommandError, match=message):
        call_command(
            "report_departments",
            plan="matsue",
            as_of="2026-04-01",
            format="json",
            out=path,
        )


def test_no_plan_at_all(db, tmp_path):
    with pytest.raises(CommandError, match="import_plan"):
        run(tmp_path)


def test_a_dash_writes_the_file_alone_to_standard_output(town, tmp_path):
    pipe, said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    call_command(
        "report_departments",
        plan="matsue",
        as_of="2026-04-01",
        format="json",
        out="-",
        stdout=pipe,
        stderr=said,
    )
    content, _said = run(tmp_path)
    assert pipe.buffer.getvalue() == content
    assert "少人数の数字は非表示" in said.getvalue()
