"""What our management commands share: arguments, dates and files, refused in Japanese.

Whatever is typed ends in a sentence that says what to do, never in English and never in
a traceback. Knows no app.
"""

import errno
import logging
import os
import re
import sys
from argparse import _MutuallyExclusiveGroup
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
)
from django.db import DatabaseError, DataError, IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from learning.japanese.wareki import DateError, era_of, parse_date

# The messages of argparse 3.11 to 3.14; "argument X: " before them is cut off first.
_REFUSALS = (
    (r"the following arguments are required: (.+)", "{0} がありません。"),
    (r"unrecognized arguments: (.+)", "「{0}」は使えません。つづりを確かめてください。"),
    (r"expected one argument", "{name} には値が1つ必要です。"),
    (r"expected .*argument.*", "{name} に続く値の数が合いません。"),
    (r"invalid choice: (.+?) \(choose from (.*)\)", "{name} の {0} は使えません。次のどれか：{1}"),
    (r"invalid int value: (.+)", "{name} の {0} は整数ではありません。"),
    (r"invalid \S+ value: (.+)", "{name} の {0} は読めません。"),
    (r"not allowed with argument (.+)", "{name} と {0} は、どちらか一つだけです。"),
    (r"one of the arguments (.+) is required", "次のどれか一つが必要です：{0}"),
    (r"ignored explicit argument (.+)", "{name} に値 {0} は付けられません。"),
    (r"ambiguous option: (.+) could match (.+)", "「{0}」では決まりません。次のどれか：{1}"),
)  # fmt: skip
_NAMED = re.compile(r"argument (?P<name>[^:]+): (?P<text>.*)", re.DOTALL)

_REASONS = {
    errno.ENOENT: "はありません。場所と名前を確かめてください。",
    errno.ENOTDIR: "はありません。場所と名前を確かめてください。",
    errno.EISDIR: "はフォルダーです。ファイルの名前まで指定してください。",
    errno.EACCES: "を開く許可がありません。権限を確かめてください。",
    errno.ENAMETOOLONG: "は名前が長すぎます。短い名前に変えてください。",
    errno.ENOSPC: "を書く場所に空きがありません。空きを作ってください。",
    errno.EROFS: "は書けない場所にあります。ほかの場所を指定してください。",
}


class PlainCommand(BaseCommand):
    """A command that refuses arguments and an unready database in plain Japanese.

    From the command line the status is 2 for arguments and 1 for the database, from
    ``call_command`` a CommandError. A reader that goes away (``| head``) ends it
    without a word.
    """

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
            sys.stdout.flush()
        except BrokenPipeError:
            # what is still in the buffer must not fail again while Python ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    def execute(self, *args: Any, **options: Any) -> str | None:
        # its warnings of every attempt would bury the sentence that follows
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        try:
            return super().execute(*args, **options)
        except (DataError, IntegrityError):
            raise
        except DatabaseError as error:
            plain = database_trouble(error)
            if plain is None:
                raise
            raise CommandError(plain) from error

    def create_parser(
        self, prog_name: str, subcommand: str, **kwargs: Any
    ) -> CommandParser:
        kwargs.setdefault("formatter_class", _HelpFormatter)
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = partial(_refuse, parser)  # type: ignore[method-assign]
        return parser


class _HelpFormatter(DjangoHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Any],
        groups: Iterable[_MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "使い方: ")


def database_trouble(error: DatabaseError) -> str | None:
    """Say what the database lacks to do what it was asked; None for a fault of ours."""
    reason = str(error).strip().partition("\n")[0]
    if connection.connection is None:
        return (
            "データベースにつながりません。DATABASE_URL と、データベースが動いているかを"
            f"確かめてください（{reason}）。"
        )
    if "locked" in reason:
        return (
            "データベースがほかの処理で使われています。少し待って、もう一度実行して"
            "ください。何も変えていません。"
        )
    if "readonly" in reason or "read-only" in reason:
        return "データベースに書き込めません。ファイルと、そのフォルダーの権限を確かめてください。"
    missing = what_prepares_database()
    if missing is None:
        return None
    return f"データベースの用意がまだです。manage.py {missing} を先に実行してください。"


def what_prepares_database() -> str | None:
    """Name the command that the database still needs before anything else works."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrate"
    table = settings.CACHES["default"].get("LOCATION", "")
    if table and table not in connection.introspection.table_names():
        return "createcachetable"
    return None


def ended(text: str) -> str:
    """Return a text that ends as a sentence."""
    return text if text.endswith("。") else f"{text}。"


def _refuse(parser: CommandParser, message: str) -> NoReturn:
    plain = in_japanese(message)
    if not parser.called_from_command_line:
        raise CommandError(plain)
    parser.exit(2, f"{parser.format_usage()}{ended(plain)}何もしていません。\n")


def in_japanese(message: str) -> str:
    """Say in Japanese what argparse refuses; what is not known is passed on, framed."""
    named = _NAMED.fullmatch(message)
    name, text = (named["name"], named["text"]) if named else ("", message)
    for pattern, plain in _REFUSALS:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return plain.format(*found.groups(), name=name)
    if not text.isascii():
        return f"{name}: {text}" if name else text
    return f"引数が正しくありません（{message}）。"


def read_day(text: str, option: str) -> date:
    """Read a date, western or wareki, that was typed after ``option``."""
    try:
        day = parse_date(text)
        era_of(day)  # a day before every era can't be shown
        return day
    except DateError as error:
        raise CommandError(f"{option}: {error}") from None


def read_file(path: Path, max_bytes: int) -> bytes:
    """Return a file's content, or raise a CommandError that says why it can't be read.

    A file of more than ``max_bytes`` is refused without being read whole.
    """
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise CommandError(f"「{path}」{why(error)}") from None
    if len(content) > max_bytes:
        limit = f"{max_bytes // 1024:,} KB"
        raise CommandError(f"「{path}」は大きすぎます（{limit} まで）。")
    return content


def why(error: OSError | ValueError) -> str:
    """Say why a file could not be read or written; goes on after its name."""
    known = _REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    return known or "を開けません。場所と名前を確かめてください。"
