"""What the import commands share: reading arguments, telling trouble in plain words.

Any input ends in a sentence and exit status 1, never in a traceback.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError

from learning.japanese.wareki import DateError, parse_date
from learning.people.actions.imports import (
    ClosingsNotConfirmed,
    ImportRefused,
    LeaversNotConfirmed,
)
from learning.people.imports_as_text import Changes, as_json, as_lines
from learning.people.roster.changes import Answers
from learning.people.roster.values import Subject
from learning.tabular.errors import TableError

MAX_BYTES = 50 * 1024 * 1024
_MEANT = {"改称": "renamed", "別組織": "another"}


class ImportCommand(BaseCommand):
    """Reads a file, shows the difference, applies it unless asked not to."""

    requires_migrations_checks = True

    def read(self, path: str) -> tuple[bytes, str]:
        """The bytes and the name of a file."""
        file = Path(path)
        try:
            if file.stat().st_size > MAX_BYTES:
                raise CommandError(f"{file.name} が大きすぎます（上限 50 MB）。")
            return file.read_bytes(), file.name
        except (OSError, ValueError) as error:
            raise CommandError(
                f"ファイル「{path}」を開けません。場所と名前を確かめてください。"
            ) from error

    def day(self, text: str) -> date:
        """The as-of date, western or wareki."""
        try:
            return parse_date(text)
        except DateError as error:
            raise CommandError(str(error)) from error

    def show(self, changes: Changes, *, is_json: bool, **more: Any) -> None:
        """Print what was found."""
        if is_json:
            found = {**more, **as_json(changes)}
            self.stdout.write(
                json.dumps(found, ensure_ascii=False, indent=2, default=str)
            )
            return
        for line in as_lines(changes):
            self.stdout.write(line)

    def refuse_unready(self, changes: Changes) -> None:
        """End with status 1 while an error or a question stands."""
        if changes.errors:
            raise CommandError(
                f"エラーが {len(changes.errors)} 件あります。何も反映していません。"
                "ファイルを直して、もう一度実行してください。"
            )
        if changes.open_questions:
            names = "、".join(question.id for question in changes.open_questions)
            raise CommandError(
                f"決まっていないことがあります（{names}）。何も反映していません。"
                "答えを書いたファイルを付けて、もう一度実行してください。"
            )


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what an input may raise into sentences."""
    try:
        yield
    except LeaversNotConfirmed as error:
        raise CommandError(f"{error}（--confirm-leavers 人数）") from error
    except ClosingsNotConfirmed as error:
        raise CommandError(f"{error}（--confirm-closings 数）") from error
    except (TableError, ImportRefused) as error:
        raise CommandError(str(error)) from error
    except DatabaseError as error:
        raise CommandError(
            "データベースが書込みを断りました。何も反映していません。"
            f"同じ番号や本務の重なりがないかを確かめてください。（{error}）"
        ) from error


def read_answers(path: str | None) -> tuple[Answers, dict[tuple[str, str], str]]:
    """Read a file of decisions: ticked proposals, chosen options, meanings.

    JSON: ``{"accept": [id, …], "choices": {id: option}, "meanings": [{"subject",
    "value", "meaning"}]}``; a bare list is "accept", a bare object is "choices", where
    the code of a department stands for its question and 改称／別組織 may be written.
    """
    if path is None:
        return Answers(), {}
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        if isinstance(found, list):
            found = {"accept": found}
        if not {"accept", "choices", "meanings"} & set(found):
            found = {"choices": found}
        accepted = frozenset(map(str, found.get("accept", [])))
        return Answers(accepted, _choices(found.get("choices", {}))), {
            (Subject(row["subject"]).value, str(row["value"])): str(row["meaning"])
            for row in found.get("meanings", [])
        }
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
    ) as error:
        raise CommandError(
            f"決定のファイル「{path}」を読めません。"
            '{"accept": [候補の id], "choices": {質問の id: 答え}} の形の JSON にしてください。'
        ) from error


def _choices(found: Mapping[str, Any]) -> dict[str, str]:
    return {
        key if ":" in key else f"department:{key}": _MEANT.get(str(value), str(value))
        for key, value in found.items()
    }
