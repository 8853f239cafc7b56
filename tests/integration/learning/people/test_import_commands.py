"""The import commands on files as cities write them, read from disk to database."""

import json
from datetime import date
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from learning.log.models import Entry
from learning.people.models import (
    Absence,
    Department,
    DepartmentSuccession,
    Employee,
    EmployeeName,
    Employment,
    EmploymentType,
    Posting,
    PostTitle,
    RoleGrant,
    RosterImport,
    RosterSource,
    ValueMapping,
)
from learning.people.signals import people_changed
from learning.people.stored import to_be_placed
from tests.factories.people import UserFactory
from tests.integration.learning.people.importing import (
    FILES,
    HEADING,
    edited,
    found,
    known,
    organisation,
    roster,
    run,
    written,
)

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 1)
NEXT_APRIL = date(2027, 4, 1)
TABLES = (Department, Employee, EmployeeName, Employment, Posting, Absence)


def rows_of():
    """Every stored row of what an import touches, as plain values."""
    return {
        table.__name__: sorted(map(repr, table.objects.values_list()))
        for table in TABLES
    }


@pytest.fixture
def city_hall():
    organisation()
    roster()


def test_a_city_hall_is_loaded_from_two_files(city_hall):
    assert Employee.objects.count() == 10
    assert Posting.objects.on(APRIL).filter(kind="main").count() == 10
    acting = Posting.objects.get(kind="acting")
    assert (acting.post_title, acting.is_head) == ("課長", True)
    # 部分休業 is no absence, 育児休業 is one, without its reason
    assert [a.neutral_class for a in Absence.objects.all()] == ["leave"]
    annual = Employment.objects.get(number="K90001")
    assert (annual.ends_on, annual.employment_type.code) == (NEXT_APRIL, "annual_part")
    assert RosterSource.objects.get().authority.name == "市長"
    assert Entry.objects.filter(action="roster.apply").count() == 1


def test_names_are_found_by_kana_with_and_without_a_space(city_hall):
    key = EmployeeName.objects.get(name="髙橋　一郎").search_key
    assert "高橋一郎" in key
    assert "タカハシイチロウ" in key


def test_the_same_files_twice_change_nothing(city_hall):
    before = rows_of()
    again = roster(FILES / "roster.csv", "2026-04-01", "--json")
    organised = organisation("organisation.csv", "2026-04-01", "--json")
    assert not any(found(again).values())
    assert not any(found(organised).values())
    assert rows_of() == before
    assert RosterImport.objects.count() == 2


def test_a_dry_run_writes_nothing():
    organisation("organisation.csv", "2026-04-01", "--dry-run")
    assert Department.objects.count() == 0
    organisation()
    output = roster(FILES / "roster.csv", "2026-04-01", "--dry-run", "--json")
    assert found(output)["joiner"] == 10
    assert Employee.objects.count() == 0
    assert RosterSource.objects.count() == 0


def test_one_bad_row_and_nothing_is_applied(city_hall, tmp_path):
    path = edited(
        tmp_path, ("000109,,加藤", ",,加藤"), ("2020,税務課,主任", "2010,市民課,主任")
    )
    before = rows_of()
    with pytest.raises(CommandError):
        roster(path, "2026-10-01")
    assert rows_of() == before


def test_errors_are_printed_as_json_too(city_hall, tmp_path, capsys):
    path = edited(tmp_path, ("1020,デジタル戦略課,主査", "9999,デジタル戦略課,主査"))
    out = StringIO()
    arguments = [str(path), "--as-of", "2026-10-01", "--source", "市長部局", "--json"]
    with pytest.raises(CommandError):
        call_command("import_roster", *arguments, stdout=out)
    (error,) = json.loads(out.getvalue())["errors"]
    assert (error["line"], error["column"], error["value"]) == (9, "所属コード", "9999")
    assert error["mend"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_movers_are_written_in_any_encoding(city_hall, tmp_path, encoding):
    path = edited(
        tmp_path,
        (
            "2020,税務課,主任,正規,事務,本務,2015-04-01,2023-04-01",
            "2010,市民課,主任,正規,事務,本務,2015-04-01,2026-10-01",
        ),
        encoding=encoding,
    )
    heard = []

    def hear(sender, employees, from_date, **kwargs):
        heard.append((len(employees), from_date))

    people_changed.connect(hear)
    try:
        output = roster(path, "2026-10-01", "--json")
    finally:
        people_changed.disconnect(hear)
    assert found(output)["mover"] == 1
    assert heard == [(1, date(2026, 10, 1))]
    postings = Posting.objects.known().filter(employment__number="000105")
    moves = postings.order_by("starts_on").values_list("department__name", "ends_on")
    assert list(moves) == [("税務課", date(2026, 10, 1)), ("市民課", None)]


def test_undoing_tells_from_the_first_day_that_it_touches(city_hall, tmp_path):
    # a file of 10 October with a move by an order of the 1st
    path = edited(
        tmp_path,
        (
            "2020,税務課,主任,正規,事務,本務,2015-04-01,2023-04-01",
            "2010,市民課,主任,正規,事務,本務,2015-04-01,2026-10-01",
        ),
    )
    roster(path, "2026-10-10")
    heard = []

    def hear(sender, employees, from_date, **kwargs):
        heard.append((len(employees), from_date))

    people_changed.connect(hear)
    try:
        run("undo_import", RosterImport.objects.latest("pk").pk)
    finally:
        people_changed.disconnect(hear)
    assert heard == [(1, date(2026, 10, 1))]


def test_a_workbook_is_read_as_text(tmp_path):
    organisation()
    book = openpyxl.Workbook()
    text = (FILES / "roster.csv").read_bytes().decode("cp932")
    for line in text.splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "roster.xlsx")
    assert (
        found(roster(tmp_path / "roster.xlsx", "2026-04-01", "--json"))["joiner"] == 10
    )
    assert Employment.objects.filter(number="000101").exists()


def test_leavers_over_a_tenth_need_their_number(city_hall, tmp_path):
    path = edited(tmp_path, drop=("000106", "000109"))
    with pytest.raises(CommandError, match="2 人"):
        roster(path, "2026-10-01")
    output = roster(path, "2026-10-01", "--dry-run")
    assert "反映するときは --confirm-leavers 2 が要ります。" in output
    output = roster(path, "2026-10-01", "--json", "--confirm-leavers", "2")
    assert found(output)["leaver"] == 2
    assert Posting.objects.on(date(2026, 10, 1)).filter(kind="main").count() == 8
    assert Posting.objects.on(date(2026, 9, 30)).filter(kind="main").count() == 10


def test_a_partial_file_lets_nobody_leave(city_hall, tmp_path):
    text = HEADING + "000200,,新井　新,アライ　シン,1010,主事,正規\n"
    output = roster(written(tmp_path, text), "2026-10-01", "--partial", "--json")
    assert (found(output)["leaver"], found(output)["joiner"]) == (0, 1)


def test_an_older_date_is_refused_unless_a_correction(city_hall, tmp_path):
    path = edited(tmp_path, ("2020,税務課,主事", "2010,市民課,主事"))
    with pytest.raises(CommandError, match="訂正"):
        roster(path, "2026-03-01")


def test_unknown_words_are_warned_of_and_remembered(city_hall, tmp_path):
    path = edited(tmp_path, ("市民課,主事,正規", "市民課,まちづくり監,ボランティア"))
    output = json.loads(roster(path, "2026-10-01", "--json"))
    assert {w["value"] for w in output["warnings"]} == {"まちづくり監", "ボランティア"}
    assert PostTitle.objects.get(name="まちづくり監").rank_class == "none"
    assert EmploymentType.objects.get(name="ボランティア").counts_as_staff
    assert ValueMapping.objects.filter(value="ボランティア").exists()
    again = json.loads(roster(path, "2026-10-01", "--json"))
    assert again["warnings"] == []


def test_a_proposal_is_accepted_by_file(city_hall, tmp_path):
    path = edited(
        tmp_path,
        ("K90001", "K90555"),
        ("R8.4.1,R8.4.1,R9.3.31", "R9.4.1,R9.4.1,R10.3.31"),
    )
    output = json.loads(roster(path, "2027-04-01", "--dry-run", "--json"))
    (proposal,) = output["proposals"]
    assert proposal["id"] == "person:K90555:K90001"
    accepted = tmp_path / "accepted.json"
    accepted.write_text(json.dumps({"accept": [proposal["id"]]}))
    output = roster(path, "2027-04-01", "--json", "--accept-proposals", accepted)
    assert (found(output)["reappointed"], found(output)["joiner"]) == (1, 0)
    first, second = (
        Employment.objects.known().filter(number__startswith="K").order_by("starts_on")
    )
    assert first.employee_id == second.employee_id
    assert (second.starts_on, second.cause) == (NEXT_APRIL, "renewed")


def test_a_secondment_waits_and_then_moves(city_hall, tmp_path):
    fire = written(
        tmp_path, HEADING + "000106,,伊藤　四郎,イトウ　シロウ,1010,主事,正規\n"
    )
    output = roster(fire, "2026-10-01", "--json", source="消防")
    assert found(output)["awaiting"] == 1
    without = edited(tmp_path, drop=("000106",))
    assert found(roster(without, "2026-10-01", "--json"))["leaver"] == 1
    output = roster(fire, "2026-10-01", "--json", source="消防")
    assert (found(output)["mover"], found(output)["joiner"]) == (1, 0)
    assert Employee.objects.count() == 10


def reorganise(tmp_path):
    return organisation("organisation_2027.csv", "2027-04-01", "--json")


def test_closing_a_bureau_reopens_its_subtree_and_people_go_along(city_hall, tmp_path):
    # 市民部 → 市民生活部 (1:1); 市民課 and 窓口係 follow; 税務課 is split in two
    counts = found(reorganise(tmp_path))
    # 市民課 2 people, 窓口係 2 (one of them until 31 March); 税務課 2 to be placed
    assert (counts["moved_along"], counts["opened"], counts["people_to_place"]) == (
        2,
        3,
        2,
    )
    assert counts["people_moved"] == 3
    citizens = Department.objects.known().filter(code="2010").order_by("starts_on")
    old, new = citizens
    assert (old.ends_on, new.parent.code) == (NEXT_APRIL, "3000")
    assert new.path.startswith(new.parent.path)
    moved = Posting.objects.on(NEXT_APRIL).filter(department=new)
    assert {p.cause for p in moved} == {"reorganised"}
    assert moved.count() == 2
    links = DepartmentSuccession.objects.filter(predecessor__code="2020")
    assert {link.successor.code for link in links} == {"2021", "2022"}
    assert to_be_placed(NEXT_APRIL).count() == 2
    assert to_be_placed(date(2027, 3, 31)).count() == 0


def test_roles_follow_a_single_successor(city_hall, tmp_path):
    section = Department.objects.get(code="2010")
    user = UserFactory(employee=Employee.objects.first())
    RoleGrant.objects.create(
        user=user,
        role="leader",
        department=section,
        starts_on=APRIL,
        recorded_at=RosterImport.objects.first().applied_at,
    )
    reorganise(tmp_path)
    grants = RoleGrant.objects.on(NEXT_APRIL)
    assert [g.department.starts_on for g in grants] == [NEXT_APRIL]


def test_another_name_under_a_code_is_asked(city_hall, tmp_path):
    text = (FILES / "organisation.csv").read_bytes().decode("cp932")
    path = written(tmp_path, text.replace("人事課", "人財課"))
    arguments = [path, "--as-of", "2026-10-01"]
    with pytest.raises(CommandError, match="department:1010"):
        run("import_organisation", *arguments)
    decided = tmp_path / "decided.json"
    decided.write_text(json.dumps({"1010": "改称"}))
    output = run("import_organisation", *arguments, "--accept", decided, "--json")
    # 佐藤 in the main post; the acting post of 山田 goes along as well
    assert (found(output)["renamed"], found(output)["people_moved"]) == (1, 1)
    posted = Posting.objects.on(date(2026, 10, 1)).filter(department__name="人財課")
    assert sorted(p.kind for p in posted) == ["acting", "main"]


@pytest.mark.parametrize("kind", ["roster", "organisation"])
def test_undoing_brings_back_what_was_known(city_hall, tmp_path, kind):
    before = known()
    if kind == "organisation":
        reorganise(tmp_path)
    else:
        roster(
            edited(
                tmp_path, ("2020,税務課,主任", "2010,市民課,主任"), drop=("000106",)
            ),
            "2026-10-01",
        )
    assert known() != before
    run("undo_import", RosterImport.objects.order_by("pk").last().pk)
    assert known() == before


def test_undoing_twice_in_a_row_goes_back_two_imports(city_hall, tmp_path):
    roster(edited(tmp_path, drop=("000106",)), "2026-10-01")
    for roster_import in list(RosterImport.objects.order_by("-pk")):
        run("undo_import", roster_import.pk)
    assert known() == [[], [], []]


def test_what_stands_on_an_import_is_listed(city_hall, tmp_path):
    first = RosterImport.objects.get(kind="roster")
    roster(edited(tmp_path, drop=("000106",)), "2026-10-01")
    with pytest.raises(CommandError, match="後で変わった"):
        run("undo_import", first.pk)
    with pytest.raises(CommandError, match="新しい所属への配属"):
        run("undo_import", RosterImport.objects.get(kind="organisation").pk)


@pytest.mark.parametrize("number", ["0", "x", "９", "99999999999999999999"])
def test_an_unknown_import_is_said(number):
    with pytest.raises(CommandError, match="ありません"):
        run("undo_import", number)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04broken",
        "職員番号,個人番号\n1,123456789018\n".encode(),
        "名前\n山田\n".encode(),
        b"\xff\xfe\xff",
    ],
)
def test_no_file_gives_more_than_a_sentence(tmp_path, content):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        roster(path)
    with pytest.raises(CommandError):
        run("import_organisation", path, "--as-of", "2026-04-01")
    assert RosterSource.objects.count() == 0


def test_wrong_arguments_are_said_in_japanese(tmp_path):
    with pytest.raises(CommandError, match="はありません"):
        roster(tmp_path / "none.csv")
    with pytest.raises(CommandError, match="日付"):
        roster(FILES / "roster.csv", "2026-02-30")
    bad = written(tmp_path, "{")
    with pytest.raises(CommandError, match="決定のファイル"):
        roster(FILES / "roster.csv", "2026-04-01", "--accept-proposals", bad)
