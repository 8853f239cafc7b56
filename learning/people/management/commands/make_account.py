"""Make an account with an expiry: an outside auditor, the first administrator."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from learning.command_line import PlainCommand, read_day
from learning.people.actions.accounts import issue_code, make_expiring_account
from learning.people.actions.grants import NewGrant, grant
from learning.people.errors import PeopleError
from learning.people.models import Role
from learning.people.today import today

LAST_DAY = date(2999, 12, 31)


class Command(PlainCommand):
    """Prints the one-time code once; nothing else shows it again."""

    help = (
        "名簿にない利用者を全庁の役割で作り、ログインのコードを表示します"
        "（外部の監査人、最初の管理者）。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        roles = [role.value for role in Role if role != Role.SECTION_HEAD]
        parser.add_argument("name", help="ログインに使う名前")
        parser.add_argument("--role", required=True, choices=roles, help="役割")
        parser.add_argument(
            "--until",
            required=True,
            metavar="DATE",
            help="使える最後の日（R9.3.31 も可）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        last_day = read_day(options["until"], "--until")
        if not today() <= last_day <= LAST_DAY:
            raise CommandError(
                "--until は今日以降の日（2999-12-31 まで）にしてください。"
                "何も作っていません。"
            )
        now, ends_on = timezone.now(), last_day + timedelta(days=1)
        try:
            with transaction.atomic():
                user = make_expiring_account(
                    name=options["name"], expires_on=ends_on, by=None, at=now
                )
                new = NewGrant(
                    user=user,
                    role=options["role"],
                    starts_on=today(),
                    ends_on=ends_on,
                    reason="make_account",
                )
                grant(new=new, by=None, at=now)
                code = issue_code(user=user, by=None, at=now)
        except PeopleError as error:
            raise CommandError(f"{error}何も作っていません。") from error
        self.stdout.write(f"利用者名: {user.username}")
        self.stdout.write(f"コード:   {code}")
        self.stdout.write(f"最後の日: {last_day:%Y-%m-%d}")
        self.stdout.write(
            "「はじめての方」の画面で、利用者名とコードを入力してください。"
        )
