"""Brings the site's courses to what a folder of files says."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from courses.importer.comparing import Outcome
from courses.importer.run import Report, import_directory
from learning.command_line import PlainCommand

KINDS = {
    "term": "用語",
    "objective": "学習目標",
    "tier": "段",
    "course": "コース",
    "lesson": "レッスン",
    "item": "問題",
    "quiz": "テスト",
}
OUTCOMES = {
    "created": "新規",
    "updated": "更新",
    "overwritten": "上書き",
    "unchanged": "変更なし",
    "conflict": "衝突",
    "blocked": "書けず",
}


class Command(PlainCommand):
    """``import_curriculum DIR [--overwrite] [--dry-run] [--json]``."""

    help = "教材のフォルダーを取り込みます。二度目は変わったものだけを更新します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "directory", type=Path, metavar="DIR", help="教材のフォルダー"
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="画面で変更されたものも、ファイルの内容に戻します。",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="何をするかを示すだけで、書きません。",
        )
        parser.add_argument(
            "--json", action="store_true", help="結果をJSONで出します。"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = import_directory(
            directory=options["directory"],
            by=None,
            at=timezone.now(),
            overwrite=options["overwrite"],
            dry_run=options["dry_run"],
        )
        if options["json"]:
            self.stdout.write(json.dumps(as_json(report), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(in_words(report, dry=options["dry_run"])))
        if report.problems:
            raise CommandError(
                f"直すところが {len(report.problems)} 件あるため、何も取り込んでいません。"
            )


def as_json(report: Report) -> dict[str, Any]:
    """Return a report for machines."""
    return {
        "problems": [asdict(problem) for problem in report.problems],
        "counts": report.counts(),
        "changes": [
            asdict(line)
            for line in report.lines
            if line.outcome
            not in (Outcome.UNCHANGED, Outcome.CONFLICT, Outcome.BLOCKED)
        ],
        "conflicts": [asdict(line) for line in report.with_outcome(Outcome.CONFLICT)],
        "blocked": [asdict(line) for line in report.with_outcome(Outcome.BLOCKED)],
    }


def in_words(report: Report, *, dry: bool) -> list[str]:
    """Return a report for people."""
    lines = [str(problem) for problem in report.problems]
    for kind, counts in report.counts().items():
        told = "、".join(f"{OUTCOMES[name]} {n}" for name, n in counts.items())
        lines.append(f"{KINDS[kind]}：{told}")
    for line in report.with_outcome(Outcome.CONFLICT):
        lines.append(
            f"{line.file} {line.line}行目：{KINDS[line.kind]}「{line.code}」は画面で変更"
            "されているため、そのままにしました → ファイルの内容に戻すなら --overwrite "
            "を付けてください"
        )
    for line in report.with_outcome(Outcome.BLOCKED):
        lines.append(
            f"{line.file} {line.line}行目：{KINDS[line.kind]}「{line.code}」は、置く先か"
            "学習目標が画面で削除されているか、同じアドレスのページがあるため、書いて"
            "いません → 元に戻すか、そのページのアドレスを変えて、もう一度実行してください"
        )
    if dry and not report.problems:
        lines.append("確認だけです。何も書いていません。")
    return lines
