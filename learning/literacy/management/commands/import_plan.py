"""Take in a plan file: ``import_plan FILE.toml [--effective-on DATE | --correction]``."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from learning.command_line import PlainCommand, read_day, read_file
from learning.japanese.wareki import format_wareki_short
from learning.literacy.actions.plan_taking import Taken, take_in
from learning.literacy.current import active_plan
from learning.literacy.plan_check import in_words, unresolved
from learning.literacy.plan_file import MAX_BYTES, PlanFileError, read_plan
from learning.literacy.plan_start import Start, Wish
from learning.people.today import today

SHIPPED = Path(__file__).resolve().parents[2] / "plans"
LISTED = 10


class Command(PlainCommand):
    help = (
        "計画のファイル（TOML）を取り込みます。同じ内容なら何も変えません。"
        "変わった内容は、過去の報告を変えないように今日から使います。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", help="FILE.toml、または同梱の計画の名前（matsue など）"
        )
        when = parser.add_mutually_exclusive_group()
        when.add_argument("--effective-on", help="使い始める日（R9.4.1、2027-04-01）")
        when.add_argument(
            "--correction",
            action="store_true",
            help="訂正：ファイルの日から使い、過去の報告も直す（証跡に残ります）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = _path(options["file"])
        day = options["effective_on"]
        wish = Wish(
            effective_on=read_day(day, "--effective-on") if day else None,
            is_correction=options["correction"],
        )
        try:
            document = read_plan(read_file(path, MAX_BYTES))
        except PlanFileError as error:
            message = f"{path.name} を取り込みませんでした。何も変えていません。"
            raise CommandError(f"{message}\n{error}") from None
        taken = take_in(
            document=document, wish=wish, today=today(), by=None, at=timezone.now()
        )
        for line in _lines(document.name, taken):
            self.stdout.write(line)


def _path(name: str) -> Path:
    shipped = SHIPPED / f"{name}.toml"
    return shipped if name.isalnum() and shipped.is_file() else Path(name)


def _lines(name: str, taken: Taken) -> Iterator[str]:
    revision = taken.revision
    if taken.start is None:
        yield f"{name}: 変わりありません（{revision}）。"
    else:
        first = format_wareki_short(revision.effective_on)
        yield (
            f"{name}: {revision} を {first} から使います。"
            f"到達の変更 {taken.changed.total} 件。"
        )
        yield from _about(taken.start)
    missing = unresolved(revision)
    yield from in_words(missing[:LISTED])
    if missing:
        yield (
            f"見つからないもの {len(missing)} 件。これを求める条件は満たされません"
            "（一覧は check_plan）。"
        )
    active = active_plan()
    if active is not None and active != revision.plan:
        yield (
            f"マイページで使う計画は {active.code} のままです。"
            f"{revision.plan.code} に替えるときは「市の設定」で選んでください。"
        )


def _about(start: Start) -> Iterator[str]:
    """What a person must know of the day that was taken."""
    if start.postponed_from is not None:
        yield (
            f"ファイルの効力の生じる日（{format_wareki_short(start.postponed_from)}）は"
            "前の版の日より後ではないので、使っていません。過去の報告は変わりません。"
            "過去の分も直すときは --correction を、日を選ぶときは --effective-on を"
            "付けるか、ファイルの effective_on を進めてください。"
        )
    if start.restates_from is not None:
        yield (
            f"{format_wareki_short(start.restates_from)} から昨日までの日についての報告は、"
            "この版で作り直した数字になります。"
        )
    if start.holds_until is not None:
        yield (
            f"{format_wareki_short(start.holds_until)} からは、前に取り込んだ版の"
            "ままです。"
        )
