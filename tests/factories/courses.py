"""Pages of courses for tests: small, deterministic, published as the site would.

``LessonPageFactory(course=…)`` makes and publishes a lesson with two checks;
``make_course(lessons=2)`` a whole branch of the tree.
"""

import json
from datetime import UTC, datetime

import factory
from wagtail.models import Site

from courses.models import CataloguePage, CoursePage, GlossaryTerm, LessonPage, TierPage

CHECK_IDS = (
    "00000000-0000-4000-8000-000000000001",
    "00000000-0000-4000-8000-000000000002",
)
OPENED_AT = datetime(2026, 5, 1, 0, 0, tzinfo=UTC)


def check(check_id, *, right=(1,)):
    """A check of three choices as the StreamField keeps it."""
    choices = [
        {"text": f"選択肢{n}", "right": n in right, "feedback": f"説明{n}"}
        for n in range(3)
    ]
    value = {"title": "あて先", "question": "<p>どれですか。</p>", "choices": choices}
    return {"type": "check", "value": value, "id": check_id}


def text(html):
    return {"type": "text", "value": html}


def body(*blocks):
    """A body as LessonPage takes it."""
    return json.dumps(blocks, ensure_ascii=False)


def lesson_body():
    return body(text("<p>本文です。</p>"), *(check(one) for one in CHECK_IDS))


def publish(page):
    """Publish a page as it is in memory."""
    page.save_revision().publish()
    page.refresh_from_db()
    return page


class PageFactory(factory.django.DjangoModelFactory):
    """A published page below ``parent``."""

    slug = factory.SelfAttribute("code")

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parent = kwargs.pop("parent")
        page = model_class(live=False, **kwargs)
        type(parent).objects.get(pk=parent.pk).add_child(instance=page)
        return publish(page)


class CataloguePageFactory(PageFactory):
    title = "コース"
    slug = "courses"
    parent = factory.LazyFunction(
        lambda: Site.objects.get(is_default_site=True).root_page.specific
    )

    class Meta:
        model = CataloguePage

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        there = CataloguePage.objects.first()
        return there or super()._create(model_class, *args, **kwargs)


class TierPageFactory(PageFactory):
    parent = factory.SubFactory(CataloguePageFactory)
    code = factory.Sequence(lambda n: f"tier-{n}")
    title = factory.Sequence(lambda n: f"段{n}")
    summary = "段の要約"

    class Meta:
        model = TierPage


class CoursePageFactory(PageFactory):
    parent = factory.SubFactory(TierPageFactory)
    code = factory.Sequence(lambda n: f"course-{n}")
    title = factory.Sequence(lambda n: f"コース{n}")
    summary = "コースの要約"
    responsible = "情報担当"

    class Meta:
        model = CoursePage


class LessonPageFactory(PageFactory):
    parent = factory.SubFactory(CoursePageFactory)
    code = factory.Sequence(lambda n: f"lesson-{n}")
    title = factory.Sequence(lambda n: f"レッスン{n}")
    minutes = 6
    responsible = "情報担当"
    body = factory.LazyFunction(lesson_body)

    class Meta:
        model = LessonPage


class GlossaryTermFactory(factory.django.DjangoModelFactory):
    code = factory.Sequence(lambda n: f"term-{n}")
    term = factory.Sequence(lambda n: f"用語{n}")
    meaning = "やさしい言葉での意味"

    class Meta:
        model = GlossaryTerm


def make_course(*, lessons=2, **fields):
    """A published course and its lessons in order."""
    course = CoursePageFactory(**fields)
    return course, [LessonPageFactory(parent=course) for _ in range(lessons)]
