"""Factories of quizzes: small, deterministic.

``ItemVersionFactory()`` makes a published item with key option "a" and its version 1.
``QuizFactory(item_count=3)`` makes a quiz with one section and a bank that fills it.
``AttemptFactory()`` is an open attempt of such a quiz with a form in bank order;
traits: ``timed`` (20 minutes), ``prepared``, ``passed``, ``failed``, ``withdrawn``.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import factory

from learning.objectives.models import Objective
from quizzes.attempt_form import AttemptForm, FormItem
from quizzes.item_types import read_document
from quizzes.models import (
    Attempt,
    AttemptOverride,
    Item,
    ItemType,
    ItemVersion,
    Quiz,
    QuizSection,
    Response,
)
from tests.factories.people import EmployeeFactory

START = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)


def document(stem="どれですか。", *, keys="a", options="abc"):
    """A document whose options are called 選択肢a, 選択肢b …"""
    return {
        "stem": stem,
        "options": [
            {
                "id": each,
                "text": f"選択肢{each}",
                "key": each in keys,
                "explanation": f"選択肢{each}の解説",
            }
            for each in options
        ],
        "points": 1,
    }


class ObjectiveFactory(factory.django.DjangoModelFactory):
    code = factory.Sequence(lambda n: f"objective-{n}")
    title = factory.Sequence(lambda n: f"第{n}のことができる")
    tier = "security"
    order = factory.Sequence(int)

    class Meta:
        model = Objective


class ItemFactory(factory.django.DjangoModelFactory):
    code = factory.Sequence(lambda n: f"item-{n:04}")
    type = ItemType.SINGLE_CHOICE
    document = factory.Sequence(lambda n: document(f"問い{n}はどれですか。"))
    objective = factory.SubFactory(ObjectiveFactory)
    live = True

    class Meta:
        model = Item

    class Params:
        retired = factory.Trait(retired_on=START.date())
        draft = factory.Trait(live=False)


class ItemVersionFactory(factory.django.DjangoModelFactory):
    item = factory.SubFactory(ItemFactory)
    number = 1
    type = factory.SelfAttribute("item.type")
    document = factory.SelfAttribute("item.document")
    digest = factory.Sequence(lambda n: f"{n:064}")
    objective_code = factory.SelfAttribute("item.objective.code")
    order_length = factory.LazyAttribute(
        lambda o: read_document(o.type, o.document).order_length
    )
    variable_count = factory.LazyAttribute(
        lambda o: len(read_document(o.type, o.document).variables)
    )
    published_at = START

    class Meta:
        model = ItemVersion


class QuizFactory(factory.django.DjangoModelFactory):
    code = factory.Sequence(lambda n: f"quiz-{n}")
    title = factory.Sequence(lambda n: f"第{n}テスト")
    pass_mark = Decimal("0.6")

    class Meta:
        model = Quiz
        skip_postgeneration_save = True

    class Params:
        timed = factory.Trait(time_limit_minutes=20)
        check = factory.Trait(wording=Quiz.Wording.CHECK)

    @factory.post_generation
    def item_count(self, create, extracted, **kwargs):
        """One section "s1" of this many items, all of one objective."""
        if not create:
            return
        count = 3 if extracted is None else extracted
        section = QuizSectionFactory(quiz=self, code="s1", count=max(count, 1))
        objective = ObjectiveFactory()
        section.objectives.add(objective)
        ItemVersionFactory.create_batch(count, item__objective=objective)


class QuizSectionFactory(factory.django.DjangoModelFactory):
    quiz = factory.SubFactory(QuizFactory)
    code = factory.Sequence(lambda n: f"s{n}")
    title = factory.Sequence(lambda n: f"第{n}区分")
    count = 3
    floor = Decimal(0)

    class Meta:
        model = QuizSection


def form_of(quiz):
    """All items of the quiz's bank in the order of their codes, options as written."""
    items = []
    for section in quiz.sections.all():
        versions = ItemVersion.objects.drawable().filter(
            item__objective__quiz_sections=section
        )
        items += [
            FormItem(
                each.pk,
                section.code,
                tuple(range(each.order_length)),
                each.variable_count,
            )
            for each in versions.order_by("item__code")[: section.count]
        ]
    return AttemptForm(items=tuple(items)).to_json()


class AttemptFactory(factory.django.DjangoModelFactory):
    employee = factory.SubFactory(EmployeeFactory)
    quiz = factory.SubFactory(QuizFactory)
    number = 1
    seed = 1
    form = factory.LazyAttribute(lambda o: form_of(o.quiz))
    state = Attempt.State.IN_PROGRESS
    started_at = START
    pass_mark = factory.SelfAttribute("quiz.pass_mark")
    floors = factory.LazyAttribute(
        lambda o: {each.code: str(each.floor) for each in o.quiz.sections.all()}
    )

    class Meta:
        model = Attempt

    class Params:
        timed = factory.Trait(closes_at=START + timedelta(minutes=20))
        prepared = factory.Trait(state=Attempt.State.PREPARED, started_at=None)
        withdrawn = factory.Trait(state=Attempt.State.WITHDRAWN)
        finished = factory.Trait(
            state=Attempt.State.FINISHED,
            submitted_at=START + timedelta(minutes=10),
            max_score=Decimal(3),
        )
        passed = factory.Trait(
            finished=True,
            points=["1", "1", "1"],
            section_shares={"s1": "1.00000"},
            raw_score=Decimal(3),
            scaled_score=Decimal(1),
        )
        failed = factory.Trait(
            finished=True,
            points=["1", "0", "0"],
            section_shares={"s1": "0.33333"},
            raw_score=Decimal(1),
            scaled_score=Decimal("0.33333"),
        )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if kwargs["state"] == Attempt.State.FINISHED:
            kwargs["passed"] = kwargs["raw_score"] == kwargs["max_score"]
        return super()._create(model_class, *args, **kwargs)


class ResponseFactory(factory.django.DjangoModelFactory):
    attempt = factory.SubFactory(AttemptFactory)
    position = 0
    value = factory.LazyFunction(lambda: {"chosen": ["a"]})
    sequence = 1
    save_id = factory.Sequence(lambda n: f"save-{n}")
    saved_at = START

    class Meta:
        model = Response


class AttemptOverrideFactory(factory.django.DjangoModelFactory):
    employee = factory.SubFactory(EmployeeFactory)
    quiz = factory.SubFactory(QuizFactory)
    extra_minutes = 10
    reason = "体調不良のため"
    given_at = START

    class Meta:
        model = AttemptOverride
