"""Seal what has arrived in the log since the last time; run it every few minutes."""

from typing import Any

from learning.command_line import PlainCommand
from learning.log.actions.sealing import seal_new


class Command(PlainCommand):
    """For a timer; a second run at the same time waits."""

    help = "新しい証跡に、届いた順に封をします。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seal_new()} 件の記録に封をしました。")
