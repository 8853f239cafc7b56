"""Items in and out through the commands: reports, drafts, objectives, pictures."""

import base64
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from learning.log.models import Entry
from learning.objectives.models import Objective
from quizzes.models import Item, ItemImage, ItemVersion
from tests.factories.quizzes import ItemVersionFactory, ObjectiveFactory

pytestmark = pytest.mark.django_db

GIFT = """$CATEGORY: $course$/top/メール

::件名::不審なメールはどうしますか。{=知らせる#よい ~開く}

::段落::説明だけの文です。

::論述::気づいたことを書いてください。{}
"""
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


def run(path, *options):
    out = StringIO()
    call_command("import_items", str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def gift(tmp_path):
    path = tmp_path / "mail.txt"
    path.write_text(GIFT, encoding="utf-8")
    return path


def test_a_file_becomes_drafts_with_a_report_for_each_item(gift):
    found = run(gift)
    assert (found["format"], found["taken"]) == ("gift", 1)
    assert (found["approximated"], found["refused"]) == (1, 1)
    assert [line["status"] for line in found["items"]] == [
        "taken",
        "refused",
        "approximated",
    ]
    assert found["items"][0] | {"code": "", "reason": ""} == {
        "place": "3行目",
        "title": "件名",
        "type": "single_choice",
        "status": "taken",
        "reason": "",
        "code": "",
    }
    assert Item.objects.count() == 2
    assert not Item.objects.filter(live=True).exists()
    assert ItemVersion.objects.count() == 0
    assert Entry.objects.filter(action="item.import").count() == 1


def test_a_category_becomes_an_objective_or_finds_the_one_of_that_title(gift):
    run(gift)
    made = Objective.objects.get(title="メール")
    assert {item.objective_id for item in Item.objects.all()} == {made.pk}


def test_a_known_objective_is_used(gift):
    known = ObjectiveFactory(title="メール")
    run(gift)
    assert {item.objective for item in Item.objects.all()} == {known}
    assert Objective.objects.count() == 1


def test_the_objective_asked_for_is_for_those_without(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("問い\nA. あ\nB. い\nANSWER: B\n", encoding="cp932")
    known = ObjectiveFactory(code="net")
    assert run(path, "--objective", "net")["format"] == "aiken"
    assert Item.objects.get().objective == known


def test_without_any_objective_items_wait_under_unsorted(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("問い\nA. あ\nB. い\nANSWER: B\n", encoding="utf-8")
    run(path)
    assert Item.objects.get().objective.code == "imported"


def test_the_same_file_again_changes_nothing_and_says_so(gift):
    run(gift)
    before = {item.pk: item.latest_revision_id for item in Item.objects.all()}
    found = run(gift)
    assert found["unchanged"] == 2
    assert "同じ" in found["items"][0]["reason"]
    assert {i.pk: i.latest_revision_id for i in Item.objects.all()} == before


def test_a_dry_run_reports_and_writes_nothing(gift):
    assert run(gift, "--dry-run")["taken"] == 1
    assert Item.objects.count() == Objective.objects.count() == Entry.objects.count()
    assert Item.objects.count() == 0


def test_a_broken_file_is_an_error_with_a_report_and_writes_nothing(tmp_path):
    path = tmp_path / "broken.gift"
    path.write_text("良い問題 {=a ~b}\n\n::壊れた::問題 {=a ~b\n", encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError, match=r"3行目からの問題：「{」に対応する「}」"):
        call_command("import_items", str(path), "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert (found["format"], found["taken"], found["items"]) == ("gift", 0, [])
    assert "「}」がありません" in found["error"]
    assert Item.objects.count() == 0


def test_a_picture_in_the_text_is_kept_and_served(tmp_path, client):
    embedded = base64.b64encode(PNG).decode()
    path = tmp_path / "a.gift"
    path.write_text(
        f'[html]<p>図<img src\\="data\\:image/png;base64,{embedded.replace("=", chr(92) + "=")}"'
        ' alt\\="図"></p>{=a ~b}\n',
        encoding="utf-8",
    )
    assert run(path)["refused"] == 0
    image = ItemImage.objects.get()
    assert bytes(image.content) == PNG
    assert image.get_absolute_url() in Item.objects.get().document["stem"]
    assert client.get(image.get_absolute_url()).status_code == 302


def test_a_code_of_the_file_finds_its_item_and_only_the_draft_changes(tmp_path):
    version = ItemVersionFactory()
    path = tmp_path / "a.csv"
    path.write_text(
        "コード,問題文,選択肢1,選択肢2,正答,見直し期限\n"
        f"{version.item.code},改めた問い,あ,い,2,R9.3.31\n",
        encoding="cp932",
    )
    found = run(path)
    assert found["items"][0]["code"] == version.item.code
    item = Item.objects.get()
    assert item.live
    assert item.document == version.document
    draft = item.get_latest_revision_as_object()
    assert draft.document["stem"] == "改めた問い"
    assert draft.review_on.isoformat() == "2027-03-31"
    assert run(path)["unchanged"] == 1


@pytest.mark.parametrize("form", ["csv", "csv_cp932", "xlsx", "gift", "aiken"])
def test_what_is_written_comes_home_unchanged(form, tmp_path):
    version = ItemVersionFactory()
    path = tmp_path / "out.txt"
    out = StringIO()
    call_command(
        "export_items", "--format", form, "--out", str(path), "--json", stdout=out
    )
    assert json.loads(out.getvalue())["written"] == 1
    found = run(path, "--format", form)
    if form != "aiken":  # it has no place for explanations
        assert found["unchanged"] == 1
        assert Item.objects.get() == version.item


def test_nothing_to_write_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="一つもありません"):
        call_command("export_items", "--format", "csv", "--out", str(tmp_path / "a"))
    assert not (tmp_path / "a").exists()
