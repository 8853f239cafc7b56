"""What may be drawn now: from stored quizzes and items to the rules of selection."""

from quizzes.item_types import TYPES
from quizzes.models import ItemVersion, Quiz
from quizzes.selection import BankItem, SectionRule


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


def items_for(rules: list[SectionRule]) -> list[BankItem]:
    """Return the published items that the sections may draw. One query."""
    objectives = frozenset[str]().union(*(rule.objectives for rule in rules))
    rows = (
        ItemVersion.objects.drawable()
        .filter(objective_code__in=objectives)
        .values_list("pk", "item__code", "objective_code", "option_count", "type")
    )
    return [
        BankItem(
            version_id=version_id,
            code=code,
            objective=objective,
            option_count=option_count,
            shuffles=TYPES[item_type].shuffles,
        )
        for version_id, code, objective, option_count, item_type in rows
    ]
