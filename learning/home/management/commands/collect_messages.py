"""Collect the interface's texts into the English catalogues."""

from typing import Any

from learning.command_line import PlainCommand
from learning.home import catalogues

LANGUAGE = "en"


class Command(PlainCommand):
    """Bring locale/en up to date; translations that are there are kept."""

    help = "Collect texts from Python, templates and scripts into locale/en."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        """Merge what the sources say into each catalogue."""
        for domain in ("django", "djangojs"):
            path = catalogues.po_path(LANGUAGE, domain)
            texts = catalogues.texts_of(domain)
            catalog = catalogues.read(path, LANGUAGE)
            catalog.update(texts, no_fuzzy_matching=True)
            missing = sum(1 for _fault in catalogues.faults(catalog))
            changed = catalogues.write(catalog, path)
            self.stdout.write(
                f"{domain}: {len(catalog)} texts, {missing} to translate"
                f"{'' if changed else ', unchanged'}"
            )
