"""Write the back office's groups and their rights again from today's roles."""

from typing import Any

from learning.command_line import PlainCommand
from learning.people.actions.back_office import ensure_groups, sync_groups
from learning.people.models import User
from learning.people.today import today


class Command(PlainCommand):
    """After an upgrade that brings new kinds of content, or once a day."""

    help = "今日の役割から、管理画面のグループと権限を改めます。"

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_groups()
        users = list(User.objects.filter(is_active=True))
        changed = sync_groups(users=users, today=today())
        self.stdout.write(f"{changed} 人の管理画面の権限を改めました。")
