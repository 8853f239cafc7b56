"""What may be drawn now: from stored quizzes and items to the rules of selection."""

from django.db.models import QuerySet

from learning.composed import composed
from quizzes import exam_bank
from quizzes.item_types import TYPES
from quizzes.models import ItemVersion, Quiz
from quizzes.selection import BankItem, NotEnoughItems, SectionRule


def section_rules(quiz: Quiz) -> list[SectionRule]:
    """Return the quiz's sections in their order. Two queries."""
    sections = quiz.sections.order_by("order").prefetch_related("objectives")
    return [
        SectionRule(
            code=section.code,
            title=section.title,
            count=section.count,
            objectives=frozenset(each.code for each in section.objectives.all()),
        )
        for section in sections
    ]


@composed(list[str])
def _drawable(objectives: list[str]) -> QuerySet:
    return (
        ItemVersion.objects.drawable()
        .filter(objective_code__in=objectives)
        .values_list(
            "pk",
            "item__code",
            "objective_code",
            "order_length",
            "type",
            "variable_count",
        )
    )


def items_for(rules: list[SectionRule]) -> list[BankItem]:
    """Return the published items that the sections may draw. One query."""
    objectives = frozenset[str]().union(*(rule.objectives for rule in rules))
    rows = _drawable(sorted(objectives))
    return [
        BankItem(
            version_id=version_id,
            code=code,
            objective=objective,
            order_length=order_length,
            shuffling=TYPES[item_type].shuffling,
            variables=variables,
        )
        for version_id, code, objective, order_length, item_type, variables in rows
    ]


def shortages(quiz: Quiz) -> list[str]:
    """Return a sentence for each part that the bank can't fill now."""
    exam = exam_bank.exam_of(quiz)
    if exam is not None:
        return [
            f"中分類「{each.number} {each.name}」に出す問題が足りません"
            f"（必要 {each.needed}、使える問題 {each.available}）。"
            for each in exam_bank.lacking_for(exam)
        ]
    rules = section_rules(quiz)
    available = items_for(rules)
    faults = []
    for rule in rules:
        count = sum(item.objective in rule.objectives for item in available)
        if count < rule.count:
            faults.append(str(NotEnoughItems(rule, count)))
    return faults
