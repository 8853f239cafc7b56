"""manage.py prepare_attempts QUIZ: draw attempts before the hour at which many start."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from learning.campaigns.audiences import people_in
from learning.campaigns.models import Requirement
from learning.campaigns.who_must_take import people_still_obliged
from learning.command_line import PlainCommand, read_file
from learning.people.models import Department, Employment
from learning.people.today import today
from quizzes.actions.preparing import prepare
from quizzes.errors import QuizError
from quizzes.models import Quiz

MAX_BYTES = 5 * 1024 * 1024


class Command(PlainCommand):
    """For those who must take it, or for a unit, or for a list of staff numbers."""

    help = "受講指定で受ける人の問題を前もって選び、始めるときの待ちをなくします。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("quiz", help="テストのコード")
        whom = parser.add_mutually_exclusive_group()
        whom.add_argument("--requirement", help="この受講指定の対象者だけ（コード）")
        whom.add_argument("--department", help="この所属と下の組織の職員（コード）")
        whom.add_argument(
            "--employees", type=Path, help="職員番号を1行に1つ書いたファイル（UTF-8）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, and say for how many and why not for the others."""
        quiz = Quiz.objects.filter(code=options["quiz"]).first()
        if quiz is None:
            raise CommandError(f"テスト「{options['quiz']}」はありません。")
        by_obligation = not (options["department"] or options["employees"])
        people = self._people(options, today())
        try:
            done = prepare(
                quiz=quiz,
                employees=people,
                by=None,
                at=timezone.now(),
                skip_passed=not by_obligation,
            )
        except QuizError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{done.made} 人分を用意しました。")
        for count, why in (
            (done.unfinished, "もう用意してあるか、解答の途中です"),
            (done.passed, "合格しています"),
            (done.used_up, "受けられる回数を使い切っています"),
        ):
            if count:
                self.stdout.write(f"{count} 人は、{why}。")

    def _people(self, options: dict[str, Any], day: date) -> set[int]:
        if options["employees"]:
            return _numbered(options["employees"], day)
        if options["department"]:
            return _in_unit(options["department"], day)
        code = options["requirement"]
        if code and not Requirement.objects.filter(code=code).exists():
            raise CommandError(f"受講指定「{code}」はありません。")
        return people_still_obliged(
            quiz_code=options["quiz"], requirement_code=code, day=day
        )


def _in_unit(code: str, day: date) -> set[int]:
    department = Department.objects.current(day).filter(code=code).first()
    if department is None:
        raise CommandError(f"今日の組織に所属「{code}」はありません。")
    return people_in(day, department=department, employment_types=())


def _numbered(path: Path, day: date) -> set[int]:
    """The people of these numbers; an unknown number is refused, nothing is done."""
    try:
        text = read_file(path, MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"「{path}」は UTF-8 で書かれていません。") from None
    wanted = {line.strip() for line in text.splitlines() if line.strip()}
    rows = Employment.objects.on(day).values_list("number", "employee_id")
    known = {number: pk for number, pk in rows if number in wanted}
    if unknown := sorted(wanted - set(known)):
        raise CommandError(f"今日の名簿にない職員番号があります：{unknown[0]}")
    return set(known.values())
