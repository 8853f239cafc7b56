"""What waits for an editor on the back office's first page."""

from datetime import date

import pytest
from django.utils import timezone

from learning.home.editor_work import work_of
from learning.people.actions.back_office import ensure_groups, sync_groups
from learning.people.models import RoleGrant
from quizzes.actions import items
from quizzes.models import Item
from tests.factories.people import RECORDED_AT, UserFactory
from tests.factories.quizzes import ItemVersionFactory, ObjectiveFactory, QuizFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def with_role(role):
    ensure_groups()
    user = UserFactory()
    RoleGrant.objects.create(
        user=user, role=role, starts_on=date(2020, 4, 1), recorded_at=RECORDED_AT
    )
    sync_groups(users=[user], today=TODAY)
    return user


def labels(user):
    return [
        [piece.label for piece in pile.pieces] for pile in work_of(user, today=TODAY)
    ]


def test_the_own_drafts_and_what_waits_for_approval_are_named():
    author, reader = with_role("editor"), with_role("editor")
    item = Item(code="sec-1", type="single_choice", objective=ObjectiveFactory())
    item.document = {"stem": "書きかけ", "options": [], "points": 1}
    items.save_draft(item=item, by=author, at=timezone.now())
    assert labels(author)[:2] == [["sec-1 書きかけ"], []]
    assert labels(reader)[:2] == [[], []]
    item.get_workflow().start(item, author)
    assert labels(reader)[:2] == [[], ["sec-1 書きかけ"]]


def test_what_is_past_its_review_date_is_named_and_the_rest_counted():
    for _ in range(7):
        ItemVersionFactory()
    Item.objects.update(live=True, review_on=date(2026, 11, 19))
    pile = work_of(with_role("editor"), today=TODAY)[2]
    assert (len(pile.pieces), pile.more) == (5, 2)
    assert pile.pieces[0].note == "R8.11.19"
    assert work_of(with_role("editor"), today=date(2026, 11, 19))[2].pieces == ()


def test_a_quiz_that_the_bank_cannot_fill_is_named():
    quiz = QuizFactory(item_count=2)
    user = with_role("editor")
    assert work_of(user, today=TODAY)[3].pieces == ()
    quiz.sections.update(count=5)
    (piece,) = work_of(user, today=TODAY)[3].pieces
    assert piece.label == quiz.title
    assert "必要 5、使える問題 2" in piece.note


@pytest.mark.parametrize(
    ("role", "shown"),
    [("editor", "わたしの書きかけ"), ("hr", "職員"), ("administrator", "市の設定")],
)
def test_everybody_finds_the_own_work_on_the_first_page(client, role, shown):
    client.force_login(with_role(role))
    page = client.get("/backoffice/").content.decode()
    assert shown in page[page.index("<main") :]
