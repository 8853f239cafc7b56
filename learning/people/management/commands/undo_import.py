"""manage.py undo_import ID: take one import back if nothing later stands on it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from learning.people.actions.imports import undo
from learning.people.management.import_command import plain_errors
from learning.people.models import RosterImport


class Command(BaseCommand):
    """Undoes an import."""

    help = "取込みを取り消します。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("id")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo, or say what stands on it."""
        number = options["id"]
        is_number = number.isascii() and number.isdigit() and len(number) < 18
        found = RosterImport.objects.filter(pk=int(number)) if is_number else None
        roster_import = found.first() if found is not None else None
        if roster_import is None:
            last = RosterImport.objects.filter(undone_at__isnull=True)[:5]
            names = "、".join(f"{row.pk}（{row}）" for row in last) or "なし"
            raise CommandError(
                f"取込み「{number}」はありません。取り消せるもの：{names}"
            )
        with plain_errors():
            undo(roster_import=roster_import, by=None, at=timezone.now())
        self.stdout.write(f"取り消しました：{roster_import}")
