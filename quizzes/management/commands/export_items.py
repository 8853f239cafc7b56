"""manage.py export_items --format F --out FILE: items for another system."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from learning.command_line import PlainCommand, why
from learning.objectives.models import Objective
from quizzes.actions.exchange import record_export
from quizzes.exchange import FORMATS, name_of
from quizzes.models import Item, Quiz
from quizzes.models.item import ItemQuerySet
from quizzes.outgoing import losses_to_json, write_items


class Command(PlainCommand):
    """Writes the items of the bank, or some of them, and says what was lost."""

    help = "問題を、ほかのシステムで読める形式のファイルに書き出します。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        names = "、".join(FORMATS)
        parser.add_argument("--format", required=True, help=f"形式：{names}")
        parser.add_argument("--out", required=True, help="書き出すファイル")
        parser.add_argument("--quiz", help="このテストで使う問題だけ（コード）")
        parser.add_argument("--objective", help="この学習目標の問題だけ（コード）")
        parser.add_argument("--json", action="store_true", help="結果を JSON で出す")

    def handle(self, *args: Any, **options: Any) -> None:
        """Choose, write, report."""
        form, path = name_of(options["format"]), Path(options["out"])
        if not form:
            names = "、".join(FORMATS)
            raise CommandError(
                f"形式「{options['format']}」はありません。次のどれか：{names}"
            )
        items = list(_chosen(options["quiz"], options["objective"]))
        data, losses, codes = write_items(items, form)
        if not codes:
            raise CommandError(
                "書き出せる問題が一つもありません。形式と、選んだ範囲を確かめてください。"
                "何も書いていません。"
            )
        try:
            path.write_bytes(data)
        except (OSError, ValueError) as error:
            raise CommandError(f"「{path}」{why(error)}") from None
        record_export(
            form=form, filename=path.name, codes=codes, by=None, at=timezone.now()
        )
        report = losses_to_json(losses)
        if options["json"]:
            found = {"format": form, "written": len(codes), "items": report}
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        for line in report:
            word = "書けない" if line["status"] == "refused" else "一部変更"
            self.stdout.write(f"{line['place']}　{word}　{line['reason']}")
        self.stdout.write(f"{len(codes)} 問を「{path}」に書き出しました。")


def _chosen(quiz: str | None, objective: str | None) -> ItemQuerySet:
    items = Item.objects.filter(retired_on__isnull=True).select_related("objective")
    if quiz:
        if not Quiz.objects.filter(code=quiz).exists():
            raise CommandError(f"テスト「{quiz}」はありません。何もしていません。")
        items = items.filter(objective__quiz_sections__quiz__code=quiz).distinct()
    if objective:
        if not Objective.objects.filter(code=objective).exists():
            raise CommandError(
                f"学習目標「{objective}」はありません。何もしていません。"
            )
        items = items.filter(objective__code=objective)
    return items
