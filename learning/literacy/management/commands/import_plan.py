"""Take in a plan file: ``import_plan FILE.toml [--effective-on DATE]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from learning.japanese.wareki import DateError, parse_date
from learning.literacy.actions import attainment, plans
from learning.literacy.plan_file import MAX_BYTES, PlanFileError, read_plan

SHIPPED = Path(__file__).resolve().parents[2] / "plans"


class Command(BaseCommand):
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
        try:
            effective_on = options["effective_on"] and parse_date(
                options["effective_on"]
            )
            document = read_plan(_content(path))
        except (DateError, PlanFileError) as error:
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


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = f"{path} を読めません（{error.strerror}）。"
        raise CommandError(f"{reason}場所と名前を確かめてください。") from None
