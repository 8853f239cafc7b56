"""Organisation files: what is not listed, how columns are remembered, corrections."""

import json
from datetime import date

import pytest
from django.core.management import CommandError
from django.urls import reverse

from learning.people.models import Department, DepartmentSuccession, RosterImport
from tests.integration.learning.people.importing import (
    FILES,
    apply,
    found,
    known,
    organisation,
    page,
    roster,
    run,
    send,
    signed_in,
    text_of,
    written,
)

pytestmark = pytest.mark.django_db
OCTOBER, NEXT_APRIL = date(2026, 10, 1), date(2027, 4, 1)
BELOW = ("1010", "1020", "2010", "2011", "2020")
"""Everything below the two 部."""


@pytest.fixture
def city_hall():
    organisation()
    roster()


def lines_of(*dropped, name="organisation.csv"):
    lines = text_of(name).splitlines()
    return "\n".join(line for line in lines if not line.startswith(dropped or ("\0",)))


def load(path, as_of, *more):
    return run("import_organisation", path, "--as-of", as_of, *more)


# --- what the file does not list


def test_departments_that_are_not_listed_need_their_number(city_hall, tmp_path):
    # five of seven: more than a tenth
    path = written(tmp_path, lines_of(*BELOW))
    before = known()
    with pytest.raises(CommandError, match=r"5 あり.*--confirm-closings"):
        load(path, "2026-10-01")
    with pytest.raises(CommandError, match="5 あり"):
        load(path, "2026-10-01", "--confirm-closings", "7")
    assert known() == before
    output = load(path, "2026-10-01", "--confirm-closings", "5", "--json")
    assert found(output)["closed"] == 5


def test_a_dry_run_says_that_the_number_will_be_asked(city_hall, tmp_path):
    path = written(tmp_path, lines_of(*BELOW))
    output = load(path, "2026-10-01", "--dry-run")
    assert "反映するときは --confirm-closings 5 が要ります。" in output
    asked = json.loads(load(path, "2026-10-01", "--dry-run", "--json"))["to_confirm"]
    assert asked == {"option": "--confirm-closings", "number": 5}


def test_two_that_are_not_listed_are_a_warning_only(city_hall, tmp_path):
    path = written(tmp_path, lines_of("1010", "1020"))
    assert "が要ります" not in load(path, "2026-10-01", "--dry-run")
    output = load(path, "2026-10-01", "--json")
    assert (found(output)["closed"], found(output)["warnings"]) == (2, 2)


def test_departments_that_the_file_itself_closes_need_no_number(city_hall):
    # 市民部 and 税務課 of seven end, each with its day in the file
    assert found(organisation("organisation_2027.csv", "2027-04-01", "--json"))


def test_the_number_is_typed_on_the_page(client, city_hall):
    signed_in(client, "hr")
    sent = send(client, lines_of(*BELOW), "organisation", as_of="2026-10-01")
    checked = page(client, sent)
    assert 'id="confirmed"' in checked.content.decode()
    apply(client, checked, confirmed="1")
    assert RosterImport.objects.filter(kind="organisation").count() == 1
    apply(client, page(client, sent), confirmed="5")
    assert RosterImport.objects.filter(kind="organisation").count() == 2


def test_a_file_without_a_row_closes_nothing(city_hall, tmp_path):
    path = written(tmp_path, text_of("organisation.csv").splitlines()[0] + "\n")
    with pytest.raises(CommandError, match="エラー"):
        load(path, "2026-10-01")


# --- columns


def test_the_columns_of_the_last_file_are_remembered(client, city_hall, tmp_path):
    signed_in(client, "hr")
    header, rest = text_of("organisation.csv").split("\n", 1)
    strange = header.replace("所属名", "よびな").strip()
    again = strange + "\n" + rest
    path = written(tmp_path, again)
    with pytest.raises(CommandError, match="エラー"):
        load(path, "2026-10-01")
    response = send(client, again, "organisation", as_of="2026-10-01")
    url = reverse(
        "people:import_columns", args=[response.context["session"].upload.public_id]
    )
    form = client.get(url).context["form"]
    chosen = {field.name: field.value() or "" for field in form}
    checked = page(client, client.post(url, {**chosen, "name": "よびな"}))
    assert not checked.context["changes"].errors
    renamed = rest.replace(
        "1020,デジタル戦略課,1000,課,20", "1020,デジタル戦略課,1000,課,30"
    )
    edited = written(tmp_path, strange + "\n" + renamed)
    sent = send(client, edited.read_text(), "organisation", as_of="2026-10-01")
    url = reverse(
        "people:import_columns", args=[sent.context["session"].upload.public_id]
    )
    checked = page(client, client.post(url, {**chosen, "name": "よびな"}))
    apply(client, checked)
    assert RosterImport.objects.latest("pk").column_mapping["name"] == "よびな"
    assert not any(found(load(edited, "2026-10-01", "--json")).values())


# --- corrections


def renaming(tmp_path, old="人事課", new="人財課"):
    decided = tmp_path / "decided.json"
    decided.write_text(json.dumps({"1010": "改称", "2010": "改称", "2000": "改称"}))
    path = written(tmp_path, text_of("organisation.csv").replace(old, new))
    return path, ("--accept", decided, "--json")


def test_an_older_date_is_refused_unless_a_correction(city_hall, tmp_path):
    organisation("organisation_2027.csv", "2027-04-01")
    path, decided = renaming(tmp_path)
    with pytest.raises(CommandError, match="訂正"):
        load(path, "2026-10-01", *decided)
    counts = found(load(path, "2026-10-01", "--correction", *decided))
    assert counts["renamed"] == 1
    assert RosterImport.objects.latest("pk").is_correction
    (open_one,) = Department.objects.on(NEXT_APRIL).filter(code="1010")
    assert (open_one.name, open_one.starts_on) == ("人財課", OCTOBER)


def test_a_correction_ends_where_what_is_known_begins(city_hall, tmp_path):
    organisation("organisation_2027.csv", "2027-04-01")
    before = known()
    path, decided = renaming(tmp_path, "市民課", "くらし課")
    load(path, "2026-10-01", "--correction", *decided)
    spans = Department.objects.known().filter(code="2010").order_by("starts_on")
    assert [(d.name, d.starts_on, d.ends_on) for d in spans] == [
        ("市民課", date(2026, 4, 1), OCTOBER),
        ("くらし課", OCTOBER, NEXT_APRIL),
        ("市民課", NEXT_APRIL, None),
    ]
    links = DepartmentSuccession.objects.filter(predecessor=spans[1])
    assert [(link.successor, link.on) for link in links] == [(spans[2], NEXT_APRIL)]
    corrected = RosterImport.objects.latest("pk")
    with pytest.raises(CommandError, match="過去の訂正 1件"):
        run("undo_import", corrected.pk - 1)
    run("undo_import", corrected.pk)
    assert known() == before
    run("undo_import", corrected.pk - 1)
    assert Department.objects.known().get(code="2010").ends_on is None


def test_what_has_later_children_is_not_closed_before_them(city_hall, tmp_path):
    text = text_of("organisation.csv") + "2030,くらし安全課,2000,課,30,,\n"
    load(written(tmp_path, text), "2027-04-01")
    path, decided = renaming(tmp_path, "市民部", "くらし部")
    with pytest.raises(CommandError, match="エラーが 1 件"):
        load(path, "2026-10-01", "--correction", *decided)


def test_a_correction_is_marked_on_the_page(client, city_hall):
    organisation("organisation_2027.csv", "2027-04-01")
    signed_in(client, "hr")
    text = (FILES / "organisation.csv").read_bytes()
    sent = send(client, text, "organisation", as_of="2026-10-01")
    assert "前より" not in page(client, sent).content.decode()
    assert "より前です" in page(client, sent).context["reason"]
    sent = send(client, text, "organisation", as_of="2026-10-01", correction="on")
    assert "より前です" not in page(client, sent).context["reason"]
