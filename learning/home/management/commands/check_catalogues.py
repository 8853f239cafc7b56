"""Check that every text of the interface is translated."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError

from learning.command_line import PlainCommand
from learning.home import catalogues


class Command(PlainCommand):
    """Fail where a text has no English, or a catalogue is out of date."""

    help = "Check the catalogues against the sources."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        """List every fault, then fail; say so where there is none."""
        found = [*_out_of_date("django"), *_out_of_date("djangojs"), *_wrong()]
        if found:
            raise CommandError(
                "\n".join(found) + "\nmake messages collects new texts; translate them "
                "in locale/en/LC_MESSAGES."
            )
        self.stdout.write("All texts are translated.")


def _out_of_date(domain: str) -> Iterator[str]:
    path = catalogues.po_path("en", domain)
    kept = {(m.id, m.context) for m in catalogues.read(path, "en") if m.id}
    asked = {(m.id, m.context) for m in catalogues.texts_of(domain) if m.id}
    for text, _context in sorted(asked - kept, key=str):
        yield f"en/{domain}: not collected: {text}"
    for text, _context in sorted(kept - asked, key=str):
        yield f"en/{domain}: no longer used: {text}"


def _wrong() -> Iterator[str]:
    for path in sorted((catalogues.root() / "locale").glob("*/LC_MESSAGES/*.po")):
        language = path.parents[1].name
        for fault in catalogues.faults(catalogues.read(path, language)):
            yield f"{language}/{path.stem}: {fault}"
