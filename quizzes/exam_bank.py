"""What a mock examination may draw now: from stored items to the rules of drawing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from learning.objectives.models import Objective, SchemeCode
from quizzes.attempt_form import AttemptForm
from quizzes.exams import Blueprint, draw_exam, lacks, shipped_blueprints
from quizzes.item_types import TYPES
from quizzes.models import ItemVersion, MockExam, Quiz
from quizzes.selection import BankItem


@dataclass(frozen=True, slots=True)
class HeadingLack:
    """A 中分類 of which the bank has too few items."""

    number: str
    name: str
    field: str
    needed: int
    available: int

    @property
    def missing(self) -> int:
        """How many items are still to be written; above 0."""
        return self.needed - self.available


class ExamSource(NamedTuple):
    """What forms of one examination are drawn from."""

    blueprint: Blueprint
    items: list[BankItem]
    headings: dict[str, str]

    def draw(self, *, seed: int, shuffle: bool) -> AttemptForm:
        """Draw one form; raises ExamShortage if the bank can't fill the blueprint."""
        return draw_exam(
            seed=seed,
            blueprint=self.blueprint,
            bank=self.items,
            headings=self.headings,
            shuffle=shuffle,
        )


def exam_of(quiz: Quiz) -> MockExam | None:
    """Return the mock examination that a quiz is; None, unasked, for any other quiz."""
    if quiz.wording != Quiz.Wording.EXAM:
        return None
    return MockExam.objects.filter(quiz=quiz).first()


def lacking_for(exam: MockExam) -> list[HeadingLack]:
    """Return what the bank lacks for an examination; see ``lacking``."""
    return lacking(shipped_blueprints()[exam.blueprint])


def source_of(exam: MockExam) -> ExamSource:
    """Read what forms of an examination are drawn from. Two queries."""
    blueprint = shipped_blueprints()[exam.blueprint]
    headings = headings_by_objective(blueprint)
    return ExamSource(blueprint, items_for(blueprint, headings), headings)


def lacking(blueprint: Blueprint) -> list[HeadingLack]:
    """Return what the bank still lacks, in the blueprint's order. Three queries."""
    headings = headings_by_objective(blueprint)
    found = lacks(blueprint, items_for(blueprint, headings), headings)
    names = heading_names(blueprint)
    return [
        HeadingLack(
            number=each.heading,
            name=names.get(each.heading, each.heading),
            field=blueprint.field_of(each.heading).title,
            needed=each.needed,
            available=each.available,
        )
        for each in found
    ]


def headings_by_objective(blueprint: Blueprint) -> dict[str, str]:
    """Return objective code → heading: the first that the objective carries."""
    rows = (
        Objective.objects.filter(scheme_codes__scheme__code=blueprint.scheme)
        .order_by("-scheme_codes__order")
        .values_list("code", "scheme_codes__code")
    )
    known = set(blueprint.headings)
    return {objective: heading for objective, heading in rows if heading in known}


def heading_names(blueprint: Blueprint) -> dict[str, str]:
    """Return heading → its name in the scheme."""
    rows = SchemeCode.objects.filter(scheme__code=blueprint.scheme)
    return dict(rows.values_list("code", "name"))


def items_for(blueprint: Blueprint, headings: Mapping[str, str]) -> list[BankItem]:
    """Return the published items of the blueprint's form. One query."""
    rows = (
        ItemVersion.objects.drawable()
        .filter(
            objective_code__in=list(headings),
            type__in=blueprint.item_types,
            order_length=blueprint.options,
        )
        .values_list("pk", "item__code", "objective_code", "order_length", "type")
    )
    return [
        BankItem(
            version_id=version_id,
            code=code,
            objective=objective,
            order_length=order_length,
            shuffling=TYPES[item_type].shuffling,
        )
        for version_id, code, objective, order_length, item_type in rows
    ]
