"""Works the scores of attempts out anew where an item's key was wrong."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from learning.command_line import PlainCommand
from quizzes.actions.regrading import regrade
from quizzes.errors import PassesWouldBeLost, QuizError
from quizzes.models import Item, ItemVersion, Regrade
from quizzes.regrade_preview import Preview, preview
from quizzes.regraded_attempts import NewRegrade, suspects


class Command(PlainCommand):
    """``regrade_item CODE --preview`` or ``--apply --reason …``."""

    help = (
        "正答が誤っていた問題について、提出済みの回を採点し直します。前後の点数は記録に残り、"
        "合格の実績もそれに合わせて直ります。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the item, what was wrong, what counts instead, and why."""
        parser.add_argument("code", metavar="CODE", help="問題のコード")
        step = parser.add_mutually_exclusive_group(required=True)
        step.add_argument(
            "--preview", action="store_true", help="何が変わるかだけを表示します"
        )
        step.add_argument("--apply", action="store_true", help="採点し直します")
        parser.add_argument(
            "--method",
            choices=Regrade.Method.values,
            default=Regrade.Method.CORRECTED_KEY,
            help="corrected_key：いまの版の正答で採点。full_marks：全員を満点。"
            "dropped：採点から外す",
        )
        parser.add_argument(
            "--versions",
            metavar="N,N",
            help="正答が誤っていた版の番号。省くと、正答がいまの版と違うすべての前の版",
        )
        parser.add_argument("--reason", default="", help="理由（本人にも表示します）")
        parser.add_argument(
            "--lose-passes",
            type=int,
            metavar="N",
            help="合格した人が不合格になることを認め、その回数を書きます",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Show what would change, or change it and say how much."""
        new = _decision(options)
        if options["preview"]:
            self.stdout.write("\n".join(_lines(preview(new))))
            return
        try:
            done = regrade(
                new=new, by=None, at=timezone.now(), confirmed=options["lose_passes"]
            )
        except PassesWouldBeLost as refusal:
            raise CommandError(
                f"採点し直していません。合格でなくなる回は {refusal.lost} 回です。"
                f"認めるなら --lose-passes {refusal.lost} としてください。"
            ) from None
        except QuizError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{done.attempts:,} 回を採点し直しました。")


def _decision(options: dict[str, Any]) -> NewRegrade:
    code = options["code"]
    item = Item.objects.filter(code=code).first()
    if item is None:
        raise CommandError(f"問題「{code}」はありません。コードを確かめてください。")
    wrong = _versions(item, options["versions"])
    if not wrong:
        raise CommandError(
            "正答の違う前の版がありません。先に正答を直して公開するか、"
            "--versions で版の番号を指定してください。"
        )
    corrected = options["method"] == Regrade.Method.CORRECTED_KEY
    return NewRegrade(
        item=item,
        wrong=tuple(wrong),
        right=item.versions.order_by("number").last() if corrected else None,
        method=Regrade.Method(options["method"]),
        keeps_passes=options["lose_passes"] is None,
        reason=options["reason"],
    )


def _versions(item: Item, numbers: str | None) -> list[ItemVersion]:
    if numbers is None:
        return suspects(item)
    parts = [each.strip() for each in numbers.split(",")]
    known = {str(each.number): each for each in item.versions.all()}
    for part in parts:
        if part not in known:
            have = "、".join(known) or "まだありません"
            raise CommandError(f"版「{part}」はありません。この問題の版：{have}")
    return [known[part] for part in dict.fromkeys(parts)]


def _lines(found: Preview) -> list[str]:
    lines = [
        f"{each.title}：{each.attempts:,} 回。点が上がる {each.rise:,}、"
        f"下がる {each.fall:,}、新たに合格 {each.gains_pass:,}、"
        f"合格でなくなる {each.loses_pass:,}、合格を守るため変えない {each.is_kept:,}"
        for each in found.quizzes
    ]
    return [
        *(lines or ["この版が出題された、提出済みの回はありません。"]),
        "何も変更していません。",
    ]
