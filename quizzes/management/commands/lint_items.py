"""Names the item-writing flaws of the bank; changes nothing."""

import json
from argparse import ArgumentParser
from collections import Counter
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError
from django.db.models import QuerySet
from django.utils import timezone

from learning.command_line import PlainCommand
from learning.objectives.models import Objective
from quizzes.flaws import SEVERITIES, Flaw
from quizzes.item_flaws import ItemFlaws, flaws_among, flaws_of_whole, items_of
from quizzes.models import Item, Quiz


class Command(PlainCommand):
    """``lint_items [--quiz CODE | --objective CODE | --code CODE …] [--json]``."""

    help = (
        "問題の書き方の欠点を挙げます。何も変えません。「誤り」が一つでもあれば、"
        "終了コードは1です。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--quiz",
            metavar="CODE",
            help="このテストが出しうる問題と、テスト全体を見ます。",
        )
        which.add_argument(
            "--objective", metavar="CODE", help="この学習目標の問題を見ます。"
        )
        which.add_argument(
            "--code", metavar="CODE", nargs="+", help="このコードの問題を見ます。"
        )
        parser.add_argument(
            "--json", action="store_true", help="結果をJSONで出します。"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, tell, and end with 1 where there is an error."""
        quiz = _quiz(options["quiz"]) if options["quiz"] else None
        items = list(items_of(quiz) if quiz else _items(options))
        found = flaws_among(items, day=timezone.localdate())
        whole = flaws_of_whole(quiz, items) if quiz else []
        if options["json"]:
            told = as_json(found, whole, quiz=quiz, looked=len(items))
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(in_words(found, whole, looked=len(items))))
        errors = counts(found, whole)["error"]
        if errors:
            raise CommandError(f"直すべき「誤り」が {errors} 件あります。")


def _quiz(code: str) -> Quiz:
    quiz = Quiz.objects.filter(code=code).first()
    if quiz is None:
        raise CommandError(f"テスト「{code}」はありません。コードを確かめてください。")
    return quiz


def _items(options: dict[str, Any]) -> QuerySet[Item]:
    items = Item.objects.filter(retired_on__isnull=True).select_related("objective")
    items = items.order_by("code")
    if options["objective"]:
        if not Objective.objects.filter(code=options["objective"]).exists():
            raise CommandError(
                f"学習目標「{options['objective']}」はありません。"
                "コードを確かめてください。"
            )
        return items.filter(objective__code=options["objective"])
    if options["code"]:
        wanted = set(options["code"])
        items = Item.objects.filter(code__in=wanted).select_related("objective")
        missing = wanted - set(items.values_list("code", flat=True))
        if missing:
            raise CommandError(
                f"問題「{'、'.join(sorted(missing))}」はありません。"
                "コードを確かめてください。"
            )
        return items.order_by("code")
    return items


def counts(found: list[ItemFlaws], whole: list[Flaw]) -> Counter[str]:
    """Count flaws by severity."""
    flaws = [flaw for each in found for flaw in each.flaws] + whole
    return Counter(flaw.severity for flaw in flaws)


def as_json(
    found: list[ItemFlaws], whole: list[Flaw], *, quiz: Quiz | None, looked: int
) -> dict[str, Any]:
    """Return the findings for machines."""
    by_severity = counts(found, whole)
    return {
        "looked_at": looked,
        "counts": {name: by_severity[name] for name in SEVERITIES},
        "quiz": quiz and {"code": quiz.code, "flaws": [asdict(each) for each in whole]},
        "items": [
            {
                "code": each.item.code,
                "type": each.item.type,
                "flaws": [asdict(flaw) for flaw in each.flaws],
            }
            for each in found
        ],
    }


def in_words(found: list[ItemFlaws], whole: list[Flaw], *, looked: int) -> list[str]:
    """Return the findings for a person, an item a paragraph."""
    lines = []
    if whole:
        lines += ["テスト全体", *(line_of(flaw) for flaw in whole)]
    for each in found:
        lines += [str(each.item), *(line_of(flaw) for flaw in each.flaws)]
    by_severity = counts(found, whole)
    told = "、".join(f"{name} {by_severity[key]}" for key, name in SEVERITIES.items())
    lines.append(f"{looked} 問を見て、{len(found)} 問に欠点がありました（{told}）。")
    return lines


def line_of(flaw: Flaw) -> str:
    """Return one flaw as an indented line."""
    place = f"{flaw.place}：" if flaw.place else ""
    return f"  {flaw.severity_name} {flaw.rule}：{place}{flaw.message}（{flaw.source}）"
