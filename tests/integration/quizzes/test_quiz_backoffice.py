"""The back office of items and quizzes: through the pages, by the actions."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from learning.log.models import Entry
from learning.people.actions.back_office import sync_groups
from learning.people.models import RoleGrant
from quizzes.models import Item, ItemVersion, Quiz
from tests.factories.people import RECORDED_AT, UserFactory
from tests.factories.quizzes import (
    AttemptFactory,
    ItemFactory,
    ItemVersionFactory,
    ObjectiveFactory,
    QuizFactory,
)

pytestmark = pytest.mark.django_db

ITEM = "wagtailsnippets_quizzes_item"
QUIZ = "wagtailsnippets_quizzes_quiz"


@pytest.fixture
def editor(client):
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role="editor", starts_on=date(2020, 4, 1), recorded_at=RECORDED_AT
    )
    sync_groups(users=[user], today=date(2026, 11, 20))
    client.force_login(user)
    return client


def item_data(objective, **more):
    rows = [("甲", "甲だから", "on"), ("乙", "乙は違う", ""), ("丙", "丙は違う", "")]
    data = {
        "code": "sec-900",
        "type": "single_choice",
        "points": "1",
        "objective": objective.pk,
        "stem": "どれですか。",
        "source": "",
        "responsible": "情報担当",
        "review_on": "2027-10-01",
        "law_effective_on": "",
    }
    for row, (text, explanation, key) in enumerate(rows):
        data[f"options-{row}-id"] = "abc"[row]
        data[f"options-{row}-text"] = text
        data[f"options-{row}-explanation"] = explanation
        if key:
            data[f"options-{row}-key"] = key
    return {**data, **more}


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_who_is_no_editor_gets_nowhere(client):
    client.force_login(UserFactory())
    response = client.get(reverse(f"{ITEM}:list"))
    assert response.status_code in (302, 403)


def test_items_are_listed_searched_and_filtered(editor):
    mail = ItemFactory(document={"stem": "標的型メールの見分け方", "options": []})
    desk = ItemFactory(document={"stem": "机の上の書類", "options": []})
    listing = reverse(f"{ITEM}:list")
    both = text_of(editor.get(listing))
    assert mail.code in both
    assert desk.code in both
    found = text_of(editor.get(listing, {"q": "標的型"}))
    assert mail.code in found
    assert desk.code not in found
    some = text_of(editor.get(listing, {"objective": desk.objective_id}))
    assert desk.code in some
    assert mail.code not in some


def test_items_are_filtered_by_their_days_and_what_is_past_is_said(editor):
    late = ItemFactory(review_on=date(2020, 4, 1), document={"stem": "古い問い"})
    law = ItemFactory(law_effective_on=date(2026, 4, 1), document={"stem": "法の問い"})
    retired = ItemFactory(review_on=date(2020, 4, 1), retired=True)
    listing = reverse(f"{ITEM}:list")
    page = text_of(editor.get(listing, {"overdue": "yes"}))
    assert late.code in page
    assert "2020年4月1日（過ぎています）" in page
    assert law.code not in page
    assert retired.code not in page
    page = text_of(editor.get(listing, {"on_law": "yes"}))
    assert law.code in page
    assert late.code not in page


def test_a_new_item_is_a_draft_until_it_is_published(editor):
    add = reverse(f"{ITEM}:add")
    objective = ObjectiveFactory()
    assert editor.post(add, item_data(objective)).status_code == 302
    item = Item.objects.get()
    assert (item.live, item.stem, item.document["points"]) == (False, "どれですか。", 1)
    assert not ItemVersion.objects.exists()
    edit = reverse(f"{ITEM}:edit", args=[item.pk])
    published = item_data(objective, stem="改めた問い", **{"action-publish": "1"})
    assert editor.post(edit, published).status_code == 302
    version = ItemVersion.objects.get()
    assert version.document["stem"] == "改めた問い"
    assert [option["key"] for option in version.document["options"]] == [
        True,
        False,
        False,
    ]
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["item.draft", "item.draft", "item.version", "item.publish"]


def test_the_editor_shows_what_is_stored_and_options_beside_explanations(editor):
    item = ItemVersionFactory().item
    text = text_of(editor.get(reverse(f"{ITEM}:edit", args=[item.pk])))
    assert "選択肢aの解説" in text
    assert 'name="options-0-key"' in text
    assert item.stem in text


def test_a_fault_in_what_is_published_stands_at_its_field(editor):
    data = item_data(ObjectiveFactory(), **{"options-1-key": "on"})
    data |= {"options-2-explanation": "", "action-publish": "1"}
    text = text_of(editor.post(reverse(f"{ITEM}:add"), data))
    assert "正答を一つにしてください（今は2個です）。" in text
    assert "選択肢3の解説が空です。書いてください。" in text
    assert "甲だから" in text
    assert not Item.objects.exists()


def test_a_half_written_item_is_kept_as_a_draft_that_says_what_is_missing(editor):
    data = item_data(ObjectiveFactory(), stem="書きかけの問い")
    data |= {"options-0-explanation": "", "options-1-text": "", "points": ""}
    del data["options-0-key"]
    page = text_of(editor.post(reverse(f"{ITEM}:add"), data, follow=True))
    item = Item.objects.get()
    kept = item.get_latest_revision_as_object().document
    assert kept["stem"] == "書きかけの問い"
    assert [option["explanation"] for option in kept["options"]] == [
        "",
        "乙は違う",
        "丙は違う",
    ]
    assert "公開するには、あと 3 か所を書いてください。" in page
    assert "選択肢1の解説が空です。書いてください。" in page
    assert "選択肢2の文が空です。書いてください。" in page
    assert not ItemVersion.objects.exists()


def test_a_draft_that_grows_is_shown_in_the_list_until_it_is_published(editor):
    objective = ObjectiveFactory()
    editor.post(reverse(f"{ITEM}:add"), item_data(objective, stem="はじめの問い"))
    item = Item.objects.get()
    edit = reverse(f"{ITEM}:edit", args=[item.pk])
    editor.post(edit, item_data(objective, stem="書き直した問い"))
    assert "書き直した問い" in text_of(editor.get(reverse(f"{ITEM}:list")))


def test_even_a_draft_needs_its_code(editor):
    data = item_data(ObjectiveFactory(), code="")
    assert editor.post(reverse(f"{ITEM}:add"), data).status_code == 200
    assert not Item.objects.exists()


def test_empty_dates_are_said_in_words(editor):
    item = ItemVersionFactory().item
    page = text_of(editor.get(reverse(f"{ITEM}:inspect", args=[item.pk])))
    assert not re.search(r">\s*None\s*<", page)


def test_the_preview_shows_a_half_written_draft(editor):
    item = ItemVersionFactory().item
    where = reverse(f"{ITEM}:preview_on_edit", args=[item.pk])
    data = item_data(item.objective, code=item.code, stem="途中まで")
    data["options-1-text"] = ""
    assert editor.post(where, data).json()["is_valid"]
    assert "途中まで" in text_of(editor.get(where, {"in_preview_panel": "1"}))


def test_a_statement_to_judge_needs_only_its_key_and_explanations(editor):
    data = item_data(ObjectiveFactory(), type="true_false", truth="1")
    data |= {"explanation_0": "違う", "explanation_1": "誤りだから"}
    assert editor.post(reverse(f"{ITEM}:add"), data).status_code == 302
    options = Item.objects.get().document["options"]
    assert [option["text"] for option in options] == ["正しい", "誤り"]
    assert [option["key"] for option in options] == [False, True]


def test_detail_shows_versions_and_where_it_is_used(editor):
    quiz = QuizFactory(item_count=1)
    version = ItemVersion.objects.get()
    ItemVersionFactory(item=version.item, number=2)
    text = text_of(editor.get(reverse(f"{ITEM}:inspect", args=[version.item_id])))
    assert "第 2 版" in text
    assert quiz.title in text
    assert "選択肢aの解説" in text


def test_the_preview_is_what_a_learner_sees(editor):
    item = ItemVersionFactory().item
    where = reverse(f"{ITEM}:preview_on_edit", args=[item.pk])
    data = item_data(item.objective, code=item.code, stem="下書きの問い")
    assert editor.post(where, data).json()["is_valid"]
    text = text_of(editor.get(where, {"in_preview_panel": "1"}))
    assert "下書きの問い" in text
    assert "甲だから" in text


@pytest.mark.parametrize(
    ("name", "factory"), [(ITEM, ItemFactory), (QUIZ, QuizFactory)]
)
def test_nothing_is_deleted_but_retired_and_restored(editor, name, factory):
    thing = factory()
    assert "/delete/" not in text_of(editor.get(reverse(f"{name}:list")))
    where = reverse(f"{name}:retire", args=[thing.pk])
    for retired in (True, False):
        page = text_of(editor.post(where, follow=True))
        thing.refresh_from_db()
        assert (thing.retired_on is not None) is retired
        assert ("また使う" in page) is retired


def test_only_editors_retire(client):
    client.force_login(UserFactory())
    where = reverse(f"{ITEM}:retire", args=[ItemFactory().pk])
    assert client.post(where).status_code in (302, 403)
    assert Item.objects.get().retired_on is None


def quiz_data(objective, **more):
    data = {
        "code": "new-test",
        "title": "新しいテスト",
        "wording": "test",
        "feedback": "after_submit",
        "pass_mark": "0.8",
        "time_limit_minutes": "20",
        "attempts_allowed": "",
        "shuffle_options": "on",
        "asks_confidence": "on",
        "sections-0-code": "mail",
        "sections-0-title": "メール",
        "sections-0-count": "2",
        "sections-0-floor": "0.5",
        "sections-0-objectives": [objective.code],
    }
    return {**data, **more}


def test_a_quiz_is_made_and_changed_with_its_sections(editor):
    objective = ObjectiveFactory()
    add = reverse(f"{QUIZ}:add")
    assert editor.post(add, quiz_data(objective)).status_code == 302
    quiz = Quiz.objects.get()
    section = quiz.sections.get()
    assert (quiz.pass_mark, quiz.time_limit_minutes) == (Decimal("0.8"), 20)
    assert (section.floor, list(section.objectives.all())) == (
        Decimal("0.5"),
        [objective],
    )
    edit = reverse(f"{QUIZ}:edit", args=[quiz.pk])
    assert "メール" in text_of(editor.get(edit))
    changed = quiz_data(objective, title="改めた名前", **{"sections-0-count": "3"})
    assert editor.post(edit, changed).status_code == 302
    quiz.refresh_from_db()
    assert (quiz.title, quiz.sections.get().count) == ("改めた名前", 3)


def test_faults_of_a_section_name_it(editor):
    data = quiz_data(ObjectiveFactory(), **{"sections-0-count": "0"})
    text = text_of(editor.post(reverse(f"{QUIZ}:add"), data))
    assert "区分1・出す問題の数" in text
    assert not Quiz.objects.exists()


def test_the_quiz_s_detail_warns_where_the_bank_is_too_small(editor):
    quiz = QuizFactory(item_count=2)
    AttemptFactory(quiz=quiz, passed=True)
    quiz.sections.update(count=5, title="メール")
    text = text_of(editor.get(reverse(f"{QUIZ}:inspect", args=[quiz.pk])))
    assert "区分「メール」に出す問題が足りません（必要 5、使える問題 2）。" in text
    assert "1 回、提出されました" in text


def test_a_quiz_that_asks_for_more_than_there_is_is_kept_and_says_so(editor):
    data = quiz_data(ObjectiveFactory())
    page = text_of(editor.post(reverse(f"{QUIZ}:add"), data, follow=True))
    assert Quiz.objects.count() == 1
    assert "保存しましたが、このままでは始められません。" in page
    assert "（必要 2、使える問題 0）" in page
    assert "出題の見本" not in page


def test_the_detail_shows_what_an_attempt_would_draw(editor):
    quiz = QuizFactory(item_count=2)
    where = reverse(f"{QUIZ}:inspect", args=[quiz.pk])
    page = text_of(editor.get(where, {"sample": "7"}))
    assert "出題の見本" in page
    assert all(
        version.document["stem"] in page for version in ItemVersion.objects.all()
    )
    assert "?sample=8" in page
    assert editor.get(where, {"sample": "x" * 40}).status_code == 200
