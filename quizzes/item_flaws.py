"""Looks for item-writing flaws in stored items and quizzes. Knows no rule of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from quizzes.flaws import (
    Flaw,
    QuizItem,
    Upkeep,
    WholeQuiz,
    flaws_of_item,
    flaws_of_quiz,
    questions_of,
)
from quizzes.models import Item, Quiz


@dataclass(frozen=True, slots=True)
class ItemFlaws:
    """One item with its flaws, the worst first; at least one."""

    item: Item
    flaws: tuple[Flaw, ...]


def flaws_of(item: Item, *, day: date) -> list[Flaw]:
    """Return the flaws of an item as it is loaded: published text or draft."""
    objective = item.objective if item.objective_id else None
    return flaws_of_item(
        item.type,
        _document(item),
        Upkeep(
            day=day,
            objective=objective.code if objective else "",
            objective_retired=bool(objective and objective.retired_on),
            review_on=item.review_on,
        ),
    )


def flaws_among(items: Iterable[Item], *, day: date) -> list[ItemFlaws]:
    """Return the items that have flaws, in the order given."""
    found = ((item, tuple(flaws_of(item, day=day))) for item in items)
    return [ItemFlaws(item, flaws) for item, flaws in found if flaws]


def items_of(quiz: Quiz) -> QuerySet[Item]:
    """Return the items that the quiz may draw now, with their objectives."""
    return (
        Item.objects.drawable()
        .filter(objective__quiz_sections__quiz=quiz)
        .select_related("objective")
        .order_by("code")
        .distinct()
    )


def flaws_of_whole(quiz: Quiz, items: Iterable[Item]) -> list[Flaw]:
    """Return what only the quiz as a whole has; ``items`` as by ``items_of``."""
    looked = tuple(
        QuizItem(item.code, questions_of(item.type, _document(item))) for item in items
    )
    return flaws_of_quiz(WholeQuiz(looked, quiz.shuffle_options))


def _document(item: Item) -> dict[str, Any]:
    return item.document if isinstance(item.document, dict) else {}
