"""Every way of publishing an item cuts a version and says in the log who did it."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from learning.log.models import Entry
from learning.people.actions.back_office import ensure_groups, sync_groups
from learning.people.models import RoleGrant
from quizzes.actions import items
from quizzes.item_types import DocumentInvalid
from quizzes.models import Item, ItemVersion
from tests.factories.people import RECORDED_AT, UserFactory
from tests.factories.quizzes import ItemVersionFactory, ObjectiveFactory
from tests.integration.quizzes.test_quiz_backoffice import ITEM, item_data, text_of

pytestmark = pytest.mark.django_db


def editor(name):
    user = UserFactory(first_name=name)
    RoleGrant.objects.create(
        user=user, role="editor", starts_on=date(2020, 4, 1), recorded_at=RECORDED_AT
    )
    sync_groups(users=[user], today=date(2026, 11, 20))
    return user


@pytest.fixture
def author(db):
    ensure_groups()
    return editor("書いた人")


@pytest.fixture
def draft(client, author):
    """A complete draft that the author has saved."""
    client.force_login(author)
    client.post(reverse(f"{ITEM}:add"), item_data(ObjectiveFactory()))
    Entry.objects.all().delete()
    return Item.objects.get()


def where(name, item):
    return reverse(f"{ITEM}:{name}", args=[item.pk])


def logged():
    rows = Entry.objects.order_by("pk").values_list("action", "actor_label")
    return list(rows)


def task_url(item, name):
    state = item.current_workflow_state.current_task_state
    return reverse(f"{ITEM}:workflow_action", args=[item.pk, name, state.pk])


def submit(client, item):
    data = item_data(item.objective, **{"action-submit": "1"})
    assert client.post(where("edit", item), data).status_code == 302


def test_the_button_publishes(client, author, draft):
    data = item_data(draft.objective, **{"action-publish": "1"})
    client.post(where("edit", draft), data)
    assert ItemVersion.objects.count() == 1
    assert logged() == [
        ("item.draft", "書いた人"),
        ("item.version", "書いた人"),
        ("item.publish", "書いた人"),
    ]


def test_an_approval_publishes_in_the_name_of_who_approved(client, author, draft):
    submit(client, draft)
    assert not ItemVersion.objects.exists()
    client.force_login(editor("認めた人"))
    client.post(task_url(draft, "approve"))
    assert ItemVersion.objects.get().item == draft
    assert logged()[1:] == [
        ("item.submit", "書いた人"),
        ("item.version", "認めた人"),
        ("item.publish", "認めた人"),
        ("item.approve", "認めた人"),
    ]


def test_what_is_sent_back_is_not_published(client, author, draft):
    submit(client, draft)
    client.force_login(editor("読んだ人"))
    client.post(task_url(draft, "reject"), {"comment": "選択肢が長い"})
    assert not ItemVersion.objects.exists()
    assert logged()[-1] == ("item.reject", "読んだ人")


def test_approving_what_became_half_written_says_what_is_missing(client, author, draft):
    submit(client, draft)
    half = Item.objects.get().get_latest_revision_as_object()
    half.document = {"stem": "", "options": [], "points": 1}
    items.save_draft(item=half, by=author, at=timezone.now())
    client.force_login(editor("読んだ人"))
    page = text_of(client.post(task_url(draft, "approve"), follow=True))
    assert "まだ公開できないので、承認していません。" in page
    assert "問題文が空です。" in page
    assert not ItemVersion.objects.exists()
    assert Item.objects.get().workflow_in_progress


def test_a_schedule_publishes_on_its_day_in_nobody_s_name(client, author, draft):
    at = timezone.now()
    draft = draft.get_latest_revision_as_object()
    draft.go_live_at = at + timedelta(hours=1)
    items.publish(item=draft, by=author, at=at)
    assert not ItemVersion.objects.exists()
    assert [row[0] for row in logged()] == ["item.schedule"]
    revision = draft.latest_revision
    revision.refresh_from_db()
    revision.approved_go_live_at = at - timedelta(minutes=1)
    revision.content["go_live_at"] = (at - timedelta(minutes=1)).isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert ItemVersion.objects.count() == 1
    assert logged()[1:] == [("item.version", "システム"), ("item.publish", "システム")]


def test_an_item_s_own_last_day_unpublishes_it(author):
    item = ItemVersionFactory().item
    Item.objects.update(live=True, expire_at=timezone.now() - timedelta(minutes=1))
    Entry.objects.all().delete()
    call_command("publish_scheduled")
    item.refresh_from_db()
    assert (item.live, logged()) == (False, [("item.unpublish", "システム")])


def test_code_publishes(author):
    document = {
        "stem": "どれですか。",
        "options": [
            {"text": "甲", "key": True, "explanation": "甲だから"},
            {"text": "乙", "key": False, "explanation": "違う"},
            {"text": "丙", "key": False, "explanation": "違う"},
        ],
    }
    item, _status = items.upsert(
        code="sec-1",
        type="single_choice",
        document=document,
        objective=ObjectiveFactory(),
        by=author,
        at=timezone.now(),
    )
    assert item.versions.count() == 1
    assert [row[0] for row in logged()] == ["item.version", "item.publish"]


def test_code_does_not_publish_what_is_half_written(author, draft):
    half = draft.get_latest_revision_as_object()
    half.document["stem"] = ""
    items.save_draft(item=half, by=author, at=timezone.now())
    with pytest.raises(DocumentInvalid):
        items.publish_draft(revision=half.latest_revision, by=author, at=timezone.now())
    assert not ItemVersion.objects.exists()


def test_unpublishing_locking_and_unlocking_are_logged_once(client, author):
    item = ItemVersionFactory().item
    Item.objects.update(live=True)
    client.force_login(author)
    Entry.objects.all().delete()
    for name in ("unpublish", "lock", "unlock"):
        assert client.post(where(name, item)).status_code == 302
    item.refresh_from_db()
    assert (item.live, item.locked) == (False, False)
    assert logged() == [
        ("item.unpublish", "書いた人"),
        ("item.lock", "書いた人"),
        ("item.unlock", "書いた人"),
    ]


def test_publishing_again_without_a_change_cuts_no_version(client, author, draft):
    data = item_data(draft.objective, **{"action-publish": "1"})
    for _ in range(2):
        client.post(where("edit", draft), data)
    assert ItemVersion.objects.count() == 1


def test_items_go_through_the_editors_review(author):
    assert Item.get_default_workflow() == Workflow.objects.get(name="教材の承認")


def test_who_wrote_the_draft_can_t_approve_it(client, author, draft):
    submit(client, draft)
    page = text_of(client.post(task_url(draft, "approve"), follow=True))
    assert "この下書きを書いた人は、承認できません。" in page
    assert not ItemVersion.objects.exists()
    assert Item.objects.get().workflow_in_progress


def test_who_wrote_it_can_t_approve_from_the_editor_either(client, author, draft):
    submit(client, draft)
    data = item_data(draft.objective)
    data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
    page = text_of(client.post(where("edit", draft), data, follow=True))
    assert "この下書きを書いた人は、承認できません。" in page
    assert not ItemVersion.objects.exists()


def test_who_wrote_it_can_t_publish_past_the_review(client, author, draft):
    submit(client, draft)
    data = item_data(draft.objective, stem="書き足した問い", **{"action-publish": "1"})
    page = text_of(client.post(where("edit", draft), data, follow=True))
    assert "この下書きを書いた人は、承認できません。" in page
    assert not ItemVersion.objects.exists()
    kept = Item.objects.get()
    assert kept.workflow_in_progress
    assert kept.get_latest_revision_as_object().stem == "書き足した問い"


def test_who_wrote_an_earlier_version_may_approve_another_s_draft(
    client, author, draft
):
    data = item_data(draft.objective, **{"action-publish": "1"})
    client.post(where("edit", draft), data)
    client.force_login(editor("直した人"))
    data = item_data(draft.objective, stem="直した問い", **{"action-submit": "1"})
    client.post(where("edit", draft), data)
    client.force_login(author)
    client.post(task_url(Item.objects.get(), "approve"))
    assert ItemVersion.objects.count() == 2
