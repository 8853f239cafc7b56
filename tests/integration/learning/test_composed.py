"""A query composed once answers as Django's own does, for any values."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.functions import ExtractYear

from courses.standing import live_lessons
from learning.city.current import city
from learning.city.models import City
from learning.composed import composed
from learning.people.models import Posting
from tests.factories.courses import make_course
from tests.factories.people import PostingFactory

pytestmark = pytest.mark.django_db

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
asked: list[str] = []


@composed(int, date)
def posts(employee_id: int, day: date) -> QuerySet:
    """Posts of a person on a day."""
    asked.append("composed")
    rows = Posting.objects.on(day).filter(employee_id=employee_id)
    return rows.values_list("pk", "starts_on", "department__name")


def test_it_answers_for_the_values_given(django_assert_num_queries):
    first, second = PostingFactory(starts_on=APRIL), PostingFactory(starts_on=MAY)
    for posting in (first, second):
        with django_assert_num_queries(1):
            rows = posts(posting.employee_id, MAY)
        assert rows == [
            (posting.pk, posting.starts_on, posting.department.name),
        ]
    assert posts(second.employee_id, APRIL) == []


@composed(int)
def whole_posts(employee_id: int) -> QuerySet:
    """Posts of a person with their departments."""
    rows = Posting.objects.filter(employee_id=employee_id)
    marked = rows.annotate(begins_in=ExtractYear("starts_on"))
    return marked.select_related("department").defer("post_title")


@composed(list[int])
def posts_of(employee_ids: list[int]) -> QuerySet:
    """Posts of some people."""
    asked.append("of some")
    rows = Posting.objects.filter(employee__id__in=employee_ids)
    return rows.order_by("pk").values_list("pk")


def test_a_list_may_have_any_length_none_included(django_assert_num_queries):
    made = [PostingFactory() for _ in range(3)]
    people = [posting.employee_id for posting in made]
    assert posts_of(people) == [(posting.pk,) for posting in made]
    assert posts_of(people[1:2]) == [(made[1].pk,)]
    assert posts_of(people[:1] * 60) == [(made[0].pk,)]
    with django_assert_num_queries(0):
        assert posts_of([]) == []


def test_it_is_composed_once_for_each_length():
    posts_of([1, 2])
    before = len(asked)
    posts_of([3, 4])
    assert len(asked) == before


def test_objects_come_with_what_was_selected(django_assert_num_queries):
    posting = PostingFactory(starts_on=APRIL, post_title="係長")
    with django_assert_num_queries(1):
        (found,) = whole_posts(posting.employee_id)
        assert found == posting
        assert found.department == posting.department
        assert found.begins_in == 2026
    with django_assert_num_queries(1):
        assert found.post_title == "係長"


def test_it_reads_anew_each_time():
    posting = PostingFactory(starts_on=APRIL)
    assert len(posts(posting.employee_id, MAY)) == 1
    Posting.objects.filter(pk=posting.pk).update(ends_on=MAY)
    assert posts(posting.employee_id, MAY) == []


def test_it_is_composed_once():
    posts(1, APRIL)
    before = len(asked)
    posts(2, MAY)
    assert len(asked) == before


def test_a_quote_or_a_percent_sign_in_a_value_is_only_text():
    course, lessons = make_course(lessons=2)
    assert [line.pk for line in live_lessons(course.path)] == [at.pk for at in lessons]
    assert live_lessons("%") == []
    assert live_lessons("' OR 1=1 --") == []


def test_lessons_of_several_courses_come_in_tree_order():
    (one, of_one), (two, of_two) = make_course(lessons=2), make_course(lessons=1)
    make_course(lessons=1)
    expected = sorted([*of_one, *of_two], key=lambda lesson: lesson.path)
    found = live_lessons(two.path, one.path)
    assert [line.pk for line in found] == [lesson.pk for lesson in expected]


def test_the_city_is_read_with_its_types():
    City.objects.create(pk=1, name="青葉市", variables={"a": "b"})
    assert city() == City.objects.get()
    assert city().variables == {"a": "b"}
    assert str(city().leaver_share_to_confirm) == "0.10"


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_get_their_own_rows():
    made = [PostingFactory() for _ in range(4)]
    together = Barrier(len(made))

    @composed(int)
    def fresh(employee_id: int) -> QuerySet:
        rows = Posting.objects.filter(employee_id=employee_id)
        return rows.select_related("department")

    def ask(posting: Posting) -> set[tuple[int, str]]:
        together.wait(10)
        try:
            found = [fresh(posting.employee_id) for _ in range(20)]
        finally:
            # SQLite's in memory would stay open: Django closes only files.
            BaseDatabaseWrapper.close(connection)
        return {(row.pk, row.department.name) for rows in found for row in rows}

    with ThreadPoolExecutor(len(made)) as pool:
        answers = list(pool.map(ask, made))
    assert answers == [{(row.pk, row.department.name)} for row in made]
