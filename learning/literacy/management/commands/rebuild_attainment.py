"""Compute all attainment anew: ``rebuild_attainment [--plan CODE]``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from learning.command_line import PlainCommand
from learning.literacy.actions.attainment import rebuild
from learning.literacy.models import Plan


class Command(PlainCommand):
    help = "実績から到達を計算し直します。違うところだけを書き換えます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", help="計画のコード（なければすべて）")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = None
        if options["plan"]:
            plan = Plan.objects.filter(code=options["plan"]).first()
            if plan is None:
                raise CommandError(f"計画「{options['plan']}」がありません。")
        changed = rebuild(plan=plan)
        self.stdout.write(f"加えた {changed.added} 行、除いた {changed.removed} 行。")
