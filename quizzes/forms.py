"""Reading what learners send. Plain, because every answer comes through here."""

import re

from django.http import QueryDict

from quizzes.item_types import AnswerInvalid, parse_answer
from quizzes.saving import HIGHEST_BASE, LONGEST_SAVE_ID, Save

# What the form sends beside the response variables.
OWN_NAMES = {"base", "save_id", "flagged", "confidence", "clear", "go"}
OWN_NAMES.add("csrfmiddlewaretoken")

BASE = re.compile(r"[0-9]{1,7}")
SAVE_ID = re.compile(rf"[0-9a-zA-Z-]{{1,{LONGEST_SAVE_ID}}}")


def read_save(data: QueryDict, *, position: int, variables: int) -> Save:
    """Read one answer on its way to be saved; a page without script sends the same.

    A pressed 解答を消す wins over what is chosen.

    Parameters
    ----------
    position : counts from 0.
    variables : how many response variables the item has.

    Raises
    ------
    AnswerInvalid
        For what no page of ours sends.
    """
    answer = parse_answer(
        given={} if data.get("clear") else _variables(data),
        flagged=bool(data.get("flagged")),
        confidence=data.get("confidence", ""),
        variables=variables,
    )
    return Save(
        position=position,
        answer=answer,
        base=_base(data.get("base", "")),
        save_id=_save_id(data.get("save_id", "")),
    )


def _variables(data: QueryDict) -> dict[str, list[str]]:
    return {name: texts for name, texts in data.lists() if name not in OWN_NAMES}


def _base(text: str) -> int:
    if not BASE.fullmatch(text) or int(text) > HIGHEST_BASE:
        raise AnswerInvalid("not a sequence")
    return int(text)


def _save_id(text: str) -> str:
    if not SAVE_ID.fullmatch(text):
        raise AnswerInvalid("not a save's id")
    return text
