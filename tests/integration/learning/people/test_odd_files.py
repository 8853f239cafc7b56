"""Odd files by command and by page: a sentence, and nothing of it applied."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from learning.people.models import Department, Employee, RosterImport
from tests.integration.learning.people.importing import (
    apply,
    organisation,
    page,
    roster,
    send,
    signed_in,
    text_of,
)
from tests.integration.learning.people.odd_files import (
    READ,
    REFUSED,
    column,
    heading_only,
    without_heading,
)
from tests.integration.learning.people.odd_files import book as workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def organised():
    organisation()


@pytest.fixture
def hr(client, organised):
    signed_in(client, "hr")
    return client


def shown(client, response):
    """The text of wherever the steps end: refused, columns, or the check."""
    if response.status_code == 302:
        response = page(client, response)
    return response.content.decode()


@pytest.mark.parametrize("case", REFUSED)
def test_by_command_it_is_refused_in_words(organised, tmp_path, case):
    name, content, said = REFUSED[case]
    path = tmp_path / name
    path.write_bytes(content)
    out = StringIO()
    arguments = [str(path), "--as-of", "2026-04-01", "--source", "市長部局"]
    with pytest.raises(CommandError) as refused:
        call_command("import_roster", *arguments, stdout=out)
    assert said in out.getvalue() + str(refused.value)
    assert Employee.objects.count() == 0


@pytest.mark.parametrize("case", REFUSED)
def test_by_page_it_is_refused_in_words(hr, case):
    name, content, said = REFUSED[case]
    html = shown(hr, send(hr, content, name=name))
    assert said in html
    assert 'id="apply"' not in html or " disabled" in html


@pytest.mark.parametrize("case", READ)
def test_it_is_read_by_both(hr, tmp_path, case):
    name, content, said = READ[case]
    path = tmp_path / name
    path.write_bytes(content)
    output = roster(path, "2026-04-01", "--dry-run")
    checked = page(hr, send(hr, content, name=name))
    assert "採用 10" in output
    assert checked.context["changes"].counts["joiner"] == 10
    assert (said in output, said in checked.content.decode()) == (True, True)
    assert bool(said) == ("先頭の0" in output or "シートが" in output)


def test_nobody_is_shown_as_leaving_by_an_unread_file(hr):
    apply(hr, page(hr, send(hr, text_of())))
    assert Employee.objects.filter(roster_import__isnull=False).count() == 10
    for content in (heading_only(), without_heading()):
        response = send(hr, content, source="市長部局", as_of="2026-10-01")
        if response.status_code == 302:
            counts = page(hr, response).context["changes"].counts
            assert counts["leaver"] == 0


def test_a_file_without_headings_is_read_by_its_columns(hr, tmp_path):
    path = tmp_path / "名簿.csv"
    path.write_bytes(without_heading())
    columns = send(hr, without_heading())
    assert "知っている見出しが一つもありません" in columns.content.decode()
    url = columns.request["PATH_INFO"]
    hr.post(url, {"no_header": "1"})
    form = hr.get(url).context["form"]
    chosen = {field.name: field.value() or "" for field in form}
    places = {"number": 1, "name": 3, "kana": 4, "department_code": 5}
    places |= {"post_title": 7, "posting_kind": 10}
    chosen |= {code: f"列{place}" for code, place in places.items()}
    checked = page(hr, hr.post(url, chosen))
    # the first line is a person now: eleven rows of ten people
    assert checked.context["changes"].counts["joiner"] == 10
    apply(hr, checked)
    with pytest.raises(CommandError):
        roster(path, "2026-04-01")
    output = roster(path, "2026-04-01", "--no-header")
    assert "変わるところはありません" in output


def test_one_heading_is_not_two_columns(hr):
    response = send(hr, text_of(), name="名簿.csv")
    upload = page(hr, response).context["session"].upload
    url = reverse("people:import_columns", args=[upload.public_id])
    form = hr.get(url).context["form"]
    chosen = {field.name: field.value() or "" for field in form}
    html = hr.post(url, {**chosen, "old_number": "職員番号"}).content.decode()
    assert "見出し「職員番号」は「職員番号」に選んでいます。" in html


def test_lost_zeros_of_a_known_number_or_code_are_errors(hr, tmp_path):
    apply(hr, page(hr, send(hr, text_of())))
    content = workbook(column("A", lambda v: int(v) if v.isdigit() else v))
    checked = page(hr, send(hr, content, source="市長部局", name="名簿.xlsx"))
    reasons = [error.reason for error in checked.context["changes"].errors]
    # 000101 … 000109 but for the one in full width, which says 000105 as well
    assert "番号「000101」の先頭の0が落ちていませんか。" in reasons


def test_a_file_that_is_too_large_is_refused_unread(hr, tmp_path):
    """51 MiB and over: by the page from what is announced, by the command."""
    path = tmp_path / "名簿.csv"
    with path.open("wb") as file:
        file.truncate(52 * 1024 * 1024)
    with pytest.raises(CommandError, match="大きすぎます"):
        roster(path, "2026-04-01")
    url = reverse("people:import_new", args=["roster"])
    response = hr.generic("POST", url, path.read_bytes(), "multipart/form-data")
    assert response.url == url
    html = hr.get(url).content.decode()
    assert "ファイルが大きすぎます（上限 50 MB）。何も受け取っていません。" in html


def test_step_one_asks_for_the_token(organised):
    strict = Client(enforce_csrf_checks=True)
    signed_in(strict, "hr")
    assert send(strict, text_of()).status_code == 403


def test_a_file_of_very_many_lines_is_refused(organised, tmp_path):
    path = tmp_path / "名簿.csv"
    path.write_bytes(
        text_of().splitlines()[0].encode("cp932") + b"\n" + b"1\n" * 200_001
    )
    with pytest.raises(CommandError, match="行が多すぎます"):
        roster(path, "2026-04-01")


@pytest.mark.parametrize("case", [*REFUSED, *READ])
def test_an_odd_file_leaves_the_organisation_as_it_was(hr, tmp_path, case):
    """Rosters are no organisation: each is refused in words by both ways."""
    name, content, _said = {**REFUSED, **READ}[case]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        call_command("import_organisation", str(path), "--as-of", "2026-10-01")
    assert "。" in str(refused.value)
    html = shown(hr, send(hr, content, "organisation", name=name, as_of="2026-10-01"))
    assert 'id="apply"' not in html or " disabled" in html
    assert Department.objects.known().filter(ends_on=None).count() == 7


def test_a_heading_alone_closes_no_department(hr):
    content = (text_of("organisation.csv").splitlines()[0] + "\n").encode()
    before = Department.objects.known().count()
    html = shown(hr, send(hr, content, "organisation", as_of="2026-10-01"))
    assert "見出しのほかに行がありません" in html
    assert Department.objects.known().count() == before
    assert RosterImport.objects.filter(kind="organisation").count() == 1
