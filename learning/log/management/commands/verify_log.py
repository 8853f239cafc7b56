"""Check that nothing in the log was altered; exit status 1 if something was."""

from typing import Any

from django.core.management.base import CommandError

from learning.command_line import PlainCommand
from learning.log.verification import verify


class Command(PlainCommand):
    """For the auditor; prints the last digest to be noted elsewhere."""

    help = "証跡のつながりを確かめ、変えられた所や規則により削除された所を示します。"

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify()
        for line in verdict.deleted:
            self.stdout.write(line)
        self.stdout.write(f"封をした記録: {verdict.sealed} 件")
        self.stdout.write(f"まだ封をしていない記録: {verdict.unsealed} 件")
        self.stdout.write(f"最後の封: {verdict.last_digest or '（なし）'}")
        if not verdict.holds:
            raise CommandError("\n".join(verdict.problems))
        self.stdout.write("変わったところはありません。")
