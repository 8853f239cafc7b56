"""Compile the message catalogues without gettext."""

from typing import Any

from django.core.management.base import CommandError

from learning.command_line import PlainCommand
from learning.home import catalogues


class Command(PlainCommand):
    """Write the .mo file beside every .po of locale/."""

    help = "Compile locale/*/LC_MESSAGES/*.po to .mo."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        """Compile all; name the line of a file that is not well formed."""
        try:
            written = catalogues.compile_all()
        except catalogues.PoFileError as error:
            raise CommandError(f"A catalogue can't be read: {error}") from None
        self.stdout.write(f"Compiled {len(written)} catalogues.")
