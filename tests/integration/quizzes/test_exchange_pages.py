"""The back office's page for items in and out: file, report, yes, download."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse

from learning.city.models import StagedUpload
from learning.log.models import Entry
from learning.people.actions.back_office import sync_groups
from learning.people.models import RoleGrant
from quizzes.models import Item
from tests.factories.people import RECORDED_AT, UserFactory
from tests.factories.quizzes import ItemVersionFactory

pytestmark = pytest.mark.django_db

GIFT = "::件名::不審なメールは？{=知らせる ~開く}\n\n::段落::説明だけの文です。\n"


@pytest.fixture
def editor(client):
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role="editor", starts_on=date(2020, 4, 1), recorded_at=RECORDED_AT
    )
    sync_groups(users=[user], today=date(2026, 11, 20))
    client.force_login(user)
    return client


def upload(client, content, name="q.txt", **more):
    file = BytesIO(content)
    file.name = name
    data = {"file": file, "form": "auto", "objective": "", **more}
    return client.post(reverse("items_import"), data)


def test_a_file_is_shown_item_by_item_before_anything_is_written(editor):
    response = upload(editor, GIFT.encode())
    page = editor.get(response.url).content.decode()
    assert "そのまま取り込めるもの 1 問" in page
    assert "取り込めないもの 1 問" in page
    assert "説明文です" in page
    assert Item.objects.count() == 0


def test_confirming_makes_drafts_and_forgets_the_file(editor):
    response = upload(editor, GIFT.encode())
    staged = StagedUpload.objects.get()
    response = editor.post(reverse("items_import_apply", args=[staged.public_id]))
    assert response.status_code == 302
    assert Item.objects.get().live is False
    assert not StagedUpload.objects.exists()
    assert Entry.objects.get(action="item.import").actor_id


def test_giving_up_keeps_nothing(editor):
    upload(editor, GIFT.encode())
    staged = StagedUpload.objects.get()
    address = reverse("items_import_apply", args=[staged.public_id])
    editor.post(address, {"give_up": "1"})
    assert not Item.objects.exists()
    assert not StagedUpload.objects.exists()


def test_a_broken_file_is_told_at_its_field(editor):
    response = upload(editor, "問い{=甲 ~乙".encode())
    assert response.status_code == 422
    assert "「}」がありません" in response.content.decode()
    assert not StagedUpload.objects.exists()


def test_the_file_of_another_person_is_not_found(editor):
    upload(editor, GIFT.encode())
    StagedUpload.objects.update(uploaded_by_id="0")
    staged = StagedUpload.objects.get()
    address = reverse("items_import_confirm", args=[staged.public_id])
    assert editor.get(address).status_code == 404


def test_items_are_handed_out_and_it_is_noted(editor):
    ItemVersionFactory()
    response = editor.get(reverse("items_export"), {"form": "xlsx"})
    assert response["Content-Disposition"] == 'attachment; filename="items.xlsx"'
    assert response.content.startswith(b"PK")
    assert Entry.objects.filter(action="item.export").count() == 1


def test_what_a_format_cannot_carry_is_shown_first(editor):
    ItemVersionFactory()
    page = editor.get(reverse("items_export"), {"form": "aiken"}).content.decode()
    assert "解説は書いていません" in page
    assert "anyway=1" in page
    query = {"form": "aiken", "anyway": "1"}
    response = editor.get(reverse("items_export"), query)
    assert b"ANSWER: A" in response.content


def test_the_template_is_a_workbook(editor):
    assert editor.get(reverse("items_template")).content.startswith(b"PK")


def test_only_who_edits_items_gets_in(client):
    client.force_login(UserFactory())
    assert client.get(reverse("items_import")).status_code in {302, 403}
    assert client.get(reverse("items_template")).status_code in {302, 403}


def test_more_than_a_page_can_take_is_for_the_command(editor, monkeypatch):
    monkeypatch.setattr("quizzes.backoffice.exchange.MOST_ON_A_PAGE", 1)
    response = upload(editor, GIFT.encode())
    assert "manage.py import_items" in response.content.decode()
    assert not StagedUpload.objects.exists()
