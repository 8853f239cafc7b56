"""The item types by name: reading a document of any type. Knows no database.

What each type's document, response and form look like is written in
docs/item-types.md. Adding a type is one file, one line here and one row there.
"""

from collections.abc import Mapping
from typing import Any

from quizzes.item_types.answer import Answer, AnswerInvalid, parse_answer
from quizzes.item_types.choice import ChoiceDocument, Option
from quizzes.item_types.cloze import Cloze
from quizzes.item_types.document import Document, Shuffling
from quizzes.item_types.hottext import Hottext
from quizzes.item_types.matching import Matching
from quizzes.item_types.matrix import Matrix
from quizzes.item_types.multiple_response import MultipleResponse
from quizzes.item_types.numeric import Numeric
from quizzes.item_types.ordering import Ordering
from quizzes.item_types.reading import DocumentInvalid, Problem, Reader
from quizzes.item_types.scenario import Scenario
from quizzes.item_types.short_text import ShortText
from quizzes.item_types.single_choice import SingleChoice
from quizzes.item_types.survey import FreeText, Likert, Rating
from quizzes.item_types.true_false import TrueFalse

SIMPLE_TYPES: Mapping[str, type[Document]] = {
    "single_choice": SingleChoice,
    "multiple_response": MultipleResponse,
    "true_false": TrueFalse,
    "matching": Matching,
    "ordering": Ordering,
    "numeric": Numeric,
    "short_text": ShortText,
    "cloze": Cloze,
    "matrix": Matrix,
    "hottext": Hottext,
}
SURVEY_TYPES: Mapping[str, type[Document]] = {
    "likert": Likert,
    "rating": Rating,
    "free_text": FreeText,
}
Scenario.part_types = SIMPLE_TYPES
TYPES: Mapping[str, type[Document]] = {
    **SIMPLE_TYPES,
    "scenario": Scenario,
    **SURVEY_TYPES,
}


def read_document(item_type: str, raw: Mapping[str, Any]) -> Document:
    """Read and check one document.

    Parameters
    ----------
    item_type : a key of ``TYPES``.
    raw : the JSON object; rows without an id get a, b, c … by their place.

    Returns
    -------
    The document as a frozen dataclass of its type.

    Raises
    ------
    DocumentInvalid
        With every problem found, each naming the field, in Japanese.
    """
    document, problems = _read(item_type, raw)
    if problems:
        raise DocumentInvalid(problems)
    return document


def complete_document(item_type: str, raw: Mapping[str, Any]) -> Document:
    """Read a document that is to be published: every answer is explained too.

    Raises
    ------
    DocumentInvalid
        As ``read_document``, and for each missing explanation.
    """
    document, problems = _read(item_type, raw)
    problems += [
        Problem(field, f"{label}が空です。書いてください。")
        for field, label in document.unexplained()
    ]
    if problems:
        raise DocumentInvalid(problems)
    return document


def missing_from(item_type: str, raw: Mapping[str, Any]) -> list[Problem]:
    """Return what still hinders publishing a half-written document; empty if nothing.

    Parameters
    ----------
    item_type : a key of ``TYPES``, or anything else while none is chosen.
    raw : the JSON object as far as it is written.
    """
    try:
        complete_document(item_type, raw)
    except DocumentInvalid as invalid:
        return invalid.problems
    return []


def _read(item_type: str, raw: Mapping[str, Any]) -> tuple[Document, list[Problem]]:
    if item_type not in TYPES:
        known = "、".join(TYPES)
        fault = f"形式「{item_type}」はありません。{known} のどれかにしてください。"
        raise DocumentInvalid([Problem("type", fault)])
    reader = Reader(raw)
    return TYPES[item_type].read(reader), reader.problems


__all__ = [
    "TYPES",
    "Answer",
    "AnswerInvalid",
    "ChoiceDocument",
    "Document",
    "DocumentInvalid",
    "Option",
    "Problem",
    "Shuffling",
    "complete_document",
    "missing_from",
    "parse_answer",
    "read_document",
]
