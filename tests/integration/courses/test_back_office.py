"""The editor's side: review dates, glossary, publishing by schedule and workflow."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from courses.actions.progress import finish_lesson, open_lesson
from courses.models import GlossaryTerm, LessonPage
from learning.log.models import Entry
from learning.people.today import today
from quizzes.models import Item
from tests.factories.courses import (
    CoursePageFactory,
    GlossaryTermFactory,
    LessonPageFactory,
    body,
    publish,
    text,
)
from tests.factories.people import EmploymentFactory, UserFactory
from tests.factories.quizzes import ItemFactory, ItemVersionFactory, ObjectiveFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TERM = "courses_glossaryterm"
GLOSSARY = "wagtailsnippets_courses_glossaryterm"


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def review(editor, **query):
    response = editor.get(reverse("courses_review_report"), query)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def test_review_report_lists_what_is_past_its_date(editor):
    LessonPageFactory(title="過ぎた", review_on=today() - DAY, responsible="広報担当")
    LessonPageFactory(title="近い", review_on=today() + 30 * DAY)
    LessonPageFactory(title="遠い", review_on=today() + 300 * DAY)
    assert review(editor) == ["過ぎた"]
    assert review(editor, when="soon") == ["過ぎた", "近い"]
    assert review(editor, when="all") == ["過ぎた", "近い", "遠い"]
    assert review(editor, when="all", responsible="広報担当") == ["過ぎた"]


def test_review_report_has_items_and_terms_beside_the_pages(editor):
    LessonPageFactory(title="レッスン", review_on=today() - DAY)
    item = ItemVersionFactory(item__responsible="税務課").item
    Item.objects.filter(pk=item.pk).update(review_on=today() - 3 * DAY)
    ItemFactory(review_on=today() - DAY, live=False)
    GlossaryTermFactory(code="bcc", term="BCC", review_on=today() - 2 * DAY)
    assert review(editor) == [item.stem, "BCC", "レッスン"]
    assert review(editor, when="past", responsible="税務課") == [item.stem]
    page = editor.get(reverse("courses_review_report")).content.decode()
    for name, row in (("quizzes_item", item), (TERM, GlossaryTerm.objects.get())):
        assert reverse(f"wagtailsnippets_{name}:edit", args=[row.pk]) in page
    file = editor.get(reverse("courses_review_report"), {"export": "csv"})
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == [
        "種類",
        "問題",
        "用語",
        "レッスン",
    ]


def test_pages_are_listed_by_their_japanese_kind_and_in_their_order(editor):
    lesson = LessonPageFactory(title="一番目")
    course = lesson.get_parent()
    LessonPageFactory(title="二番目", parent=course)
    page = editor.get(reverse("wagtailadmin_explore", args=[course.pk]))
    text = page.content.decode()
    assert "Lesson page" not in text
    assert [found.title for found in page.context["pages"]] == ["一番目", "二番目"]


def test_review_report_is_not_for_learners(learner):
    assert learner.get(reverse("courses_review_report")).status_code == 403


def test_term_is_made_and_changed_by_the_actions(editor):
    fields = {"term": "BCC", "reading": "", "meaning": "欄", "source": ""}
    editor.post(reverse(f"{GLOSSARY}:add"), {**fields, "code": "bcc", "review_on": ""})
    term = GlossaryTerm.objects.get(code="bcc")
    edit = reverse(f"{GLOSSARY}:edit", args=[term.pk])
    editor.post(edit, {**fields, "code": "other", "meaning": "新", "review_on": ""})
    term.refresh_from_db()
    assert (term.code, term.meaning) == ("bcc", "新")
    entries = Entry.objects.filter(subject_id="bcc").order_by("pk")
    assert [each.action for each in entries] == ["term.create", "term.change"]


def test_term_is_deleted_by_the_action(editor):
    term = GlossaryTermFactory(code="bcc")
    editor.post(reverse(f"{GLOSSARY}:delete", args=[term.pk]))
    assert not GlossaryTerm.objects.exists()
    assert Entry.objects.filter(action="term.delete", subject_id="bcc").exists()


def test_terms_are_found_by_their_reading(editor):
    GlossaryTermFactory(term="標的型", reading="ひょうてきがた")
    GlossaryTermFactory(term="無害化", reading="むがいか")
    html = editor.get(reverse(f"{GLOSSARY}:list"), {"q": "ひょうてき"}).content.decode()
    assert "標的型" in html
    assert "無害化" not in html


def test_editor_is_asked_for_the_weight_of_each_change(editor):
    lesson = LessonPageFactory()
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    assert response.context["form"].initial["change"] == ""
    assert response.context["form"].fields["change"].required


def test_page_with_learners_is_not_deleted(editor, user):
    lesson = LessonPageFactory()
    open_lesson(employee=user.employee, lesson=lesson, at=timezone.now())
    delete = reverse("wagtailadmin_pages:delete", args=[lesson.pk])
    response = editor.post(delete, follow=True)
    assert "受講の記録" in response.content.decode()
    assert LessonPage.objects.filter(pk=lesson.pk).exists()


def test_page_without_learners_may_be_deleted(editor):
    lesson = LessonPageFactory()
    editor.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]))
    assert not LessonPage.objects.filter(pk=lesson.pk).exists()


def test_scheduled_lesson_is_published_with_its_edition(db):
    lesson = LessonPageFactory()
    lesson.title = "予約した題名"
    lesson.go_live_at = timezone.now() + timedelta(hours=1)
    lesson.save_revision().publish()
    lesson.refresh_from_db()
    assert lesson.title != "予約した題名"
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    lesson.refresh_from_db()
    assert lesson.title == "予約した題名"
    assert [edition.number for edition in lesson.editions.all()] == [1, 2]


def test_workflow_publishes_a_lesson(db):
    boss = UserFactory(is_superuser=True, is_staff=True)
    lesson = LessonPageFactory()
    lesson.title = "承認された題名"
    lesson.save_revision()
    state = Workflow.objects.get().start(lesson, boss)
    state.current_task_state.approve(user=boss)
    lesson.refresh_from_db()
    assert lesson.title == "承認された題名"
    assert lesson.editions.count() == 2


def test_draft_is_previewed_as_a_learner_would_see_it(editor):
    lesson = LessonPageFactory()
    lesson.title = "下書きの題名"
    lesson.save_revision()
    draft = reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])
    html = editor.get(draft).content.decode()
    assert "<h1>下書きの題名</h1>" in html
    assert "選択肢0" in html
    assert not lesson.progress.exists()


def facts_text(editor, lesson):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    return page.content.decode()


def test_lesson_shows_its_objectives_items_and_terms(editor):
    item = ItemVersionFactory(item__objective__title="あて先を確かめる").item
    retired = ItemFactory(objective=item.objective, retired_on=today())
    GlossaryTermFactory(code="bcc", term="BCC欄")
    lesson = LessonPageFactory(
        body=body(text("<p>[[term:bcc]]と[[言葉|term:unknown-word]]</p>")),
        review_on=today() - DAY,
    )
    lesson.objectives = [item.objective]
    publish(lesson)
    html = facts_text(editor, lesson)
    facts = html[html.index("学習目標と、それを問う問題") :]
    assert item.code in facts
    assert retired.code not in facts
    assert "BCC欄" in facts
    assert "unknown-word（用語集にありません）" in facts
    assert "（過ぎています）" in html


def test_editor_reads_how_many_people_a_major_change_concerns(editor):
    """Two have the lesson done, one of them the course; one more has left since."""
    lesson = LessonPageFactory(body=body(text("<p>本文</p>")))
    other = LessonPageFactory(
        parent=lesson.get_parent().specific, body=body(text("<p>本文</p>"))
    )
    both, one, left = (EmploymentFactory().employee for _ in range(3))
    for person in (both, one, left):
        finish_lesson(employee=person, lesson=lesson, at=timezone.now())
    for person in (both, left):
        finish_lesson(employee=person, lesson=other, at=timezone.now())
    left.employments.update(ends_on=today())
    html = facts_text(editor, lesson)
    assert "このレッスンが済みの 2 人に" in html
    assert "コースを修了した 1 人の修了は" in html


def test_a_lesson_that_was_never_public_concerns_nobody(editor):
    lesson = LessonPageFactory()
    lesson.unpublish()
    assert "「重要」で公開すると" not in facts_text(editor, lesson).replace(
        "「重要」で公開すると新しい版になり", ""
    )


def test_a_course_asks_for_no_weight_because_its_lessons_make_its_version(editor):
    course = CoursePageFactory()
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[course.pk]))
    assert "change" not in edit.context["form"].fields


def test_editor_chooses_among_the_objectives_of_the_tier(editor):
    lesson = LessonPageFactory()
    tier = lesson.get_parent().get_parent().slug
    own, old, chosen, other = (
        ObjectiveFactory(tier=tier),
        ObjectiveFactory(tier=tier, retired_on=today()),
        ObjectiveFactory(tier="other"),
        ObjectiveFactory(tier="other"),
    )
    lesson.objectives = [chosen]
    publish(lesson)
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    offered = set(page.context["form"].fields["objectives"].queryset)
    assert offered == {own, chosen}
    assert not offered & {old, other}
