"""manage.py import_organisation FILE --as-of DATE: load the organisation's tree."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from learning.people.actions.imports import refuse_older
from learning.people.actions.reorganisation import apply
from learning.people.management.decisions_file import read_decisions
from learning.people.management.import_command import (
    CLOSINGS,
    ImportCommand,
    plain_errors,
)
from learning.people.models import RosterImport
from learning.people.preview import (
    Choices,
    imported_file,
    organisation_choices,
    preview_organisation,
)


class Command(ImportCommand):
    """Shows what an organisation file changes and applies it."""

    help = "組織のファイルを基準日で取り込みます。"
    confirm_option = CLOSINGS

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        self.add_file_arguments(parser)
        parser.add_argument(
            CLOSINGS,
            type=int,
            help="ファイルにない所属が1割を超えるときの、その数",
        )
        parser.add_argument("--accept", help="改称・別組織の決定を書いた JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, show; apply unless it is a dry run."""
        with plain_errors():
            self._handle(options)

    def _handle(self, options: dict[str, Any]) -> None:
        as_of = self.day(options)
        content, name, table = self.read(options)
        answers, _meanings = read_decisions(options["accept"])
        choices = organisation_choices(Choices(answers=answers))
        is_correction = options["correction"]
        refuse_older(RosterImport.Kind.ORGANISATION, None, as_of, is_correction)
        changes = preview_organisation(table, as_of, choices, correction=is_correction)
        self.warn_of_strangers(answers, changes)
        is_ready = changes.is_applicable and not options["dry_run"]
        record = None
        if is_ready and (changes.changes or changes.edits):
            record = apply(
                changes=changes,
                file=imported_file(content, name, choices),
                confirmed_closings=options["confirm_closings"],
                by=None,
                at=timezone.now(),
            )
        self.show(
            changes,
            is_json=options["json"],
            kind="organisation",
            as_of=as_of,
            applied=record is not None,
            import_id=record.pk if record else None,
        )
        self.refuse_unready(changes)
        if not options["json"]:
            self.stdout.write(_ending(record, options["dry_run"]))


def _ending(record: RosterImport | None, is_dry: bool) -> str:
    if is_dry:
        return "確認だけです。何も反映していません。"
    if record is None:
        return "変わるところはありません。"
    return f"反映しました。取り消すときは undo_import {record.pk}"
