"""Write evidence anew from attempts and completions: ``rebuild_evidence``."""

from typing import Any

from learning.command_line import PlainCommand
from learning.literacy.actions.rebuilding import rebuild_evidence


class Command(PlainCommand):
    help = "受験と修了から実績を作り直します。足りないものだけを加えます。"

    def handle(self, *args: Any, **options: Any) -> None:
        rebuilt = rebuild_evidence()
        self.stdout.write(f"確かめた {rebuilt.seen} 件、加えた {rebuilt.added} 件。")
        if rebuilt.differing:
            self.stdout.write(
                f"元の記録と異なるものが {rebuilt.differing} 件あります（変えていません）。"
            )
