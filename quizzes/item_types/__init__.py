"""The item types by name: reading a document of any type. Knows no database.

A document is JSON: ``{"stem": str, "options": [{"id": "a", "text": str, "key": bool,
"explanation": str}, …], "points": 1}``. Adding a type is one file and one line here.
"""

from collections.abc import Mapping
from typing import Any

from quizzes.item_types.answer import Answer, AnswerInvalid, parse_answer
from quizzes.item_types.choice import (
    ChoiceDocument,
    DocumentInvalid,
    Option,
    Problem,
    draft_of,
    read_fields,
)
from quizzes.item_types.multiple_response import MultipleResponse
from quizzes.item_types.single_choice import SingleChoice
from quizzes.item_types.true_false import TrueFalse

TYPES: Mapping[str, type[ChoiceDocument]] = {
    "single_choice": SingleChoice,
    "multiple_response": MultipleResponse,
    "true_false": TrueFalse,
}


def read_document(item_type: str, raw: Mapping[str, Any]) -> ChoiceDocument:
    """Read and check one document.

    Parameters
    ----------
    item_type : a key of ``TYPES``.
    raw : the JSON object; options without an id get a, b, c … by their place.

    Returns
    -------
    The document as a frozen dataclass of its type.

    Raises
    ------
    DocumentInvalid
        With every problem found, each naming the field, in Japanese.
    """
    if item_type not in TYPES:
        known = "、".join(TYPES)
        raise DocumentInvalid(
            [
                Problem(
                    "type",
                    f"形式「{item_type}」はありません。{known} のどれかにしてください。",
                )
            ]
        )
    fields, problems = read_fields(raw)
    document = TYPES[item_type](**fields)
    problems += document.problems()
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
        read_document(item_type, raw)
    except DocumentInvalid as invalid:
        return invalid.problems
    return []


__all__ = [
    "TYPES",
    "Answer",
    "AnswerInvalid",
    "ChoiceDocument",
    "DocumentInvalid",
    "Option",
    "Problem",
    "draft_of",
    "missing_from",
    "parse_answer",
    "read_document",
]
