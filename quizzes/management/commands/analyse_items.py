"""Statistics of items: of a quiz, or of a table of marks from elsewhere."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from learning.command_line import PlainCommand, read_file
from learning.tabular.errors import RowError, TableError
from learning.tabular.reading import DEFAULT_LIMITS
from quizzes.models import Quiz

MOST_ERRORS = 20
MODELS = ("rasch", "2pl")


class Command(PlainCommand):
    """Print the figures, as a table or as JSON; changes nothing."""

    help = "問題の統計（正答率・相関・信頼性・項目反応理論）を計算します。何も変更しません。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a quiz, or a file of marks."""
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("quiz", nargs="?", metavar="QUIZ", help="テストのコード")
        source.add_argument(
            "--responses",
            metavar="FILE",
            type=Path,
            help="1行1人・1列1問の表（CSV・XLSX）。正答 1、誤答 0、出題していなければ空",
        )
        parser.add_argument(
            "--model",
            choices=MODELS,
            help="項目反応理論のモデル。省くと、人数が足りれば 2pl、少なければ rasch",
        )
        parser.add_argument(
            "--group", metavar="COLUMN", help="集団の列。二つの集団で問題の差を調べます"
        )
        parser.add_argument(
            "--scores", action="store_true", help="JSON に各人の推定値と誤差も書きます"
        )
        parser.add_argument(
            "--all-attempts",
            action="store_true",
            help="テストの、初回だけでなくすべての回を数えます",
        )
        parser.add_argument("--json", action="store_true", help="JSON で書きます")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, work out, print."""
        if options["responses"]:
            self._of_file(options["responses"], options)
        else:
            self._of_quiz(options["quiz"], options)

    def _of_quiz(self, code: str, options: dict[str, Any]) -> None:
        from quizzes.item_analysis.irt import Model
        from quizzes.item_analysis.quiz_as_json import quiz_document
        from quizzes.item_analysis.quiz_as_text import quiz_lines
        from quizzes.item_analysis.responses import read_answers
        from quizzes.item_analysis.summary import summarise

        for option in ("group", "scores"):
            if options[option]:
                raise CommandError(f"--{option} は --responses と使ってください。")
        quiz = find_quiz(code)
        all_attempts = options["all_attempts"]
        summary = summarise(
            read_answers(quiz, all_attempts=all_attempts),
            model=Model(options["model"]) if options["model"] else None,
        )
        if options["json"]:
            document = quiz_document(quiz, summary, all_attempts=all_attempts)
            self._write(document)
        else:
            lines = quiz_lines(quiz, summary, all_attempts=all_attempts)
            self.stdout.write("\n".join(lines))

    def _write(self, document: dict[str, Any]) -> None:
        text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
        self.stdout.write(text)

    def _of_file(self, path: Path, options: dict[str, Any]) -> None:
        # here: a command that does something else must not wait for numpy and scipy
        from quizzes.item_analysis import as_json, as_text
        from quizzes.item_analysis.analysis import analyse
        from quizzes.item_analysis.irt import Model
        from quizzes.item_analysis.response_file import ResponsesInvalid, read_responses

        content = read_file(path, DEFAULT_LIMITS.max_bytes)
        try:
            table = read_responses(content, path.name, group=options["group"])
        except TableError as error:
            raise CommandError(str(error)) from None
        except ResponsesInvalid as invalid:
            raise CommandError(told(invalid.errors)) from None
        found = analyse(
            table.names,
            table.scores,
            model=Model(options["model"]) if options["model"] else None,
            groups=table.groups,
        )
        if options["json"]:
            lines = table.lines if options["scores"] else ()
            document = as_json.to_document(found, source=path.name, lines=lines)
            self._write(document)
        else:
            self.stdout.write("\n".join(as_text.to_lines(found, path.name)))


def find_quiz(code: str) -> Quiz:
    """Return the quiz with this code, or raise a CommandError that says what to do."""
    try:
        return Quiz.objects.get(code=code)
    except Quiz.DoesNotExist:
        raise CommandError(
            f"テスト「{code}」はありません。管理画面の「テスト」でコードを確かめてください。"
        ) from None


def told(errors: list[RowError]) -> str:
    """Write errors as lines: place, value, reason, mend; the rest is counted."""
    lines = []
    for error in errors[:MOST_ERRORS]:
        place = f"{error.file} {error.line}行目"
        place += f" 「{error.column}」列" if error.column else ""
        value = f"「{error.value}」 " if error.value else ""
        lines.append(f"{place}：{value}{error.reason}{error.mend}")
    if len(errors) > MOST_ERRORS:
        lines.append(f"ほか {len(errors) - MOST_ERRORS:,} か所")
    return "\n".join([*lines, "何も計算していません。"])
