"""Opens a mock examination by its blueprint, and says what the bank still lacks."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from learning.command_line import PlainCommand
from quizzes.actions import exams
from quizzes.exam_bank import HeadingLack, lacking
from quizzes.exams import Blueprint, shipped_blueprints


class Command(PlainCommand):
    """``open_mock_exam [CODE] [--json]``."""

    help = (
        "模擬試験を受けられるようにします。もう一度実行すると、出題構成のファイルと"
        "学習目標に合わせ直します。足りない問題があれば、中分類ごとに示します。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "code",
            nargs="?",
            metavar="CODE",
            help="出題構成のコード。一つだけなら省けます。",
        )
        parser.add_argument(
            "--json", action="store_true", help="結果をJSONで出します。"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it and tell."""
        blueprint = _blueprint(options["code"])
        exam = exams.open_exam(blueprint=blueprint, by=None, at=timezone.now())
        lacks = lacking(blueprint)
        if options["json"]:
            told = {
                "quiz": exam.quiz.code,
                "scheme": blueprint.scheme,
                "items": blueprint.count,
                "scored": blueprint.scored,
                "lacking": [
                    {**asdict(each), "missing": each.missing} for each in lacks
                ],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(in_words(blueprint, lacks)))


def _blueprint(code: str | None) -> Blueprint:
    shipped = shipped_blueprints()
    if code is None and len(shipped) == 1:
        return next(iter(shipped.values()))
    if code is None or code not in shipped:
        raise CommandError(
            f"出題構成「{code or ''}」はありません。次のどれか：{'、'.join(shipped)}"
        )
    return shipped[code]


def in_words(blueprint: Blueprint, lacks: list[HeadingLack]) -> list[str]:
    """Return what was done and what is lacking, for a person."""
    lines = [
        f"{blueprint.title}（テスト {blueprint.code}）を開きました："
        f"{blueprint.count}問、{blueprint.minutes}分、採点 {blueprint.scored}問。"
    ]
    if not lacks:
        return [*lines, "問題はそろっています。"]
    lines.append("まだ始められません。次の中分類の問題が足りません。")
    lines += [
        f"  {each.field} {each.number} {each.name}：あと{each.missing}問"
        f"（必要 {each.needed}、使える問題 {each.available}）"
        for each in lacks
    ]
    total = sum(each.missing for each in lacks)
    return [*lines, f"合わせて、あと{total}問です。"]
