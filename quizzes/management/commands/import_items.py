"""manage.py import_items FILE: bring the items of another system's file in as drafts."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from learning.command_line import PlainCommand, read_file
from learning.objectives.models import Objective
from quizzes.actions.exchange import import_items
from quizzes.exchange import FORMATS, FileBroken, Status, detect, name_of
from quizzes.exchange import read_file as read_items
from quizzes.exchange.parcel import MOST_BYTES
from quizzes.incoming import Plan, plan

AUTO = "auto"
FORMS = "、".join([AUTO, *FORMATS])
WORDS = {
    Status.TAKEN: "取り込み",
    Status.APPROXIMATED: "一部変更",
    Status.REFUSED: "不採用",
}


class Command(PlainCommand):
    """Shows what a file holds and takes it, unless it is a dry run."""

    help = "問題のファイルを、下書きとして取り込みます。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file")
        parser.add_argument("--format", default=AUTO, help=f"形式：{FORMS}")
        parser.add_argument("--dry-run", action="store_true", help="確認だけ")
        parser.add_argument("--json", action="store_true", help="結果を JSON で出す")
        parser.add_argument(
            "--objective", help="学習目標の分からない問題に付ける学習目標のコード"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, plan, write, report; a broken file is status 1 and nothing written."""
        chosen = named_format(options["format"])
        path = Path(options["file"])
        data = read_file(path, MOST_BYTES)
        objective = _objective(options["objective"])
        form = chosen
        try:
            form = detect(data, path.name) if chosen == AUTO else chosen
            found = read_items(data, path.name, form)
        except FileBroken as broken:
            if options["json"]:
                self._print(_nothing(form, str(broken)))
            raise CommandError(f"{broken}何も取り込んでいません。") from None
        planned = plan(found, form=form, filename=path.name, objective=objective)
        if not options["dry_run"]:
            import_items(plan=planned, by=None, at=timezone.now())
        if options["json"]:
            self._print(planned.to_json())
        else:
            self._tell(planned, is_dry=options["dry_run"])

    def _print(self, found: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))

    def _tell(self, planned: Plan, *, is_dry: bool) -> None:
        for each in planned.items:
            word, item = WORDS[each.status], each.item
            self.stdout.write(f"{item.place}　{word}　{item.title[:40]}　{each.reason}")
        counts = "、".join(
            f"{word} {planned.count(status)} 問" for status, word in WORDS.items()
        )
        done = "確認だけで、何も書いていません。"
        if not is_dry:
            done = f"{planned.changed} 問を下書きにしました。"
        name = FORMATS[planned.form].name
        self.stdout.write(f"{name}：{counts}（前と同じ {planned.same} 問）。{done}")


def named_format(text: str) -> str:
    """Return the name of the format that was asked for, or refuse it."""
    name = AUTO if text.lower() == AUTO else name_of(text)
    if not name:
        raise CommandError(f"形式「{text}」はありません。次のどれか：{FORMS}")
    return name


def _objective(code: str | None) -> Objective | None:
    if not code:
        return None
    found = Objective.objects.filter(code=code, retired_on__isnull=True).first()
    if found is None:
        raise CommandError(
            f"学習目標「{code}」はありません。コードを確かめてください。何もしていません。"
        )
    return found


def _nothing(form: str, error: str) -> dict[str, Any]:
    counts = {str(status): 0 for status in Status}
    return {"format": form, **counts, "unchanged": 0, "items": [], "error": error}
