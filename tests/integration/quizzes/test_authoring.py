"""Items of every type through the back office: adding, faults, drafts, editing."""

import re

import pytest
from django.urls import reverse

from quizzes.item_types import TYPES, complete_document
from quizzes.models import Item, ItemVersion
from tests.factories.documents import DOCUMENTS
from tests.factories.quizzes import START, ObjectiveFactory
from tests.factories.sent_forms import sent
from tests.integration.quizzes.test_quiz_backoffice import ITEM, editor, text_of

pytestmark = pytest.mark.django_db
__all__ = ["editor"]

ADD = reverse(f"{ITEM}:add")
# A field to be emptied, the fault that then stands at it, and the text of the fault.
FAULTS = {
    "single_choice": ("options-1-text", "選択肢2の文が空です。"),
    "multiple_response": ("options-0-explanation", "選択肢1の解説が空です。"),
    "true_false": ("explanation_1", "選択肢2の解説が空です。"),
    "matching": ("sources-1-target", "組2の相手が空です。"),
    "matrix": ("statements-2-choice", "行3の正答が空です。"),
    "ordering": ("explanation", "解説が空です。"),
    "numeric": ("value", "正答の数「」は使えません。"),
    "short_text": ("accepted", "正答の語"),
    "cloze": ("gaps-1-right", "文の中に空欄の印 [[a]] を一度ずつ"),
    "hottext": ("marks-0-explanation", "「support@examp1e.jp」の解説が空です。"),
    "scenario": ("parts-1-explanation", "設問2：設問2の解説が空です。"),
    "likert": ("low", "低い方の語が空です。"),
    "rating": ("high", "高い方の語が空です。"),
}


def full(item_type):
    return complete_document(item_type, DOCUMENTS[item_type]).to_json()


def stored_item(item_type):
    return Item.objects.create(
        code="sec-900",
        type=item_type,
        document=full(item_type),
        objective=ObjectiveFactory(),
        live=False,
    )


def form_of(page):
    """What a browser sends of the editor's form."""
    mark = re.search(r"\sdata-edit-form\s", page)
    start = page.rindex("<form", 0, mark.start())
    data = sent(page[start : page.index("</form>", start)]).dict()
    for name in [name for name in data if name.startswith("action-")]:
        del data[name]
    return data


def test_the_type_is_asked_first_with_a_line_that_says_when_to_use_it(editor):
    page = text_of(editor.get(ADD))
    assert "どの形の問題を作りますか" in page
    for name in TYPES:
        assert f"?type={name}" in page
    assert "手順や優先順位を並べさせるとき。" in page


@pytest.mark.parametrize("item_type", sorted(TYPES))
def test_an_empty_form_of_each_type_is_kept_as_a_draft(editor, item_type):
    data = form_of(text_of(editor.get(ADD, {"type": item_type})))
    assert data["type"] == item_type
    data |= {"code": "sec-901", "stem": "書きかけ", "objective": ObjectiveFactory().pk}
    assert editor.post(ADD, data).status_code == 302
    item = Item.objects.get()
    assert (item.type, item.stem, item.live) == (item_type, "書きかけ", False)
    assert item.missing or item_type == "free_text"


@pytest.mark.parametrize("item_type", sorted(TYPES))
def test_what_the_editor_shows_is_published_as_it_is_stored(editor, item_type):
    where = reverse(f"{ITEM}:edit", args=[stored_item(item_type).pk])
    data = form_of(text_of(editor.get(where)))
    data["action-publish"] = "1"
    assert editor.post(where, data).status_code == 302
    version = ItemVersion.objects.get()
    assert (version.type, version.document) == (item_type, full(item_type))


@pytest.mark.parametrize("item_type", sorted(FAULTS))
def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost(editor, item_type):
    field, message = FAULTS[item_type]
    where = reverse(f"{ITEM}:edit", args=[stored_item(item_type).pk])
    data = form_of(text_of(editor.get(where)))
    data |= {field: "", "stem": "直した問い", "action-publish": "1"}
    page = text_of(editor.post(where, data))
    assert message in page
    assert "直した問い" in page
    assert form_of(page)[field] == ""
    if item_type in ("single_choice", "multiple_response", "matching", "matrix"):
        assert f'id="id_{field}-fault"' in page
    assert not ItemVersion.objects.exists()


@pytest.mark.parametrize("item_type", sorted(TYPES))
def test_every_type_is_previewed_as_a_candidate_sees_it(editor, item_type):
    item = stored_item(item_type)
    where = reverse(f"{ITEM}:preview_on_edit", args=[item.pk])
    data = form_of(text_of(editor.get(reverse(f"{ITEM}:edit", args=[item.pk]))))
    data["stem"] = "プレビューの問い"
    assert editor.post(where, data).json()["is_valid"]
    page = text_of(editor.get(where, {"in_preview_panel": "1"}))
    assert "プレビューの問い" in page
    assert "提出した後に見える解説" in page


def test_a_new_item_is_previewed_by_its_type_before_it_is_kept(editor):
    data = form_of(text_of(editor.get(ADD, {"type": "short_text"})))
    data |= {"stem": "略さずに。", "accepted": "甲", "objective": ObjectiveFactory().pk}
    data["code"] = "sec-903"
    where = reverse(f"{ITEM}:preview_on_add")
    assert editor.post(where, data).json()["is_valid"]
    page = text_of(editor.get(where, {"in_preview_panel": "1"}))
    assert 'type="text"' in page
    assert "公開するには、次のところを書いてください。" in page


def test_the_type_of_an_item_can_t_be_changed(editor):
    item = stored_item("numeric")
    where = reverse(f"{ITEM}:edit", args=[item.pk])
    data = form_of(text_of(editor.get(where))) | {"type": "single_choice"}
    assert editor.post(where, data).status_code == 302
    item.refresh_from_db()
    assert (item.type, item.document["value"]) == ("numeric", "1000")


def test_an_id_that_candidates_were_given_is_never_used_again(editor):
    item = stored_item("single_choice")
    ItemVersion.objects.create(
        item=item,
        number=1,
        type=item.type,
        document={"options": [{"id": "d"}]},
        digest="",
        objective_code="o",
        order_length=1,
        published_at=START,
    )
    page = text_of(editor.get(reverse(f"{ITEM}:edit", args=[item.pk])))
    assert form_of(page)["options-3-id"] == "e"


def test_a_row_of_a_letter_that_is_not_in_the_mail_is_told_and_kept(editor):
    where = reverse(f"{ITEM}:edit", args=[stored_item("hottext").pk])
    data = form_of(text_of(editor.get(where)))
    data |= {"marks-3-id": "z", "marks-3-explanation": "どこにもない"}
    page = text_of(editor.post(where, data | {"action-publish": "1"}))
    assert "記号「z」が文面にありません。" in page
    assert editor.post(where, data).status_code == 302
    assert "どこにもない" in text_of(editor.get(where))


def test_a_scene_grows_by_choosing_forms_and_saving(editor):
    data = form_of(text_of(editor.get(ADD, {"type": "scenario"})))
    data |= {"code": "sec-904", "stem": "場面", "objective": ObjectiveFactory().pk}
    data |= {"parts-new-0": "numeric", "parts-new-1": "true_false"}
    page = text_of(editor.post(ADD, data, follow=True))
    shown = form_of(page)
    assert (shown["parts-0-type"], shown["parts-1-type"]) == ("numeric", "true_false")
    assert shown["parts-0-value"] == ""
