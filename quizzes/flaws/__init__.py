"""Flaws of item writing, found in the text alone. Knows no database and no clock.

A rule is one function; the tables ``CUES``, ``WORDING``, ``CHOICES``, ``EXPLAINED``,
``UPKEEP`` and ``WHOLE_QUIZ`` give each its severity, its source and what to do.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from quizzes.flaws.choices import CHOICES
from quizzes.flaws.cues import CUES
from quizzes.flaws.flaw import SEVERITIES, Flaw, Rule, Severity
from quizzes.flaws.question import Question, SeenOption, questions_of
from quizzes.flaws.upkeep import EXPLAINED, UPKEEP, Upkeep
from quizzes.flaws.whole_quiz import WHOLE_QUIZ, QuizItem, WholeQuiz
from quizzes.flaws.wording import WORDING

QUESTION_RULES: tuple[Rule[Question], ...] = (*CUES, *CHOICES, *WORDING, *EXPLAINED)
RULES: tuple[Rule[Any], ...] = (*QUESTION_RULES, *UPKEEP, *WHOLE_QUIZ)

_WORST_FIRST = list(SEVERITIES)


def flaws_of_item(
    item_type: str, document: Mapping[str, Any], upkeep: Upkeep
) -> list[Flaw]:
    """Return the flaws of one item, the worst first.

    Parameters
    ----------
    item_type : any type of docs/item-types.md.
    document : its JSON object, complete or half written.
    upkeep : what is known of the item beside its document.
    """
    found = flaws_of_questions(questions_of(item_type, document))
    found += [flaw for rule in UPKEEP for flaw in rule.flaws(upkeep)]
    return worst_first(found)


def flaws_of_questions(questions: Iterable[Question]) -> list[Flaw]:
    """Return what the rules on single questions find, in the order of the rules."""
    return [
        flaw
        for question in questions
        for rule in QUESTION_RULES
        for flaw in rule.flaws(question, place=question.place)
    ]


def flaws_of_quiz(quiz: WholeQuiz) -> list[Flaw]:
    """Return the flaws that only a quiz as a whole has, the worst first."""
    return worst_first(flaw for rule in WHOLE_QUIZ for flaw in rule.flaws(quiz))


def worst_first(flaws: Iterable[Flaw]) -> list[Flaw]:
    """Sort by severity; of one severity the order stays."""
    return sorted(flaws, key=lambda flaw: _WORST_FIRST.index(flaw.severity))


__all__ = [
    "QUESTION_RULES",
    "RULES",
    "SEVERITIES",
    "Flaw",
    "Question",
    "QuizItem",
    "Rule",
    "SeenOption",
    "Severity",
    "Upkeep",
    "WholeQuiz",
    "flaws_of_item",
    "flaws_of_quiz",
    "questions_of",
]
