"""What the import commands share: reading arguments, telling trouble in plain words.

Any input ends in a sentence and exit status 1, never in a traceback.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DataError, IntegrityError

from learning.city.current import city
from learning.command_line import PlainCommand, read_day, read_file
from learning.people.actions.imports import (
    ClosingsNotConfirmed,
    ImportRefused,
    LeaversNotConfirmed,
)
from learning.people.imports_as_text import Changes, as_json, as_lines
from learning.people.management.decisions_file import strangers
from learning.people.preview import open_file
from learning.people.roster.changes import Answers
from learning.tabular.errors import TableError
from learning.tabular.raw_table import RawTable

MAX_BYTES = 50 * 1024 * 1024
LEAVERS, CLOSINGS = "--confirm-leavers", "--confirm-closings"


class ImportCommand(PlainCommand):
    """Reads a file, shows the difference, applies it unless asked not to."""

    confirm_option = ""
    """The option that takes the number of those who leave, or of what ends."""

    def add_file_arguments(self, parser: CommandParser) -> None:
        """Declare what every import command takes."""
        parser.add_argument("file")
        parser.add_argument(
            "--as-of", required=True, help="基準日（2026-04-01、R8.4.1）"
        )
        parser.add_argument("--dry-run", action="store_true", help="確認だけ")
        parser.add_argument("--json", action="store_true", help="結果を JSON で出す")
        parser.add_argument("--correction", action="store_true", help="過去の訂正")
        parser.add_argument(
            "--no-header", action="store_true", help="1行目は見出しではない"
        )

    def read(self, options: dict[str, Any]) -> tuple[bytes, str, RawTable]:
        """The bytes, the name and the table of the file."""
        file = Path(options["file"])
        content = read_file(file, MAX_BYTES)
        has_header = not options["no_header"]
        return content, file.name, open_file(content, file.name, has_header=has_header)

    def day(self, options: dict[str, Any]) -> date:
        """The as-of date, western or wareki."""
        return read_day(options["as_of"], "--as-of")

    def warn_of_strangers(self, answers: Answers, changes: Changes) -> None:
        """Say which decisions met nothing: a slip of the pen, or decided before."""
        for identity in strangers(answers, changes):
            self.stderr.write(
                f"警告：決定のファイルの「{identity}」に当たる候補や質問がありません。"
            )

    def show(self, changes: Changes, *, is_json: bool, **more: Any) -> None:
        """Print what was found, and the number that the apply will ask for."""
        number = changes.to_confirm(float(city().leaver_share_to_confirm))
        if is_json:
            asked = {"option": self.confirm_option, "number": number}
            more["to_confirm"] = asked if number is not None else None
            found = {**more, **as_json(changes)}
            self.stdout.write(
                json.dumps(found, ensure_ascii=False, indent=2, default=str)
            )
            return
        for line in as_lines(changes):
            self.stdout.write(line)
        if number is not None and not more["applied"]:
            self.stdout.write(
                f"反映するときは {self.confirm_option} {number} が要ります。"
            )

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
        raise CommandError(f"{error}（{LEAVERS} 人数）") from error
    except ClosingsNotConfirmed as error:
        raise CommandError(f"{error}（{CLOSINGS} 数）") from error
    except (TableError, ImportRefused) as error:
        raise CommandError(str(error)) from error
    except (DataError, IntegrityError) as error:
        raise CommandError(
            "データベースが書込みを断りました。何も反映していません。"
            f"同じ番号や本務の重なりがないかを確かめてください。（{error}）"
        ) from error
