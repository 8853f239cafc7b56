"""List what a plan names that resolves to nothing: ``check_plan [CODE]``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from learning.command_line import PlainCommand
from learning.literacy.current import active_plan
from learning.literacy.models import Plan
from learning.literacy.plan_check import in_words, unresolved


class Command(PlainCommand):
    help = "計画が名前を挙げているのに見つからないコードを一覧にします。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "code", nargs="?", help="計画のコード（なければ使用中の計画）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        plan = _plan(options["code"])
        revision = plan.revisions.order_by("-number").first()
        if revision is None:
            raise CommandError(f"{plan.name} には版がありません。")
        missing = unresolved(revision)
        for line in in_words(missing):
            self.stdout.write(line)
        if missing:
            raise CommandError(
                f"{revision}: {len(missing)} 件が見つかりません。"
                "これを求める条件は満たされません。"
            )
        self.stdout.write(f"{revision}: すべて見つかりました。")


def _plan(code: str | None) -> Plan:
    plan = Plan.objects.filter(code=code).first() if code else active_plan()
    if plan is None:
        known = "、".join(Plan.objects.values_list("code", flat=True)) or "なし"
        raise CommandError(
            f"計画「{code or ''}」がありません（ある計画: {known}）。"
            "先に import_plan で取り込んでください。"
        )
    return plan
