"""Oblige who joined an audience since: ``assign_newcomers``, once a day by a timer."""

from typing import Any

from django.utils import timezone

from learning.campaigns.actions.newcomers import assign_newcomers
from learning.command_line import PlainCommand


class Command(PlainCommand):
    """For people whose first day came by the calendar; an import does it by itself."""

    help = "受講指定の対象に新しく入った人（採用・異動・復職）に、受講を指定します。"

    def handle(self, *args: Any, **options: Any) -> None:
        for joined in assign_newcomers(by=None, at=timezone.now()):
            cycle = joined.cycle
            self.stdout.write(
                f"{cycle.requirement}（{cycle}）: {joined.people} 人を加えました。"
            )
