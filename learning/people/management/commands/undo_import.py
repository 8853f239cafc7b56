"""manage.py undo_import ID: take one import back if nothing later stands on it."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from learning.command_line import PlainCommand
from learning.people.actions.undo import undo
from learning.people.imports_as_text import undoing_lines
from learning.people.management.import_command import plain_errors
from learning.people.models import RosterImport
from learning.people.undoing import undoing_of


class Command(PlainCommand):
    """Says what undoing an import does, and undoes it."""

    help = "取込みを取り消します。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("id")
        parser.add_argument("--dry-run", action="store_true", help="確認だけ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo, or say what stands on it."""
        roster_import = _find(options["id"])
        if roster_import.undone_at is None:
            for line in undoing_lines(undoing_of(roster_import)):
                self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("確認だけです。何も取り消していません。")
            return
        with plain_errors():
            undo(roster_import=roster_import, by=None, at=timezone.now())
        self.stdout.write(f"取り消しました：{roster_import}")


def _find(number: str) -> RosterImport:
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    found = RosterImport.objects.filter(pk=int(number)) if is_number else None
    roster_import = found.first() if found is not None else None
    if roster_import is None:
        last = RosterImport.objects.filter(undone_at__isnull=True)[:5]
        names = "、".join(f"{row.pk}（{row}）" for row in last) or "なし"
        raise CommandError(f"取込み「{number}」はありません。取り消せるもの：{names}")
    return roster_import
