"""Whatever happens to a page is in the log, with who did it; history is not deleted."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from courses.actions.pages import told_in_one_entry
from courses.actions.progress import open_lesson
from courses.models import CoursePage, LessonPage
from learning.literacy.models import Evidence
from learning.log.models import Entry
from learning.people.audit.lines import lines_for
from tests.factories.campaigns import RequirementFactory
from tests.factories.courses import (
    CoursePageFactory,
    LessonPageFactory,
    TierPageFactory,
)
from tests.factories.people import EmploymentFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def boss(client):
    user = UserFactory(first_name="公開した人", is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def lesson(db):
    found = LessonPageFactory(title="宛先")
    Entry.objects.all().delete()
    return found


def logged():
    rows = Entry.objects.order_by("pk").values_list("action", "actor_label")
    return list(rows)


def draft_of_another(lesson, **fields):
    for name, value in fields.items():
        setattr(lesson, name, value)
    return lesson.save_revision(user=UserFactory(first_name="書いた人"))


def bulk(client, action, *pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{query}", follow=True)


def test_publishing_a_draft_of_another_is_in_the_name_of_who_published(
    client, boss, lesson
):
    draft_of_another(lesson, title="新しい題名")
    bulk(client, "publish", lesson)
    assert logged() == [("page.publish", "公開した人")]
    entry = Entry.objects.get()
    assert (entry.subject_kind, entry.subject_id) == ("page", lesson.code)
    assert entry.subject_label == "新しい題名"


def test_unpublishing_says_who_did_it(client, boss, lesson):
    client.post(reverse("wagtailadmin_pages:unpublish", args=[lesson.pk]))
    assert logged() == [("page.unpublish", "公開した人")]


def test_a_change_of_a_live_page_is_scheduled_by_somebody_and_published_by_nobody(
    client, boss, lesson
):
    draft_of_another(lesson, go_live_at=timezone.now() + HOUR)
    bulk(client, "publish", lesson)
    assert logged() == [("page.schedule", "公開した人")]
    with time_machine.travel(timezone.now() + 2 * HOUR):
        call_command("publish_scheduled")
    assert logged()[1:] == [("page.publish", "システム")]


def test_a_new_page_with_a_first_day_is_scheduled_and_has_no_edition_yet(db):
    lesson = LessonPage(title="新しい", slug="new", code="new", live=False)
    CoursePageFactory().add_child(instance=lesson)
    Entry.objects.all().delete()
    draft_of_another(lesson, go_live_at=timezone.now() + HOUR).publish()
    assert logged() == [("page.schedule", "書いた人")]
    assert not lesson.editions.exists()
    with time_machine.travel(timezone.now() + 2 * HOUR):
        call_command("publish_scheduled")
    assert logged()[1:] == [("page.publish", "システム")]
    assert lesson.editions.count() == 1


def test_the_last_day_unpublishes_in_nobodys_name(lesson):
    draft_of_another(lesson, expire_at=timezone.now() + HOUR).publish()
    with time_machine.travel(timezone.now() + 2 * HOUR):
        call_command("publish_scheduled")
    assert logged() == [("page.publish", "書いた人"), ("page.unpublish", "システム")]


def test_a_workflow_is_followed_step_by_step(lesson, boss):
    draft_of_another(lesson, title="承認された題名")
    state = Workflow.objects.get().start(lesson, boss)
    state.current_task_state.approve(user=boss)
    actions = [action for action, _ in logged()]
    assert actions == ["page.submit", "page.publish", "page.approve"]


def test_an_approval_that_only_sets_the_day_says_so(lesson, boss):
    draft_of_another(lesson, go_live_at=timezone.now() + HOUR)
    state = Workflow.objects.get().start(lesson, boss)
    state.current_task_state.approve(user=boss)
    assert ("page.schedule", "公開した人") in logged()
    assert "page.publish" not in dict(logged())


def test_moving_says_from_where_to_where(client, boss, lesson):
    course = CoursePageFactory(title="別のコース")
    Entry.objects.all().delete()
    before = lesson.get_parent().title
    address = "wagtailadmin_pages:move_confirm"
    client.post(reverse(address, args=[lesson.pk, course.pk]))
    assert logged() == [("page.move", "公開した人")]
    (line,) = lines_for(Entry.objects.select_related("payload"), secret=set())
    assert "ページ「宛先」をほかの場所に移した" in line.sentence
    assert f"「{before}」から「別のコース」に" in [d.text for d in line.details]


def test_deleting_takes_away_and_is_told_of_each_page_below(client, boss):
    """Wagtail unpublishes what it deletes, so that both are told of both pages."""
    course = CoursePageFactory(code="course")
    LessonPageFactory(code="lesson", parent=course)
    Entry.objects.all().delete()
    client.post(reverse("wagtailadmin_pages:delete", args=[course.pk]))
    assert not CoursePage.objects.exists()
    told = Entry.objects.filter(actor_label="公開した人")
    assert sorted(told.values_list("action", "subject_id")) == [
        ("page.delete", "course"),
        ("page.delete", "lesson"),
        ("page.unpublish", "course"),
        ("page.unpublish", "lesson"),
    ]
    assert Entry.objects.last().action == "page.delete"


def test_several_deleted_at_once_are_all_kept_if_one_has_history(client, boss, lesson):
    new = LessonPageFactory(parent=lesson.get_parent().specific)
    open_lesson(employee=EmploymentFactory().employee, lesson=lesson, at=timezone.now())
    response = bulk(client, "delete", new, lesson)
    assert "「宛先」：受講の記録" in response.content.decode()
    assert LessonPage.objects.count() == 2
    bulk(client, "delete", new)
    assert list(LessonPage.objects.all()) == [lesson]


def test_no_code_deletes_a_page_that_somebody_learnt_from(lesson):
    open_lesson(employee=EmploymentFactory().employee, lesson=lesson, at=timezone.now())
    with pytest.raises(ProtectedError):
        lesson.get_parent().delete()
    assert LessonPage.objects.exists()


def asked_for(course):
    RequirementFactory(subject_kind="course", subject_code=course.code)


def evidenced(course):
    Evidence.objects.create(
        employee=EmploymentFactory().employee,
        kind=Evidence.Kind.COURSE_COMPLETED,
        subject_code=course.code,
        on=date(2025, 4, 1),
        source_key="import:1",
        recorded_at=datetime(2026, 4, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("name_it", [asked_for, evidenced])
def test_a_course_that_facts_name_is_kept_with_its_tier(client, boss, name_it):
    tier = TierPageFactory()
    course = CoursePageFactory(parent=tier)
    name_it(course)
    for page in (course, tier):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert CoursePage.objects.filter(pk=course.pk).exists()


def test_what_is_told_in_one_entry_writes_none_of_its_own(lesson):
    with told_in_one_entry():
        lesson.unpublish()
    assert logged() == []
    lesson.save_revision().publish()
    assert [action for action, _ in logged()] == ["page.publish"]
