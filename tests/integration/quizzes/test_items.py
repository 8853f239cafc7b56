"""The bank through its actions: versions, retiring, quizzes from definitions."""

from dataclasses import replace
from decimal import Decimal

import pytest

from quizzes.actions import items
from quizzes.actions import quizzes as quiz_actions
from quizzes.definitions import QuizDefinition, SectionDefinition
from quizzes.errors import QuizInvalid
from quizzes.item_types import DocumentInvalid
from quizzes.models import Item, ItemVersion, Quiz
from tests.factories.quizzes import START, ObjectiveFactory, document

pytestmark = pytest.mark.django_db


def upsert(objective, **more):
    fields = {"code": "sec-001", "type": "single_choice", "document": document()}
    return items.upsert(**{**fields, **more}, objective=objective, by=None, at=START)


def test_a_new_item_is_published_with_its_first_version():
    item, status = upsert(ObjectiveFactory(code="mail"), source="条例")
    version = ItemVersion.objects.get()
    assert (status, item.live, item.source) == ("created", True, "条例")
    assert (version.number, version.document) == (1, document())
    assert (version.objective_code, version.order_length) == ("mail", 3)


def test_the_same_again_writes_nothing(django_assert_num_queries):
    objective = ObjectiveFactory()
    upsert(objective)
    with django_assert_num_queries(4):  # savepoint, item, its objective, release
        assert upsert(objective)[1] == "unchanged"
    assert ItemVersion.objects.count() == 1


def test_another_document_is_another_version_and_the_old_one_stays():
    objective = ObjectiveFactory()
    upsert(objective)
    item, status = upsert(objective, document=document("改めた問い"))
    assert status == "updated"
    assert item.stem == "改めた問い"
    assert [v.document["stem"] for v in item.versions.all()] == [
        "どれですか。",
        "改めた問い",
    ]


def test_another_source_is_no_other_version():
    objective = ObjectiveFactory()
    upsert(objective)
    assert upsert(objective, source="新しい条例")[1] == "updated"
    assert ItemVersion.objects.count() == 1


def test_a_broken_document_leaves_everything_as_it_was():
    objective = ObjectiveFactory()
    upsert(objective)
    with pytest.raises(DocumentInvalid):
        upsert(objective, document=document(keys="ab"))
    assert ItemVersion.objects.count() == 1
    assert Item.objects.get().document == document()


def test_a_draft_changes_nothing_for_candidates_until_it_is_published():
    item, _status = upsert(ObjectiveFactory())
    item.document = document("下書き")
    items.save_draft(item=item, by=None, at=START)
    live = Item.objects.get()
    assert (live.stem, live.has_unpublished_changes) == ("どれですか。", True)
    assert ItemVersion.objects.count() == 1
    items.publish(item=live.get_latest_revision_as_object(), by=None, at=START)
    assert ItemVersion.objects.count() == 2


def test_publishing_by_any_other_way_cuts_a_version_too():
    item, _status = upsert(ObjectiveFactory())
    item.document = document("別の道")
    item.save_revision().publish()
    assert item.versions.last().document["stem"] == "別の道"


def test_a_retired_item_is_not_drawn_and_a_later_draft_does_not_bring_it_back():
    item, _status = upsert(ObjectiveFactory())
    items.retire(item=item, by=None, at=START)
    assert not ItemVersion.objects.drawable().exists()
    item = Item.objects.get()
    items.publish(item=item.get_latest_revision_as_object(), by=None, at=START)
    assert not ItemVersion.objects.drawable().exists()
    items.restore(item=Item.objects.get(), by=None, at=START)
    assert ItemVersion.objects.drawable().count() == 1


DEFINITION = QuizDefinition(
    code="security-basics-test",
    title="理解度確認テスト",
    pass_mark=Decimal("0.8"),
    time_limit_minutes=20,
    sections=(
        SectionDefinition("mail", "メール", 3, ("o1", "o2"), floor=Decimal("0.5")),
        SectionDefinition("desk", "机", 2, ("o3",)),
    ),
)


@pytest.fixture
def objectives():
    return [ObjectiveFactory(code=code) for code in ("o1", "o2", "o3")]


def put(definition):
    return quiz_actions.upsert(definition=definition, by=None, at=START)


@pytest.mark.usefixtures("objectives")
def test_a_quiz_is_created_once_and_then_unchanged():
    quiz, status = put(DEFINITION)
    assert status == "created"
    assert [(s.code, s.count, s.floor) for s in quiz.sections.all()] == [
        ("mail", 3, Decimal("0.5")),
        ("desk", 2, Decimal(0)),
    ]
    assert put(DEFINITION)[1] == "unchanged"


@pytest.mark.usefixtures("objectives")
def test_a_changed_quiz_loses_the_sections_that_are_gone():
    put(DEFINITION)
    changed = replace(DEFINITION, sections=DEFINITION.sections[1:], title="新しい名前")
    quiz, status = put(changed)
    assert (status, quiz.title) == ("updated", "新しい名前")
    assert [section.code for section in quiz.sections.all()] == ["desk"]


def test_every_fault_of_a_definition_is_named():
    broken = replace(
        DEFINITION,
        pass_mark=Decimal("80"),
        attempts_allowed=0,
        sections=(
            SectionDefinition("mail", "メール", 0, ("o1",)),
            SectionDefinition("mail", "机", 1, ("o1",)),
        ),
    )
    with pytest.raises(QuizInvalid) as caught:
        put(broken)
    assert caught.value.problems == [
        "合格に必要な割合は0から1までにしてください（今は80です）。",
        "制限時間と回数は1以上にしてください（今は0です）。",
        "区分「メール」の問題の数を1以上にしてください（今は0です）。",
        "区分のコード「mail」が二度使われています。分けてください。",
        "学習目標「o1」が二つの区分にあります。どちらか一つにしてください。",
        "学習目標「o1」はありません。コードを確かめてください。",
    ]
    assert not Quiz.objects.exists()
