"""Reads a file of decisions for an import command: ticks, answers, meanings of words.

A file of another shape is refused with what is wrong in it; nothing in it is passed over.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from learning.command_line import read_file
from learning.people.imports_as_text import Changes
from learning.people.roster.changes import Answers, RosterChanges
from learning.people.roster.values import Subject, meanings

MAX_BYTES = 10 * 1024 * 1024
MAX_MEANING = 120
_KEYS = {"accept", "choices", "meanings"}
_MEANT = {"改称": "renamed", "別組織": "another"}
_SHAPE = (
    '{"accept": [候補の id], "choices": {質問の id: 答え}, "meanings": '
    '[{"subject": …, "value": …, "meaning": …}]} の形の JSON にしてください。'
)


class _WrongShape(ValueError):
    """What is wrong, in Japanese."""


def read_decisions(path: str | None) -> tuple[Answers, dict[tuple[str, str], str]]:
    """Read ticked proposals, chosen options, and meanings of words.

    JSON: ``{"accept": [id, …], "choices": {id: option}, "meanings": [{"subject",
    "value", "meaning"}]}``; a bare list is "accept", a bare object is "choices", where
    the code of a department stands for its question and 改称／別組織 may be written.

    Raises CommandError for a file that can't be read or has another shape.
    """
    if path is None:
        return Answers(), {}
    try:
        return _decisions(_json(path))
    except _WrongShape as error:
        raise CommandError(
            f"決定のファイル「{path}」を読めません。{error}{_SHAPE}"
        ) from error


def strangers(answers: Answers, changes: Changes) -> list[str]:
    """Ids that were decided on and that this comparison does not ask about."""
    known = {question.id for question in changes.questions}
    if isinstance(changes, RosterChanges):
        known |= {proposal.id for proposal in changes.proposals}
    return sorted((answers.accepted | set(answers.choices)) - known)


def _json(path: str) -> Any:
    content = read_file(Path(path), MAX_BYTES)
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _WrongShape("文字が UTF-8 ではありません。") from error
    except json.JSONDecodeError as error:
        where = f"{error.lineno}行目{error.colno}文字目"
        raise _WrongShape(f"JSON として読めません（{where}）。") from error
    except (RecursionError, ValueError) as error:
        raise _WrongShape("入れ子が深すぎるか、数が大きすぎます。") from error


def _decisions(found: Any) -> tuple[Answers, dict[tuple[str, str], str]]:
    if isinstance(found, list):
        found = {"accept": found}
    if not isinstance(found, dict):
        raise _WrongShape("リストでもオブジェクトでもありません。")
    if not _KEYS & set(found):
        found = {"choices": found}
    if unknown := sorted(set(found) - _KEYS):
        raise _WrongShape(f"「{unknown[0]}」という項目はありません。")
    answers = Answers(
        _accepted(found.get("accept", [])), _choices(found.get("choices", {}))
    )
    return answers, _meanings(found.get("meanings", []))


def _accepted(found: Any) -> frozenset[str]:
    if not isinstance(found, list) or not all(isinstance(id_, str) for id_ in found):
        raise _WrongShape("「accept」は候補の id（文字列）のリストにしてください。")
    return frozenset(found)


def _choices(found: Any) -> dict[str, str]:
    if not isinstance(found, dict):
        raise _WrongShape(
            "「choices」は質問の id から答えへのオブジェクトにしてください。"
        )
    for key, value in found.items():
        if not isinstance(value, str):
            raise _WrongShape(f"「{key}」の答えが文字列ではありません。")
    return {
        key if ":" in key else f"department:{key}": _MEANT.get(value, str(value))
        for key, value in found.items()
    }


def _meanings(found: Any) -> dict[tuple[str, str], str]:
    if not isinstance(found, list):
        raise _WrongShape("「meanings」はリストにしてください。")
    return dict(_meaning(row) for row in found)


def _meaning(row: Any) -> tuple[tuple[str, str], str]:
    if not isinstance(row, Mapping):
        raise _WrongShape("「meanings」の中はオブジェクトにしてください。")
    subject, value, meaning = (row.get(k) for k in ("subject", "value", "meaning"))
    if not isinstance(subject, str) or subject not in set(Subject):
        names = "、".join(Subject)
        raise _WrongShape(f"subject「{subject}」はありません（使えるもの：{names}）。")
    if not isinstance(value, str) or not isinstance(meaning, str) or not value:
        raise _WrongShape("value と meaning は文字列にしてください。")
    allowed = meanings(Subject(subject))
    is_open = subject in (Subject.EMPLOYMENT_TYPE, Subject.CHARACTER)
    if len(meaning) > MAX_MEANING or (meaning not in allowed and not is_open):
        names = "、".join(allowed)
        raise _WrongShape(f"「{value}」の meaning は次のどれかです：{names}。")
    return (str(subject), value), meaning
