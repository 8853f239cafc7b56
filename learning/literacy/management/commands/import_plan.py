"""Take in a plan file: ``import_plan FILE.toml [--effective-on DATE]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from learning.command_line import PlainCommand, read_day, read_file
from learning.literacy.actions import attainment, plans
from learning.literacy.plan_file import MAX_BYTES, PlanFileError, read_plan

SHIPPED = Path(__file__).resolve().parents[2] / "plans"


class Command(PlainCommand):
    help = "計画のファイル（TOML）を取り込みます。同じ内容なら何も変えません。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", help="FILE.toml、または同梱の計画の名前（matsue など）"
        )
        parser.add_argument(
            "--effective-on", help="効力の生じる日（ファイルの日に代えて）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = _path(options["file"])
        chosen = options["effective_on"]
        effective_on = read_day(chosen, "--effective-on") if chosen else None
        try:
            document = read_plan(read_file(path, MAX_BYTES))
        except PlanFileError as error:
            message = f"{path.name} を取り込みませんでした。何も変えていません。"
            raise CommandError(f"{message}\n{error}") from None
        imported = plans.import_plan(
            document=document, effective_on=effective_on, by=None, at=timezone.now()
        )
        revision = imported.revision
        if not imported.is_new:
            self.stdout.write(f"{document.name}: 変わりありません（{revision}）。")
            return
        changed = attainment.rebuild(plan=revision.plan)
        self.stdout.write(
            f"{document.name}: {revision} を {revision.effective_on} から使います。"
            f"到達の変更 {changed.total} 件。"
        )


def _path(name: str) -> Path:
    shipped = SHIPPED / f"{name}.toml"
    return shipped if name.isalnum() and shipped.is_file() else Path(name)
