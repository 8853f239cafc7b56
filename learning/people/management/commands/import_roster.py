"""manage.py import_roster FILE --as-of DATE --source NAME: load one owner's roster."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from learning.people.actions.imports import refuse_older, save_source
from learning.people.actions.roster import apply
from learning.people.management.decisions_file import read_decisions
from learning.people.management.import_command import (
    LEAVERS,
    ImportCommand,
    plain_errors,
)
from learning.people.models import RosterImport, RosterSource
from learning.people.preview import (
    Choices,
    find_source,
    imported_file,
    new_source,
    preview_roster,
    terms_of,
)


class Command(ImportCommand):
    """Shows what a roster changes and applies it."""

    help = "職員名簿を取込区分と基準日で取り込みます。"
    confirm_option = LEAVERS

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        self.add_file_arguments(parser)
        parser.add_argument("--source", required=True, help="取込区分（市長部局 など）")
        parser.add_argument(
            "--partial", action="store_true", help="一部の職員だけ（退職を出さない）"
        )
        parser.add_argument(LEAVERS, type=int, help="退職が1割を超えるときの、その人数")
        parser.add_argument("--accept-proposals", help="候補と質問の決定を書いた JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, show; apply unless it is a dry run."""
        with plain_errors():
            self._handle(options)

    def _handle(self, options: dict[str, Any]) -> None:
        as_of = self.day(options)
        content, name, table = self.read(options)
        answers, meanings = read_decisions(options["accept_proposals"])
        choices = Choices(answers=answers, meanings=meanings)
        source = find_source(options["source"]) or new_source(options["source"])
        is_new = source.pk is None
        if not is_new:
            kind = RosterImport.Kind.ROSTER
            refuse_older(kind, source, as_of, options["correction"])
        terms = terms_of(
            source, as_of, partial=options["partial"], correction=options["correction"]
        )
        changes = preview_roster(table, source, terms, choices)
        self.warn_of_strangers(answers, changes)
        record = None
        has_news = bool(changes.people) and changes.is_applicable
        if has_news and not options["dry_run"]:
            if is_new:
                save_source(source=source, by=None, at=timezone.now())
            record = apply(
                changes=changes,
                file=imported_file(content, name, choices),
                confirmed_leavers=options["confirm_leavers"],
                by=None,
                at=timezone.now(),
            )
        self.show(
            changes,
            is_json=options["json"],
            kind="roster",
            source=source.code,
            as_of=as_of,
            applied=record is not None,
            import_id=record.pk if record else None,
        )
        self.refuse_unready(changes)
        if not options["json"]:
            self._end(source, record, is_new=is_new, is_dry=options["dry_run"])

    def _end(
        self,
        source: RosterSource,
        record: RosterImport | None,
        *,
        is_new: bool,
        is_dry: bool,
    ) -> None:
        others = RosterSource.objects.exclude(code=source.code)
        if is_new and others.exists():
            names = "、".join(others.values_list("name", flat=True))
            self.stdout.write(
                f"「{source.name}」は新しい取込区分です（これまで：{names}）。"
            )
        if is_dry:
            self.stdout.write("確認だけです。何も反映していません。")
        elif record is None:
            self.stdout.write("変わるところはありません。")
        else:
            self.stdout.write(f"反映しました。取り消すときは undo_import {record.pk}")
