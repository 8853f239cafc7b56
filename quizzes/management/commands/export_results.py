"""Results per person and question of one quiz, into a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from learning.command_line import PlainCommand, why
from learning.people.today import today
from quizzes.actions.results import record_export
from quizzes.models import Quiz


class Command(PlainCommand):
    """Write the file; logged, for it holds the results of persons."""

    help = (
        "テストの、人ごと・問題ごとの結果を書き出します（CSV または XLSX）。"
        "個人の結果なので、証跡に記録します。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the quiz and the file."""
        parser.add_argument("quiz", metavar="QUIZ", help="テストのコード")
        parser.add_argument(
            "--out",
            metavar="FILE",
            type=Path,
            required=True,
            help="書き出すファイル。名前が .xlsx なら Excel ブック、.csv なら CSV",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the table, write it, log it."""
        from quizzes.item_analysis.results import results_table
        from quizzes.item_analysis.results_file import ResultsFormat, results_file

        out: Path = options["out"]
        suffix = out.suffix.lower().removeprefix(".")
        if suffix not in set(ResultsFormat):
            raise CommandError("--out の名前は .csv か .xlsx で終わってください。")
        quiz = Quiz.objects.filter(code=options["quiz"]).first()
        if quiz is None:
            raise CommandError(
                f"テスト「{options['quiz']}」はありません。"
                "管理画面の「テスト」でコードを確かめてください。"
            )
        table = results_table(quiz, today=today())
        file = results_file(table, code=quiz.code, form=ResultsFormat(suffix))
        record_export(
            quiz=quiz, file=out.name, rows=len(table.rows), by=None, at=timezone.now()
        )
        try:
            out.write_bytes(file.content)
        except (OSError, ValueError) as error:
            raise CommandError(f"「{out}」{why(error)}") from None
        self.stdout.write(f"{out} に {len(table.rows):,} 回分の結果を書きました。")
