"""Taking an import back: what is said before, what comes back, what stays."""

import pytest
from django.core.management import CommandError
from django.urls import reverse

from learning.log.models import Entry
from learning.people.models import (
    Employee,
    EmployeeName,
    RosterImport,
    ValueMapping,
)
from learning.people.undoing import undoing_of
from tests.factories.people import RECORDED_AT
from tests.integration.learning.people.importing import (
    edited,
    known,
    organisation,
    roster,
    run,
    signed_in,
    written,
)

pytestmark = pytest.mark.django_db
KEYED = "職員番号,個人キー,氏名,フリガナ,所属コード,職名,任用形態\n"


@pytest.fixture
def city_hall():
    organisation()
    roster()


def last():
    return RosterImport.objects.order_by("pk").last()


def move_one(tmp_path):
    """加藤 goes from 税務課 to 市民課, 伊藤 leaves: two people, one of each."""
    move = ("2020,税務課,主任", "2010,市民課,主任")
    roster(edited(tmp_path, move, drop=("000106",)), "2026-10-01")
    return last()


def test_the_counts_are_said_before_anything_is_undone(city_hall, tmp_path):
    record = move_one(tmp_path)
    undoing = undoing_of(record)
    rows = {e.label: (e.withdrawn, e.restored) for e in undoing.effects}
    # mover: one posting becomes two; leaver: employment and posting get an end
    assert (undoing.people, undoing.joiners) == (2, 0)
    assert rows == {"任用": (1, 1), "所属・職": (3, 2)}
    before = known()
    text = run("undo_import", record.pk, "--dry-run")
    assert "関係する職員 2人" in text
    assert "所属・職：なくなる 3件・元に戻る 2件" in text
    assert known() == before


def test_undoing_an_organisation_counts_departments(city_hall):
    organisation("organisation_2027.csv", "2027-04-01")
    rows = {e.label: (e.withdrawn, e.restored) for e in undoing_of(last()).effects}
    # 市民部, 市民課, 窓口係, 税務課 closed; 3000, 2010, 2011, 2021, 2022 opened
    assert rows["所属"] == (5, 4)
    run("undo_import", last().pk)
    (entry,) = Entry.objects.filter(action="roster_import.undo")
    assert entry.payload.detail["rows"]["所属"] == [5, 4]


def test_a_person_key_is_taken_off_again_and_words_stay(city_hall, tmp_path):
    joiner = "000200,P-200,新井　新,アライ　シン,1010,主事,ボランティア\n"
    known_one = "000106,P-106,伊藤　四郎,イトウ　シロウ,2011,主事,正規\n"
    path = written(tmp_path, KEYED + joiner + known_one)
    roster(path, "2026-10-01", "--partial")
    assert Employee.objects.filter(person_key__isnull=False).count() == 2
    run("undo_import", last().pk)
    assert not Employee.objects.filter(person_key__isnull=False).exists()
    assert ValueMapping.objects.filter(value="ボランティア").exists()
    roster(path, "2026-10-01", "--partial")
    assert Employee.objects.filter(person_key__isnull=False).count() == 2


def test_who_was_known_by_a_key_since_stands_in_the_way(city_hall, tmp_path):
    row = "000106,P-106,伊藤　四郎,イトウ　シロウ,2011,主事,正規\n"
    roster(written(tmp_path, KEYED + row), "2026-10-01", "--partial")
    keyed = last()
    second = "000206,P-106,伊藤　四郎,イトウ　シロウ,2011,主事,再任用\n"
    roster(written(tmp_path, KEYED + second), "2026-11-01", "--partial")
    with pytest.raises(CommandError, match="個人キーで見分けた後の任用"):
        run("undo_import", keyed.pk)


def test_the_page_says_what_stands_in_the_way(client, city_hall, tmp_path):
    first = RosterImport.objects.get(kind="roster")
    move_one(tmp_path)
    signed_in(client, "hr")
    url = reverse("people:import_undo", args=[first.pk])
    shown = client.get(url)
    assert "後で変わった任用 1件" in shown.content.decode()
    assert 'name="base"' not in shown.content.decode()
    before = known()
    client.post(url, {"base": shown.context["base"]})
    assert known() == before


def test_what_changed_since_it_was_shown_is_shown_again(client, city_hall, tmp_path):
    record = move_one(tmp_path)
    signed_in(client, "hr")
    url = reverse("people:import_undo", args=[record.pk])
    base = client.get(url).context["base"]
    EmployeeName.objects.known().filter(name="佐藤　花子").update(
        superseded_at=RECORDED_AT
    )
    assert client.post(url, {"base": base}).status_code == 200
    record.refresh_from_db()
    assert record.undone_at is None
    done = client.post(url, {"base": client.get(url).context["base"]})
    assert done.url == reverse("people:import_done", args=[record.pk])
    record.refresh_from_db()
    assert record.undone_at is not None
    assert client.get(url).status_code == 302
